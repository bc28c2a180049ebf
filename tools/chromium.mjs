// A Chromium for the end-to-end tests. Nothing else needs one.
import { existsSync } from 'node:fs';
import { installDebian } from './debian.mjs';
import { which } from './step.mjs';

/** Where browsers are, beside the PATH. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const find = () =>
  process.env.CHROMIUM ||
  ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(which).find(Boolean) ||
  PLACES.find((path) => existsSync(path));

/** The path of a Chromium: the one that CHROMIUM names, one that is installed, or Debian's, where it may be installed. */
export function chromium() {
  if (!find()) installDebian('chromium');
  return find();
}

const SHELL = 'chromium-headless-shell';

/** The path of a Chromium that never had a window, for which a page is half the work: as {@link chromium}; undefined where there is none. */
export function chromiumShell() {
  const named = process.env.CHROMIUM_SHELL;
  if (!named && !which(SHELL)) installDebian(SHELL);
  return named || which(SHELL);
}
