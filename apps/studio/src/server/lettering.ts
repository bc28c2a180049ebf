import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getPhoto, readCheckpoint, readFontFile, readImage, type Owner, type Why } from '@atelier/db';
import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import { fonts, type Lettering, letteringQuery, OWN_TEXTURE } from '../contracts/lettering.ts';
import { Refused } from '../contracts/refused.ts';
import { runAtelier, saidBy } from './command-line.ts';
import { env } from './env.ts';
import { found } from './found.ts';
import { zipOf } from './zip.ts';

/** A texture of large letters takes a minute. */
const PATIENCE = 300_000;
/** Of a font that is looked at. */
const FONT_PATIENCE = 30_000;

/** As many at once as photos. */
const queue = new PQueue({ concurrency: env.ATELIER_PAINTERS });

/** What is wrong with a text or a font. */
export class TextRefused extends Refused {}

export interface PaintedWord {
  bytes: Uint8Array;
  /** In the order in which they are counted; of a sheet none. */
  letters: string[];
}

/** What was painted last: a word is watched while it is painted, then shown, saved, and kept. */
const painted = new LRUCache<string, PaintedWord>({ max: 12 });

/**
 * A word as a file of the order's format, by the command line in a process of its own: a font that is hostile takes nothing
 * else along.
 * @throws TextRefused where there is no letter for what is written, or it would be too large
 */
export async function paintWord(
  lettering: Lettering,
  owner: Owner,
  signal: AbortSignal,
  onProgress: (done: number) => void = () => undefined,
): Promise<PaintedWord> {
  // May this viewer have it? Asked also of what is remembered.
  const files = await filesOf(lettering, owner);
  const key = JSON.stringify([owner, letteringQuery(lettering)]);
  const known = painted.get(key);
  if (known) return known;
  const work = () => paint(lettering, files, signal, onProgress);
  const word = await queue.add(work, { signal, throwOnTimeout: true });
  painted.set(key, word);
  return word;
}

/** What the command line is given, by the files' names. */
type Files = Partial<Record<'network.safetensors' | 'font' | 'photo' | 'picture' | 'mask', Uint8Array>>;

async function filesOf(lettering: Lettering, owner: Owner): Promise<Files> {
  const { way, checkpoint, font, photo, texture, picture, mask } = lettering;
  const files: Files = {};
  if (way !== 'texture')
    files['network.safetensors'] = found(await readCheckpoint(checkpoint, owner), 'checkpoint');
  if (!fonts.some((name) => name === font)) files.font = found(await readFontFile(font, owner), 'font');
  if (way === 'filled' && photo) files.photo = await photoFile(photo, owner);
  if (way === 'texture' && texture === OWN_TEXTURE) {
    files.picture = await photoFile(picture, owner);
    if (mask) files.mask = await photoFile(mask, owner);
  }
  return files;
}

async function photoFile(id: string, owner: Owner): Promise<Uint8Array> {
  const { image } = found(await getPhoto(id, owner), 'photo');
  return found(await readImage(image.sha256, owner), 'photo').bytes;
}

/** What of the order is in files, as the command line is told. */
function brushOf({ way, texture }: Lettering, files: Files, in_: (name: keyof Files) => string): string[] {
  if (way !== 'texture')
    return ['--checkpoint', in_('network.safetensors'), ...(files.photo ? ['--photo', in_('photo')] : [])];
  return [
    '--texture',
    files.picture ? in_('picture') : texture,
    ...(files.mask ? ['--mask', in_('mask')] : []),
  ];
}

async function paint(
  lettering: Lettering,
  files: Files,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<PaintedWord> {
  const { text, sheet, way, font, align, vertical, size, seed, again, ground, format } = lettering;
  const folder = await mkdtemp(path.join(tmpdir(), 'atelier-letters-'));
  const in_ = (name: string) => path.join(folder, name);
  try {
    for (const [name, bytes] of Object.entries(files)) await writeFile(in_(name), bytes);
    const out = in_(`word.${format === 'zip' ? 'png' : format}`);
    const words = [
      ...[
        'letters',
        '--tell',
        '--out',
        out,
        '--way',
        way,
        ...brushOf(lettering, files, in_),
        '--align',
        align,
      ],
      ...['--font', files.font ? in_('font') : font, '--size', String(size), '--seed', String(seed)],
      ...(vertical ? ['--vertical'] : []),
      ...(again && !sheet ? ['--again', again] : []),
      ...(ground ? ['--ground', ground] : []),
      ...(format === 'zip' ? ['--each', in_('each')] : []),
      ...(sheet ? [`--sheet=${text}`] : ['--', text]),
    ];
    let letters: string[] = [];
    const onLine = (line: string) => {
      if (!line.startsWith('{')) return;
      const said = JSON.parse(line) as Said;
      if (said.done !== undefined) onProgress(said.done);
      if (said.letters) letters = said.letters;
    };
    await runAtelier(words, { timeout: PATIENCE, signal, onLine }).catch(refused(folder));
    if (format !== 'zip') return { bytes: await readFile(out), letters };
    return { bytes: await zipped(in_('each'), out), letters };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The letters of a folder, and the picture of all, as a ZIP file. */
async function zipped(folder: string, whole: string): Promise<Uint8Array> {
  async function* files() {
    yield { name: 'letters.png', bytes: await readFile(whole) };
    for (const name of await readdir(folder)) yield { name, bytes: await readFile(path.join(folder, name)) };
  }
  return new Uint8Array(await new Response(zipOf(files())).arrayBuffer());
}

/** Looks at a font in a process of its own. @throws TextRefused where it is none */
export async function checkFont(name: string, bytes: Uint8Array): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'atelier-font-'));
  try {
    const file = path.join(folder, path.basename(name).replace(/[^\p{L}\p{N}. _-]/gu, '-') || 'font');
    await writeFile(file, bytes);
    await queue.add(() => runAtelier(['letters', '--check', '--tell', '--font', file], { timeout: FONT_PATIENCE }).catch(refused(folder))); // prettier-ignore
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A line of the command line's for programs. */
interface Said {
  done?: number;
  letters?: string[];
  why?: Why[];
}

type Ended = Error & { code?: number | string | null; killed?: boolean; stdout?: string; stderr?: string };

/** What it told to programs of why not. */
function whyOf({ stdout = '' }: Ended): Why | undefined {
  const last = stdout.trim().split('\n').at(-1)!;
  return last.startsWith('{') ? (JSON.parse(last) as Said).why?.[0] : undefined;
}

/**
 * Exit code 2: what was asked for is wrong, and the last lines say how. Stopped by the clock, it was too much.
 * @param folder where its files were, which is not said
 */
const refused = (folder: string) => (error: Ended) => {
  const said = saidBy(error);
  if (error.code === 2 && said) {
    const words = said.replaceAll(`${folder}/`, '');
    throw new TextRefused(whyOf(error) ?? { kind: 'programSays', words }, words, { cause: error });
  }
  if (error.killed && error.name !== 'AbortError')
    throw new TextRefused({ kind: 'slowWord' }, 'it took too long and was given up: fewer letters, or smaller ones, take less', { cause: error }); // prettier-ignore
  throw error;
};
