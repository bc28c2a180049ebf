import { expect, test } from '@playwright/test';
import { type Sample } from './page.ts';
import { openPainterPage, paintedThere } from './painter-page.ts';

/** Too large to be painted whole in `memory`; its maps are not. */
const tall: Sample = { networkWidth: 4, width: 254, height: 1_801, memory: 100 };
const samples = [
  { how: 'whole', sample: { ...tall, memory: 800 }, banded: false },
  { how: 'in bands', sample: tall, banded: true },
  {
    how: 'whole with sixteen channels',
    sample: { networkWidth: 16, width: 97, height: 70, memory: 800 },
    banded: false,
  },
  {
    how: 'at a working size, brought to full size in bands',
    sample: { networkWidth: 4, width: 640, height: 480, memory: 800, suitedSize: 160 },
    banded: true,
  },
];

test.beforeEach(({ page }) => openPainterPage(page));

for (const { how, sample, banded } of samples)
  test(`the browser paints as Node does: ${how}`, async ({ page }) => {
    const { largest, mean, steps } = await paintedThere(page, sample, 'wasm');
    expect(steps > 1).toBe(banded);
    // Rounding to 8 bits; crisp edges and gains make more of it.
    expect(largest).toBeLessThanOrEqual(sample.suitedSize ? 2 : 1);
    expect(mean).toBeLessThan(sample.suitedSize ? 0.05 : 0.01);
  });
