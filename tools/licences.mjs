// The licences of all packages that package-lock.json names, with the packages under each, as Markdown:
//
//   node tools/licences.mjs > docs/licences.md
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main, root, say } from './step.mjs';

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** As the package says, in any of the ways in which packages have said it. */
function licenceOf({ license, licenses }) {
  const said = license ?? licenses?.map(({ type }) => type).join(' OR ');
  return (typeof said === 'object' ? said?.type : said) || 'not stated';
}

function licences() {
  const { packages } = readJson(join(root, 'package-lock.json'));
  const byLicence = new Map();
  for (const [path, locked] of Object.entries(packages)) {
    if (!path.includes('node_modules/') || locked.link) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const file = join(root, path, 'package.json');
    // Packages for other platforms are not installed; the lock says their licence.
    const licence = licenceOf(locked.license || !existsSync(file) ? locked : readJson(file));
    if (!byLicence.has(licence)) byLicence.set(licence, new Set());
    byLicence.get(licence).add(`${name} ${locked.version}`);
  }
  say('# Licences of the packages\n');
  say(
    'Atelier itself is under the MIT licence. Made by `node tools/licences.mjs` from package-lock.json; what only',
  );
  say(
    'the tests and tools use is among them. TensorFlow, fetched by set-up, is under Apache-2.0. The packages',
  );
  say(
    '@seydx/node-av-… are under MIT and hold FFmpeg, whose parts are under LGPL and GPL: nothing of it is copied',
  );
  say('into Atelier, which calls it to read and write films.\n');
  say('| licence | packages | |\n| --- | --- | --- |');
  for (const [licence, names] of [...byLicence].sort(([, a], [, b]) => b.size - a.size))
    say(`| ${licence} | ${names.size} | ${[...names].sort().join(', ')} |`);
}

await main(import.meta.url, licences);
