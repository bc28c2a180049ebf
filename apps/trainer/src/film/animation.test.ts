import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';
import { network, plain } from '../../test/stylizing.ts';

const stylize = (...words: string[]) => atelier(['stylize', '--checkpoint', network, ...words]);

const times = { delay: [100, 250, 400], loop: 2 };
/** Writes a GIF or WebP that moves, or whose only frame stays. */
async function writeMoving(path: string, count = 3): Promise<void> {
  const frames = Array.from({ length: count }, (_, i) =>
    Buffer.from({ length: 40 * 36 * 3 }).map((_, at) => ((at >> 3) * (i + 2)) % 256),
  );
  const raw = { width: 40, height: count * 36, channels: 3 as const, pageHeight: 36 };
  const picture = sharp(Buffer.concat(frames), { raw });
  const kept = count === 1 ? {} : times;
  await (path.endsWith('.gif') ? picture.gif(kept) : picture.webp({ ...kept, lossless: true })).toFile(path);
}
const facts = (path: string) => sharp(path, { animated: true }).metadata();

test.each(['gif', 'webp'] as const)('a moving %s goes on moving', async (format) => {
  const folder = temporaryFolder();
  const [from, out] = [join(folder, `a.${format}`), join(folder, `out.${format}`)];
  await writeMoving(from);
  const outcome = await stylize(from, '--out', out);
  expect(outcome).toEqual({ code: 0, stderr: '', stdout: `Painted ${out} (3 frames, 40×36)\n` });
  expect(await facts(out)).toMatchObject({ format, width: 40, pageHeight: 36, pages: 3, ...times });
  // As a picture that does not move it is painted as its first frame, as before.
  const still = await stylize(from, '--out', join(folder, 'still.png'));
  expect(still).toMatchObject({ code: 0, stderr: '' });
  expect(await sharp(join(folder, 'still.png')).metadata()).toMatchObject({ width: 40, height: 36 });
});

test('those of a folder go on moving too, and its other pictures are painted as photos', async () => {
  const folder = temporaryFolder();
  const [album, out] = [join(folder, 'in'), join(folder, 'out')];
  mkdirSync(join(album, 'deep'), { recursive: true });
  await writeMoving(join(album, 'a.gif'));
  await writeMoving(join(album, 'deep/b.webp'));
  // With nothing but what moves no photo is looked for.
  const moving = await stylize(album, '--out', out);
  expect(moving).toMatchObject({ code: 0, stderr: '' });
  expect(moving.stdout.split('\n')).toHaveLength(3);
  await writeMoving(join(album, 'still.gif'), 1);
  copyFileSync(plain, join(album, 'plain.png'));
  const mixed = await stylize(album, '--out', out);
  expect(mixed).toMatchObject({ code: 0, stderr: '' });
  expect(mixed.stdout).toMatch(/Painted 2 of 2 photos\n$/);
  expect(readdirSync(out, { recursive: true }).sort()).toEqual([
    ...['a.gif', 'deep', 'deep/b.webp', 'plain.png', 'still.png'],
  ]);
  expect(await facts(join(out, 'a.gif'))).toMatchObject({ format: 'gif', pages: 3, ...times });
  expect(await facts(join(out, 'deep/b.webp'))).toMatchObject({ format: 'webp', pages: 3, ...times });
});
