import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { decompress } from 'wawoff2';
import type { FontName } from '../src/choices.ts';
import { type Font, LetteringError, openFont } from '../src/index.ts';

const require = createRequire(import.meta.url);

/** The fonts that come along (each under the SIL Open Font License 1.1), by name, and the files that one consists of. */
const families = {
  'abril-fatface': { files: ['latin', 'latin-ext'], weight: 400 },
  'ma-shan-zheng': { files: ['chinese-simplified', 'latin'], weight: 400 },
  'zcool-xiaowei': { files: ['chinese-simplified', 'latin'], weight: 400 },
  amiri: { files: ['arabic', 'latin'], weight: 700 },
  'rozha-one': { files: ['devanagari', 'latin'], weight: 400 },
} as const satisfies Record<FontName, unknown>;

const opened = new Map<FontName, Promise<Font[]>>();

/** A font that comes along: several, each for other characters. */
export function openBuiltInFont(name: FontName): Promise<Font[]> {
  const known = opened.get(name);
  if (known) return known;
  const { files, weight } = families[name];
  const folder = join(dirname(require.resolve(`@fontsource/${name}/package.json`)), 'files');
  const fonts = Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(join(folder, `${name}-${file}-${weight}-normal.woff2`));
      return openFont(name, await plain(name, bytes));
    }),
  );
  opened.set(name, fonts);
  return fonts;
}

/** A font of the user's. @throws LetteringError where it is none */
export async function readFont(name: string, bytes: Uint8Array): Promise<Font> {
  return openFont(name, await plain(name, bytes));
}

/** Of more, only an attack is made. */
const LARGEST_PACKED = 20 * 2 ** 20;

async function plain(name: string, bytes: Uint8Array): Promise<Uint8Array> {
  const signature = new TextDecoder('latin1').decode(bytes.subarray(0, 4));
  if (bytes.length > LARGEST_PACKED && signature.startsWith('wOF'))
    throw new LetteringError(`${name}: a font of more than 20 MB`, { kind: 'largeFont', most: 20 });
  if (signature === 'wOFF') throw new LetteringError(`${name}: a WOFF of the first version; WOFF2, TTF and OTF are read`, { kind: 'firstWoff' }); // prettier-ignore
  if (signature !== 'wOF2') return bytes;
  // What it says itself of the size of the unpacked font: a few bytes may claim gigabytes.
  const unpacked = new DataView(bytes.buffer, bytes.byteOffset).getUint32(16);
  if (bytes.length < 48 || unpacked > 2 * LARGEST_PACKED)
    throw new LetteringError(`${name}: a damaged font`, { kind: 'damagedFont' });
  return decompress(bytes).catch(() => {
    throw new LetteringError(`${name}: a damaged font`, { kind: 'damagedFont' });
  });
}
