// A Chromium for the end-to-end tests. Nothing else needs one.
import { existsSync } from 'node:fs';
import { run, say, which } from './step.mjs';

/** Where browsers are, beside the PATH. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const SYSTEM_PATH = `${process.env.PATH}:/usr/sbin:/usr/bin:/sbin:/bin`;

const find = () =>
  process.env.CHROMIUM ||
  ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(which).find(Boolean) ||
  PLACES.find((path) => existsSync(path));

/** The path of a Chromium: the one that CHROMIUM names, one that is installed, or Debian's, where it may be installed. */
export function chromium() {
  if (!find() && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const options = {
      quiet: true,
      env: { ...process.env, PATH: SYSTEM_PATH, DEBIAN_FRONTEND: 'noninteractive' },
    };
    say('  installing the package chromium with apt-get');
    try {
      run('/usr/bin/apt-get', ['update'], options);
      run('/usr/bin/apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], options);
    } catch (error) {
      say(`  ${error.message}`);
    }
  }
  return find();
}
