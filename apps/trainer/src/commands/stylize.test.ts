import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSafetensors } from '@atelier/model/checkpoint';
import { devices } from '@atelier/stylize/node';
import { expect, test } from 'vitest';
import type { Rgb } from '@atelier/stylize';
import { atelier, temporaryFolder } from '../../test/atelier.ts';
import { readPhoto, writePhoto } from '../files/photo.ts';
import { difference, network, paint, parity, plain } from '../../test/stylizing.ts';

test("the report's network paints as PyTorch does", async () => {
  const folder = temporaryFolder();
  const { tensors } = readSafetensors(readFileSync(join(parity, 'report_format_w8.safetensors')));
  const asPhoto = (name: string): Rgb => {
    const { shape, data } = tensors.get(name)!;
    const [height, width] = shape.slice(2) as [number, number];
    const plane = width * height;
    const rgb = new Uint8Array(3 * plane);
    for (let i = 0; i < rgb.length; i++)
      rgb[i] = Math.round(255 * data[(i % 3) * plane + Math.floor(i / 3)]!);
    return { width, height, data: rgb };
  };
  await writePhoto(asPhoto('input'), join(folder, 'in.png'));
  const said = await paint(join(folder, 'in.png'), '--out', join(folder, 'out.png'));
  expect(said).toBe(`Painted ${join(folder, 'out.png')} (104×72)\n`);
  const { mean, largest } = difference(await readPhoto(join(folder, 'out.png')), asPhoto('output'));
  // The photo is rounded to bytes before it is painted, which PyTorch's was not.
  expect(mean).toBeLessThan(0.5);
  expect(largest).toBeLessThanOrEqual(4);
});

test("a network of PyTorch's example paints as it does there, on pictures of 0..255", async () => {
  const folder = temporaryFolder();
  const wrappings = join(parity, '../wrappings');
  for (const name of ['examples_names.pth', 'same_in_report_names.pth']) {
    const out = join(folder, `${name}.png`);
    expect(
      await atelier([
        'stylize',
        '--checkpoint',
        join(wrappings, name),
        join(wrappings, 'photo.png'),
        '--out',
        out,
      ]),
    ).toMatchObject({ code: 0, stderr: '' });
    const right = await readPhoto(join(wrappings, 'right_painting.png'));
    expect(difference(await readPhoto(out), right).largest, name).toBeLessThanOrEqual(1);
  }
});

test('strength and colours', async () => {
  const folder = temporaryFolder();
  const result = async (...options: string[]) => {
    await paint(plain, '--out', join(folder, 'x.png'), ...options);
    return readPhoto(join(folder, 'x.png'));
  };
  const photo = await readPhoto(plain);
  const painting = await result();
  expect(difference(painting, photo).mean).toBeGreaterThan(20);
  expect(await result('--strength', '0')).toEqual(photo);
  const half = await result('--strength', '0.5');
  expect(Math.abs(half.data[0]! - (photo.data[0]! + painting.data[0]!) / 2)).toBeLessThanOrEqual(1);

  const luma = ({ data }: Rgb, i: number) => 0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!;
  const coloured = await result('--keep-colours');
  for (let i = 0; i < photo.data.length; i += 3)
    expect(Math.abs(luma(coloured, i) - luma(painting, i))).toBeLessThanOrEqual(1);
  const red = 3 * (30 * 48 + 6);
  expect(coloured.data[red]!).toBeGreaterThanOrEqual(coloured.data[red + 1]!);
});

test('on each device that ONNX Runtime offers it is painted as on the processor, or said that it cannot be', async () => {
  const folder = temporaryFolder();
  const place = (device: string) => join(folder, `${device}.png`);
  await paint(plain, '--out', place('unasked'));
  const painting = await readPhoto(place('unasked'));
  expect(devices()).toContain('cpu');
  for (const device of devices()) {
    const words = ['stylize', '--checkpoint', network, plain, '--out', place(device), '--device', device];
    const { code, stderr } = await atelier(words);
    if (code === 0 || device === 'cpu') {
      expect({ code, stderr }, device).toEqual({ code: 0, stderr: '' });
      expect(difference(await readPhoto(place(device)), painting).largest, device).toBeLessThanOrEqual(2);
      continue;
    }
    // ONNX Runtime has its own words before ours.
    expect(stderr).toMatch(new RegExp(`(^|\n)atelier: --device ${device} cannot be used here: [^\n]+\n$`));
    expect({ code, written: existsSync(place(device)) }).toEqual({ code: 2, written: false });
  }
});

test("strokes have one size relative to the picture; full is the photo's own size", async () => {
  const folder = temporaryFolder();
  const [width, height] = [960, 720];
  const row = 3 * width;
  const waves = Uint8Array.from(
    { length: row * height },
    (_, i) => 128 + 100 * Math.sin((i % row) / 90) * Math.cos(i / row / 35),
  );
  await writePhoto({ width, height, data: waves }, join(folder, 'waves.png'));
  const painted = async (...words: string[]) => {
    await paint(join(folder, 'waves.png'), '--out', join(folder, 'x.png'), ...words);
    return readPhoto(join(folder, 'x.png'));
  };
  const medium = await painted();
  expect(difference(await painted('--strokes', 'medium'), medium).largest).toBe(0);
  for (const strokes of ['broad', 'full'])
    expect(difference(await painted('--strokes', strokes), medium).mean).toBeGreaterThan(1);
});

test('what is too large for the memory is painted in bands, with its maps on the disk, just the same', async () => {
  const folder = temporaryFolder();
  const [width, height] = [900, 700];
  const waves = Uint8Array.from(
    { length: width * height * 3 },
    (_, i) => 128 + 100 * Math.sin(i / 977) * Math.cos(i / 7),
  );
  await writePhoto({ width, height, data: waves }, join(folder, 'waves.png'));
  const env = { ATELIER_CACHE: join(folder, 'cache') };
  const words = ['stylize', '--checkpoint', network, join(folder, 'waves.png'), '--out'];
  expect(await atelier([...words, join(folder, 'whole.png')], { env })).toMatchObject({ code: 0 });
  expect(existsSync(env.ATELIER_CACHE)).toBe(false);
  expect(await atelier([...words, join(folder, 'bands.png'), '--memory', '100'], { env })).toMatchObject({
    code: 0,
  });
  expect(readdirSync(env.ATELIER_CACHE)).toEqual([]);
  const [whole, bands] = [
    await readPhoto(join(folder, 'whole.png')),
    await readPhoto(join(folder, 'bands.png')),
  ];
  const { mean, largest } = difference(bands, whole);
  expect(mean).toBeLessThan(0.1);
  expect(largest).toBeLessThanOrEqual(2);
  const { code, stderr } = await atelier([...words, join(folder, 'no.png'), '--memory', '50'], { env });
  expect(stderr).toMatch(
    /^atelier: .*waves\.png: painting 816×635 pixels takes \d+ MB of memory; 50 MB are allowed.*\n$/,
  );
  expect(code).toBe(2);
});

test('every format is written, of sides that are no multiples of 4', async () => {
  const folder = temporaryFolder();
  const odd: Rgb = {
    width: 67,
    height: 33,
    data: new Uint8Array(67 * 33 * 3).map((_, i) => (i * 37) % 251),
  };
  await writePhoto(odd, join(folder, 'odd.png'));
  for (const name of ['a.png', 'b.jpg', 'c.webp', 'new/d.jpeg']) {
    await paint(join(folder, 'odd.png'), '--out', join(folder, name));
    expect(await readPhoto(join(folder, name))).toMatchObject({ width: 67, height: 33 });
  }
});
