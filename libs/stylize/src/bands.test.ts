import { describe, expect, it } from 'vitest';
import { difference, network, picture } from '../test/networks.ts';
import { engine, net, usePainter, WIDTH } from '../test/painter.ts';
import { openPainter, type Rgb } from './index.ts';
import { openMemoryStore } from './passes/row-store.ts';
import { cutIntoPasses } from './passes/cut.ts';
import { paintByPasses } from './passes/run.ts';

const painter = usePainter();

const inBands = (photo: Rgb, bandRows: number, turned = false) =>
  paintByPasses(cutIntoPasses(net), photo, engine, {
    channels: 4 * WIDTH,
    bandRows,
    turned,
    openStore: openMemoryStore,
    sessionOptions: {},
  });

describe('painting in bands', () => {
  const cases = [
    { size: '32 × 32', bandRows: 1 },
    { size: '33 × 41', bandRows: 1 },
    { size: '34 × 35', bandRows: 2 },
    { size: '37 × 62', bandRows: 3 },
    { size: '150 × 45', bandRows: 5 },
    { size: '45 × 150', bandRows: 7 },
    { size: '64 × 48', bandRows: 11 },
    { size: '61 × 59', bandRows: 15 },
    { size: '40 × 36', bandRows: 100 },
  ];

  it.each(cases)('is exact: $size, $bandRows rows of the trunk a band', async ({ size, bandRows }) => {
    const [width, height] = size.split(' × ').map(Number) as [number, number];
    const photo = picture(width, height, width);
    const whole = await painter().paint(photo);
    expect(new Set(whole.data).size).toBeGreaterThan(100);
    const { largest, mean } = difference(await inBands(photo, bandRows), whole);
    expect(largest).toBeLessThanOrEqual(1); // rounding to 8 bits
    expect(mean).toBeLessThan(0.01);
  });

  it.each(cases.slice(1, 5))(
    'is exact: $size, $bandRows columns of the trunk a band',
    async ({ size, bandRows }) => {
      const [width, height] = size.split(' × ').map(Number) as [number, number];
      const photo = picture(width, height, width);
      const { largest, mean } = difference(
        await inBands(photo, bandRows, true),
        await painter().paint(photo),
      );
      expect(largest).toBeLessThanOrEqual(1);
      expect(mean).toBeLessThan(0.01);
    },
  );

  it('is exact with another network', async () => {
    const other = network(8, 5);
    const photo = picture(90, 77, 3);
    const otherPainter = await openPainter(other, engine);
    const whole = await otherPainter.paint(photo);
    await otherPainter.close();
    const banded = await paintByPasses(cutIntoPasses(other), photo, engine, {
      channels: 32,
      bandRows: 4,
      turned: false,
      openStore: openMemoryStore,
      sessionOptions: {},
    });
    const { largest, mean } = difference(banded, whole);
    expect(largest).toBeLessThanOrEqual(1);
    expect(mean).toBeLessThan(0.01);
  });
});
