import { trainingConfig } from '@atelier/model/config';
import { expect, it } from 'vitest';
import { nodeEngine } from '../node/index.ts';
import { network } from '../test/networks.ts';
import { Grainer } from './grained.ts';
import { openPainter, type Rgb } from './index.ts';

const plain = (level: number): Rgb => ({ width: 64, height: 48, data: new Uint8Array(3 * 64 * 48).fill(level) }); // prettier-ignore

it('a network that was trained with noise finds something to paint in a plain photo; another paints it plain', async () => {
  const colours = async (noise: { grain: number; mottle: number }) => {
    const painter = await openPainter(
      network(4, 11, trainingConfig({ ...noise, paletteWeight: 0 })),
      nodeEngine(),
    );
    const { data } = await painter.paint(plain(200));
    await painter.close();
    return new Set(data).size;
  };
  expect(await colours({ grain: 0, mottle: 0 })).toBeLessThanOrEqual(3 * 16); // four by four places on the network's own grid
  expect(await colours({ grain: 3, mottle: 0 })).toBeGreaterThan(100);
  expect(await colours({ grain: 0, mottle: 6 })).toBeGreaterThan(100);
});

it('a white ground is nowhere plain: the noise is folded back', () => {
  const { data } = new Grainer({ grain: 0, mottle: 6 }).grained(plain(255));
  expect(data.filter((value) => value === 255).length).toBeLessThan(data.length / 8);
});

it('leaves what it is given, and keeps within black and white', () => {
  const photo = plain(254);
  const { data } = new Grainer({ grain: 3, mottle: 0 }).grained(photo);
  expect(new Set(photo.data)).toEqual(new Set([254]));
  expect(Math.max(...data)).toBe(255);
  expect(Math.min(...data)).toBeGreaterThan(254 - 4 * 3);
});

it('gives every photo of a size the same noise, also after one of another size', () => {
  const noise = { grain: 3, mottle: 6 };
  const grainer = new Grainer(noise);
  const narrow = (level: number): Rgb => ({ width: 48, height: 64, data: plain(level).data });
  for (const photo of [plain(120), plain(40), narrow(120), plain(120), narrow(40)])
    expect(grainer.grained(photo)).toEqual(new Grainer(noise).grained(photo));
});
