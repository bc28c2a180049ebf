import { mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { alignments } from '@atelier/lettering';
import { fontNames } from '@atelier/lettering/node';
import { strokes } from '@atelier/stylize';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { findCheckpoint, suitedSize } from '../catalogue/styles.ts';
import { UsageError } from '../errors.ts';
import { writeWhole } from '../files/file.ts';
import { checkPhotoPath, type Photo, writePhoto } from '../files/photo.ts';
import { type Brush, openLetterPainter, ways } from '../painting/letter-painter.ts';
import { textureNames } from '../painting/letter-texture.ts';
import { openFonts, type PaintedLetters, paintLetters } from '../painting/letters.ts';
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
  strokes: z.enum(strokes).default('medium').describe('how broad the strokes are'),
}); // prettier-ignore

interface Options {
  out: string;
  style?: string;
  checkpoint?: string;
  font: string;
  photo?: string;
  texture?: string;
  mask?: string;
  each?: string;
}

export function register(program: Command): void {
  const command = program
    .command('letters')
    .description(
      'Paint a word, or several lines, in a trained style or like designed letters; transparent around them',
    )
    .argument('<text>', 'what to write, of any script; \\n begins a new line')
    .requiredOption('--out <file>', 'the picture to write: .png or .webp, or .jpg on white')
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
    .option('--each <folder>', 'each letter as a picture of its own too, and letters.json with their places');
  addOptions(command, settingsSchema);
  command.action(async (text: string, options: Options) => {
    const settings = settingsSchema.parse(readOptions(command, settingsSchema));
    const { out, font, each } = options;
    checkPhotoPath(out);
    const brush = await brushOf(options, settings);
    const fonts = await openFonts(font);
    const painter = await openLetterPainter(brush);
    const progress = startProgress('Painting', (done) => `${Math.round(100 * done)}`);
    const hooks = { onProgress: (done: number) => progress.update(done, 1) };
    const painted = await paintLetters(text.replaceAll('\\n', '\n'), fonts, settings, painter, hooks).finally(
      async () => {
        progress.stop();
        await painter.close();
      },
    );
    await writePhoto(painted.picture, out);
    if (each !== undefined) await writeEach(painted, each, extname(out) === '.webp' ? '.webp' : '.png');
    const { width, height } = painted.picture;
    process.stdout.write(`Painted ${out} (${width}×${height}, ${painted.layout.letters.length} letters)\n`);
  });
}

/** What to paint with. @throws UsageError where options do not go together */
async function brushOf(options: Options, { way, strokes }: z.output<typeof settingsSchema>): Promise<Brush> {
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

/** Each letter by itself, cut to its box and the margin around it, and where each belongs. */
async function writeEach(
  { picture, layout, margin }: PaintedLetters,
  folder: string,
  extension: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const places = await Promise.all(
    layout.letters.map(async ({ text, box }, k) => {
      const file = `${String(k + 1).padStart(3, '0')}${extension}`;
      const area = {
        x: Math.max(0, Math.floor(box.x + margin - margin / 4)),
        y: Math.max(0, Math.floor(box.y + margin - margin / 4)),
        width: Math.ceil(box.width + margin / 2),
        height: Math.ceil(box.height + margin / 2),
      };
      await writePhoto(part(picture, area), join(folder, file));
      return { file, text, ...area };
    }),
  );
  const { width, height } = picture;
  await writeWhole(
    join(folder, 'letters.json'),
    JSON.stringify({ width, height, letters: places }, null, 2) + '\n',
  );
}

function part(picture: Photo, area: { x: number; y: number; width: number; height: number }): Photo {
  const width = Math.min(area.width, picture.width - area.x);
  const height = Math.min(area.height, picture.height - area.y);
  const rows = (data: Uint8Array, channels: number) => {
    const cut = new Uint8Array(width * height * channels);
    for (let y = 0; y < height; y++) {
      const from = ((area.y + y) * picture.width + area.x) * channels;
      cut.set(data.subarray(from, from + width * channels), y * width * channels);
    }
    return cut;
  };
  const { rgb, alpha } = picture;
  return { width, height, rgb: rows(rgb, 3), ...(alpha && { alpha: rows(alpha, 1) }) };
}
