import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { decompress } from 'wawoff2';
import { env } from './env.ts';

/** Of the fonts that come along for letters the one that has both Latin and Chinese. */
const PACKED = path.join(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../../../node_modules/@fontsource/zcool-xiaowei/files/zcool-xiaowei-chinese-simplified-400-normal.woff2',
);

interface CaptionFont {
  /** What it has no letter for is set in the system's. */
  font: string;
  fontfile: string;
}
let unpacked: Promise<CaptionFont> | undefined;

/** What titles on pictures are set in, the same on every machine: systems may have no Chinese font. Pango reads no WOFF2. */
export function captionFont(): Promise<CaptionFont> {
  unpacked ??= unpack().catch((cause: unknown) => {
    unpacked = undefined; // the disk may have room the next time
    throw cause;
  });
  return unpacked;
}

async function unpack(): Promise<CaptionFont> {
  const fontfile = path.join(env.ATELIER_CACHE, 'captions.ttf');
  await mkdir(env.ATELIER_CACHE, { recursive: true });
  const coming = `${fontfile}.${process.pid}`;
  await writeFile(coming, await decompress(await readFile(PACKED)));
  await rename(coming, fontfile);
  return { font: 'ZCOOL XiaoWei, serif', fontfile };
}
