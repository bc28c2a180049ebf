// What only the tests need, from Debian's packages, where we may install it.
import { existsSync } from 'node:fs';
import { run, say } from './step.mjs';

const SYSTEM_PATH = `${process.env.PATH}:/usr/sbin:/usr/bin:/sbin:/bin`;

/** Installs a package as root on Debian or Ubuntu; elsewhere nothing happens. What goes wrong is said. */
export function installDebian(name) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const options = {
    quiet: true,
    env: { ...process.env, PATH: SYSTEM_PATH, DEBIAN_FRONTEND: 'noninteractive' },
  };
  say(`  installing the package ${name} with apt-get`);
  try {
    run('/usr/bin/apt-get', ['update'], options);
    run('/usr/bin/apt-get', ['install', '--yes', '--no-install-recommends', name], options);
  } catch (error) {
    say(`  ${error.message}`);
  }
}
