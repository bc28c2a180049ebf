import { extname } from 'node:path';
import { alignments, fontNames, ways } from '@atelier/lettering/choices';
import { filmOptionsSchema } from '@atelier/stylize/film-options';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { findCheckpoint, suitedSize } from '../catalogue/styles.ts';
import { UsageError } from '../errors.ts';
import { refuseToReplace } from '../files/file.ts';
import { onGround, writePhoto } from '../files/photo.ts';
import { type Brush, openLetterPainter } from '../painting/letter-painter.ts';
import { textureNames } from '../painting/letter-texture.ts';
import { checkLettersPath, readGround, writeEach, writeLetters } from '../painting/letters-file.ts';
import { charactersOf, paintSheet } from '../painting/letters-sheet.ts';
import { checkFont, openFonts, paintLetters } from '../painting/letters.ts';
import { addOptions, readOptions } from '../terminal/options.ts';
import { startProgress } from '../terminal/progress.ts';

const settingsSchema = z.object({
  way: z
    .enum(ways)
    .default('drawn')
    .describe('drawn: strokes run along the letters; filled: letters are windows onto a painting; texture: they look like designed letters'),
  size: z.number().int().min(32).max(4096).default(512).describe('pixels of an em, about a letter’s height'),
  spacing: z.number().min(-0.5).max(3).default(0).describe('added between letters, in ems'),
  lineHeight: z.number().min(0.5).max(4).default(1.2).describe('from line to line, in ems'),
  align: z.enum(alignments).default('start').describe('where shorter lines stand'),
  vertical: z.boolean().default(false).describe('in columns from right to left'),
  seed: z.number().int().min(0).max(2 ** 31 - 1).default(1).describe('another one paints it again'),
  strokes: filmOptionsSchema.shape.strokes.describe('how broad the strokes are'),
}); // prettier-ignore

type Settings = z.output<typeof settingsSchema>;

interface Options {
  out?: string;
  check?: boolean;
  tell?: boolean;
  style?: string;
  checkpoint?: string;
  font: string;
  photo?: string;
  texture?: string;
  mask?: string;
  ground?: string;
  again?: number[];
  each?: string;
  sheet?: string;
}

export function register(program: Command): void {
  const command = describe(program.command('letters'));
  command.action((text: string | undefined, options: Options) =>
    letters(text, options, settingsSchema.parse(readOptions(command, settingsSchema))),
  );
}

function describe(command: Command): Command {
  command
    .description(
      'Paint a word, or several lines, in a trained style or like designed letters; transparent around them',
    )
    .argument('[text]', 'what to write, of any script; \\n begins a new line')
    .option(
      '--out <file>',
      'the picture to write: .png, .webp, .jpg, or .svg, in which the letters’ outlines clip it',
    )
    .option('--style <slug>', 'a built-in style or a training run, as of stylize')
    .addOption(
      new Option('--checkpoint <file>', 'a network of your own: .safetensors, .onnx or .pth').conflicts(
        'style',
      ),
    )
    .option(
      '--font <name|file>',
      `${fontNames.join(', ')}, a TTF, OTF or WOFF2 file, or auto: for each letter the first of these that has it`,
      'auto',
    )
    .option('--photo <file>', 'what is seen through the letters, with --way filled')
    .option(
      '--texture <name|file>',
      `with --way texture, whose look they take: ${textureNames.join(', ')}, or a picture of designed letters (default: "ember")`,
    )
    .option(
      '--mask <file>',
      'where in that picture its letters are, white on black; without, its alpha tells',
    )
    .option(
      '--ground <colour|file>',
      'what stands behind the letters: #rgb, #rrggbb or a picture (default: nothing; white in a JPEG)',
    )
    .option(
      '--again <n,…>',
      'letters to paint once more, the others as they were: 2,2,5 is the second twice and the fifth once',
      numbersOf,
    )
    .option(
      '--sheet <characters>',
      'instead of a text, each of these by itself: A-Z0-9, 字体山水, or with blanks between: "क कि की"',
    )
    .option('--check', 'paint nothing, only see whether the font is one, and has the letters of the text')
    .option('--tell', 'say how far it is, which letters there are, and why not, in lines for programs')
    .option('--each <folder>', 'each letter as a picture of its own too, and letters.json with their places');
  addOptions(command, settingsSchema);
  return command;
}

async function letters(given: string | undefined, options: Options, chosen: Settings): Promise<void> {
  const settings = { ...chosen, again: options.again ?? [] };
  const { font, each, sheet, check, tell } = options;
  if ((given === undefined) === (sheet === undefined) && !(check && sheet === undefined))
    throw new UsageError('say what to write: a text, or with --sheet which characters');
  const text = given?.replaceAll('\\n', '\n');
  if (check) {
    process.stdout.write(`${await checkFont(font, text)}\n`);
    return;
  }
  const out = await placeOf(options);
  const ground = options.ground === undefined ? undefined : await readGround(options.ground);
  const fonts = await openFonts(font);
  const characters = sheet === undefined ? [] : charactersOf(sheet, fonts);
  const painter = await openLetterPainter(await brushOf(options, settings));
  const progress = startProgress('Painting', (done) => `${Math.round(100 * done)}`);
  const hooks = {
    onProgress: (done: number) =>
      tell ? process.stdout.write(`${JSON.stringify({ done })}\n`) : progress.update(done, 1),
  };
  const extension = endingOf(out) === '.webp' ? '.webp' : '.png';
  try {
    if (sheet !== undefined) {
      const picture = await paintSheet(characters, fonts, settings, painter, { ...hooks, folder: each, extension }); // prettier-ignore
      await writePhoto(ground === undefined ? picture : await onGround(picture, ground), out);
      progress.stop();
      process.stdout.write(`Painted ${out} (${picture.width}×${picture.height}, ${characters.length} letters)\n`); // prettier-ignore
      return;
    }
    const painted = await paintLetters(text!, fonts, settings, painter, hooks);
    progress.stop();
    const letters = painted.layout.letters.map((letter) => letter.text);
    if (tell) process.stdout.write(`${JSON.stringify({ letters })}\n`);
    await writeLetters(painted, out, { text: text!, ground });
    if (each !== undefined) await writeEach(painted, each, extension);
    const { width, height } = painted.picture;
    process.stdout.write(`Painted ${out} (${width}×${height}, ${letters.length} letters)\n`);
  } finally {
    progress.stop();
    await painter.close();
  }
}

const endingOf = (path: string) => extname(path).toLowerCase();

/** Where the letters go. @throws UsageError where they cannot: it is not said, it would replace what they are made of, it does not go with a sheet */
async function placeOf({ out, sheet, again = [], ...sources }: Options): Promise<string> {
  if (out === undefined) throw new UsageError('say with --out FILE where to');
  checkLettersPath(out);
  await refuseToReplace(out, [sources.photo, sources.texture, sources.mask, sources.ground]);
  if (sheet !== undefined && endingOf(out) === '.svg')
    throw new UsageError(`--out ${out}: a sheet is written as .png, .webp or .jpg`);
  if (sheet !== undefined && again.length > 0)
    throw new UsageError('--again: is for the letters of a text; in a sheet each has the seed of its place');
  return out;
}

function numbersOf(list: string): number[] {
  const numbers = list.split(',').map(Number);
  const wrong = numbers.find((number) => !(Number.isInteger(number) && number >= 1));
  if (wrong !== undefined) throw new UsageError(`--again ${list}: letters are counted from 1, as in 2,5`);
  return numbers;
}

/** What to paint with. @throws UsageError where options do not go together */
async function brushOf(options: Options, { way, strokes }: Settings): Promise<Brush> {
  const { style, checkpoint, photo, texture, mask } = options;
  if (photo !== undefined && way !== 'filled')
    throw new UsageError(`--photo ${photo}: is seen with --way filled only`);
  if (way === 'texture') {
    if (checkpoint !== undefined || style !== undefined)
      throw new UsageError(`--way texture takes its paint from --texture: leave out ${checkpoint === undefined ? `--style ${style}` : `--checkpoint ${checkpoint}`}`); // prettier-ignore
    return { way, texture: texture ?? textureNames[0], mask };
  }
  const stray = texture ?? mask;
  if (stray !== undefined) throw new UsageError(`${stray}: --texture and --mask go with --way texture`);
  if (checkpoint === undefined && style === undefined)
    throw new UsageError('say what to paint with: --style SLUG or --checkpoint FILE');
  const network = checkpoint ?? (await findCheckpoint(style!));
  return { way, network, strokes, photo, suitedSize: await suitedSize(network) };
}
