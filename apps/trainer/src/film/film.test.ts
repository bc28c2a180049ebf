import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rgb } from '@atelier/stylize';
import { expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';
import { type Clip, readClip, writeClip } from '../../test/clip.ts';
import { whileCollecting } from '../../test/garbage.ts';
import { plain } from '../../test/stylizing.ts';
import { paintFilm } from './film.ts';

const network = join(import.meta.dirname, '../../../../libs/model/test/parity/report_format_w8.pth');
const stylize = (...words: string[]) => atelier(['stylize', '--checkpoint', network, ...words]);

/** Seconds: one frame after another, at `rate` a second. */
const evenly = (frames: number, rate: number) => Array.from({ length: frames + 1 }, (_, i) => i / rate);

/** What files with such endings are, as they are read. */
const CONTAINERS: Record<string, string> = { mov: 'QuickTime File Format', mkv: 'Matroska', m4v: 'MP4' };

/** Paints a clip, and gives both as they decode. */
async function painted(clip: Clip, name = 'clip.mp4') {
  const folder = temporaryFolder();
  const [from, out] = [join(folder, name), join(folder, `painted-${name}`)];
  await writeClip(from, clip);
  const outcome = await stylize(from, '--out', out);
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(folder).sort()).toEqual([name, `painted-${name}`]);
  return { before: await readClip(from), after: await readClip(out), said: outcome.stdout };
}

test('ten seconds with sound: every frame painted at its time, the sound as it was', async () => {
  const { before, after, said } = await painted({ width: 64, height: 48, times: evenly(100, 10), tone: 440 });
  expect(said).toMatch(/\(100 frames, 64×48\)\n$/);
  expect(after).toMatchObject({ width: 64, height: 48 });
  expect(after.frames.map(({ time }) => time)).toEqual(before.frames.map(({ time }) => time));
  expect(after.sound!.seconds).toBeCloseTo(before.sound!.seconds, 1);
  expect(Math.abs(before.sound!.tone - 440)).toBeLessThan(15);
  expect(after.sound!.tone).toBeCloseTo(before.sound!.tone, 0);
  // Painted, and from what moves in the film.
  const mean = (a: Uint8Array, b: Uint8Array) =>
    a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;
  expect(mean(after.frames[5]!.rgba, before.frames[5]!.rgba)).toBeGreaterThan(10);
  expect(mean(after.frames[5]!.rgba, after.frames[12]!.rgba)).toBeGreaterThan(1);
});

test('frame times that vary are kept', async () => {
  const times = [0, 0.1, 0.15, 0.4, 0.5, 0.8, 0.95, 1];
  const { after } = await painted({ width: 64, height: 48, times });
  expect(after.frames).toHaveLength(7);
  after.frames.forEach(({ time, duration }, i) => {
    expect(time).toBeCloseTo(times[i]!, 3);
    // MP4 keeps times between packets: none of the frame shown last, where its packet is not the last.
    if (i < 6) expect(duration).toBeCloseTo(times[i + 1]! - times[i]!, 3);
  });
});

test('one that is turned by what its file says is painted upright', async () => {
  const { before, after } = await painted({ width: 96, height: 48, times: evenly(4, 10), rotation: 90 });
  expect(before).toMatchObject({ width: 48, height: 96, rotation: 90 });
  expect(after).toMatchObject({ width: 48, height: 96, rotation: 0 });
  expect(after.frames).toHaveLength(4);
});

test.each(['mov', 'mkv', 'm4v'])('.%s is read and written, turned and with its sound', async (ending) => {
  const clip = { width: 96, height: 48, times: evenly(5, 10), rotation: 90, tone: 300 } as const;
  const { before, after } = await painted(clip, `clip.${ending}`);
  expect(before).toMatchObject({ container: CONTAINERS[ending], width: 48, height: 96, rotation: 90 });
  expect(after).toMatchObject({ container: CONTAINERS[ending], width: 48, height: 96, rotation: 0 });
  expect(after.frames.map(({ time }) => time)).toEqual(before.frames.map(({ time }) => time));
  expect(after.sound!.seconds).toBeCloseTo(before.sound!.seconds, 1);
  expect(after.sound!.tone).toBeCloseTo(before.sound!.tone, 0);
});

test('WebM stays WebM, with its sound', async () => {
  const clip = { width: 64, height: 48, times: evenly(6, 12), tone: 300 };
  const { before, after } = await painted(clip, 'clip.webm');
  expect(after.frames).toHaveLength(6);
  expect(Math.abs(before.sound!.tone - 300)).toBeLessThan(15);
  expect(after.sound!.tone).toBeCloseTo(before.sound!.tone, 0);
});

test.each(['clip.mp4', 'clip.webm'])(
  '%s: sound that begins later than the pictures still does',
  async (name) => {
    const clip = { width: 64, height: 48, times: evenly(10, 10), tone: 440, toneFrom: 0.4 };
    const { before, after } = await painted(clip, name);
    expect(before.sound!.from).toBeCloseTo(0.4, 2);
    expect(after.sound!.from).toBeCloseTo(0.4, 2);
  },
);

test('odd sides become even where H.264 holds no others', async () => {
  const folder = temporaryFolder();
  const [from, out] = [join(folder, 'odd.webm'), join(folder, 'even.mp4')];
  await writeClip(from, { width: 65, height: 49, times: evenly(3, 10) });
  expect(await stylize(from, '--out', out)).toMatchObject({ code: 0, stderr: '' });
  const { width, height, frames } = await readClip(out);
  expect([width % 2, height % 2, Math.abs(width - 65), Math.abs(height - 49)]).toEqual([0, 0, 1, 1]);
  expect(frames).toHaveLength(3);
});

test('what is no film, cut short or too long is refused in one line, and nothing is left', async () => {
  const folder = temporaryFolder();
  const place = (name: string) => join(folder, name);
  await writeClip(place('whole.mp4'), { width: 64, height: 48, times: evenly(60, 10), indexFirst: true });
  const whole = readFileSync(place('whole.mp4'));
  writeFileSync(place('cut.mp4'), whole.subarray(0, whole.length / 2));
  await writeClip(place('damaged.mp4'), { width: 64, height: 48, times: evenly(60, 10) });
  const damaged = readFileSync(place('damaged.mp4'));
  writeFileSync(place('damaged.mp4'), damaged.fill(0x5a, 800, damaged.length / 2));
  writeFileSync(place('text.mov'), 'This is a text.\n'.repeat(200));
  writeFileSync(place('empty.mkv'), '');
  await writeClip(place('long.mp4'), { width: 64, height: 48, times: [0, 1, 4 * 3600] });
  await writeClip(place('small.mp4'), { width: 32, height: 16, times: [0, 1] });
  const said: Record<string, RegExp> = {
    'cut.mp4': /cut short: it says it is 6\.0 seconds long, and ends after [123]\.\d$/,
    'damaged.mp4': /damaged: its frames cannot be decoded to their end$/,
    'text.mov': /not a film, or damaged/,
    'empty.mkv': /not a film, or damaged/,
    'long.mp4': /240 minutes long; 60 are the most/,
    'small.mp4': /frames of 32×16 pixels; 32 a side are the least/,
    'missing.mp4': /no such file or folder/,
  };
  const there = readdirSync(folder);
  for (const [name, why] of Object.entries(said)) {
    const { code, stdout, stderr } = await stylize(place(name), '--out', place('out.mp4'));
    expect({ code, stdout }, name).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd(), name).toMatch(why);
    expect(stderr.trimEnd().split('\n'), name).toHaveLength(1);
  }
  for (const [input, out, why] of [
    ['whole.mp4', 'out.png', /a film goes into \.mp4/],
    ['whole.mp4', 'out.gif', /a film goes into \.mp4/],
    ['whole.mp4', 'whole.mp4', /would replace the film/],
  ] as const) {
    const { code, stderr } = await stylize(place(input), '--out', place(out));
    expect(code).toBe(2);
    expect(stderr).toMatch(why);
  }
  expect(readdirSync(folder)).toEqual(there);
  expect(readFileSync(place('whole.mp4')).equals(whole)).toBe(true);
});

test('films of a folder are painted as its photos are; one that is damaged is named, and stops none', async () => {
  const folder = temporaryFolder();
  const place = (...name: string[]) => join(folder, ...name);
  mkdirSync(place('in/deep'), { recursive: true });
  for (const name of ['a.mp4', 'deep/c.webm'])
    await writeClip(place('in', name), { width: 64, height: 48, times: evenly(3, 10) });
  writeFileSync(place('in/b.mov'), 'This is a text.\n'.repeat(200));
  const films = await stylize(place('in'), '--out', place('out'));
  expect(films).toMatchObject({
    ...{ code: 2, stderr: expect.stringMatching(/^atelier: .*in\/b\.mov: not a film.*\n$/) as string },
  });
  expect(readdirSync(place('out'), { recursive: true }).sort()).toEqual(['a.mp4', 'deep', 'deep/c.webm']);
  expect((await readClip(place('out/deep/c.webm'))).frames).toHaveLength(3);
  rmSync(place('in/b.mov'));
  copyFileSync(plain, place('in/plain.png'));
  expect(await stylize(place('in'), '--out', place('in/out'))).toMatchObject({ code: 0, stderr: '' });
  expect(await stylize(place('in'), '--out', place('in/out'))).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(place('in/out')).sort()).toEqual(['a.mp4', 'deep', 'plain.png']);
  expect(await stylize(place('in'), '--out', place('in'))).toMatchObject({
    ...{ code: 2, stdout: '' },
    stderr: expect.stringContaining('would replace the film') as string,
  });
});

test('stopped in the middle, nothing is left', async () => {
  const folder = temporaryFolder();
  const from = join(folder, 'clip.mp4');
  await writeClip(from, { width: 320, height: 240, times: evenly(240, 30) });
  const start = join(import.meta.dirname, '../../atelier.mjs');
  const events = watch(folder)[Symbol.asyncIterator]();
  // Its unfinished file shows that it is at work.
  const working = events.next();
  const child = spawn(
    process.execPath,
    [start, 'stylize', '--checkpoint', network, from, '--out', join(folder, 'out.mp4')],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  await working;
  await events.return?.();
  child.kill('SIGINT');
  const [code] = (await once(child, 'exit')) as [number];
  expect(said).toContain('stopped, and not written');
  expect(code).toBe(2);
  expect(readdirSync(folder)).toEqual(['clip.mp4']);
});

test('no pixel of a film is lost where H.264 wants even sides, whenever garbage is collected', async () => {
  const folder = temporaryFolder();
  const [from, out] = [join(folder, 'odd.webm'), join(folder, 'even.mp4')];
  await writeClip(from, { width: 161, height: 65, times: evenly(40, 10) });
  // Painted of one grey, so that any other pixel is seen.
  const paint = ({ width, height }: Rgb) =>
    Promise.resolve({ width, height, data: new Uint8Array(3 * width * height).fill(128) });
  await whileCollecting(paintFilm(from, out, { paint }));
  const { frames } = await readClip(out);
  expect(frames).toHaveLength(40);
  const off = ({ rgba }: { rgba: Uint8Array }) =>
    rgba.filter((v, i) => i % 4 < 3 && Math.abs(v - 128) > 4).length;
  expect(frames.map(off)).toEqual(Array(40).fill(0));
});
