import { describe, expect, it } from 'vitest';
import { difference, picture } from '../test/networks.ts';
import { engine, net, usePainter } from '../test/painter.ts';
import { openPainter, type OpenRowStore, PaintingMemoryError, type PaintOptions } from './index.ts';
import { openMemoryStore } from './passes/row-store.ts';
import { workingSize } from './painter.ts';
import { enlarge } from './full-size/enlarge.ts';
import { shrink } from './full-size/shrink.ts';

const painter = usePainter();

describe('a painter', () => {
  /** A photo too large to be painted whole in `memory`, its maps too large to be kept beside. */
  const tall = picture(64, 8_000, 8);

  const memory = 94;

  /** Counts the rows written, and the stores open. */
  function watchedStore(): { store: OpenRowStore; told: { open: number; written: number } } {
    const told = { open: 0, written: 0 };
    const store: OpenRowStore = async (rows, length) => {
      told.open++;
      const inner = await openMemoryStore(rows, length);
      return {
        read: (from, to) => inner.read(from, to),
        write: (from, values) => {
          told.written += values.length / length;
          return inner.write(from, values);
        },
        close: () => {
          told.open--;
          return inner.close();
        },
      };
    };
    return { store, told };
  }

  it('gives a painting of exactly the size of the photo', async () => {
    for (const [width, height] of [
      [32, 32],
      [33, 35],
      [101, 34],
    ] as const) {
      const painting = await painter().paint(picture(width, height, 1));
      expect(painting).toMatchObject({ width, height });
      expect(painting.data).toHaveLength(3 * width * height);
    }
  });

  it('pads by reflection what is no multiple of 4', async () => {
    const photo = picture(35, 33, 4);
    const padded = { width: 36, height: 36, data: new Uint8Array(3 * 36 * 36) };
    for (let y = 0; y < 36; y++)
      for (let x = 0; x < 36; x++)
        for (let c = 0; c < 3; c++) {
          const [from, row] = [x < 35 ? x : 68 - x, y < 33 ? y : 64 - y];
          padded.data[3 * (36 * y + x) + c] = photo.data[3 * (35 * row + from) + c]!;
        }
    const painting = await painter().paint(photo);
    const paddedPainting = await painter().paint(padded);
    const cut = painting.data.map((_, i) => {
      const [y, x] = [Math.floor(i / 105), i % 105];
      return paddedPainting.data[108 * y + x]!;
    });
    expect(painting.data).toEqual(cut);
  });

  it.each([
    ['tall', tall],
    ['wide', picture(8_000, 64, 8)],
  ])('paints in bands what is too large for the memory, maps in the store given: %s', async (_, photo) => {
    const { store, told } = watchedStore();
    const done: number[] = [];
    const storing = await openPainter(net, engine, { store });
    const painting = await storing.paint(photo, { memory, onProgress: (share) => done.push(share) });
    await storing.close();
    const { largest, mean } = difference(painting, await painter().paint(photo));
    expect(largest).toBeLessThanOrEqual(1);
    expect(mean).toBeLessThan(0.01);
    expect(told).toEqual({ open: 0, written: 2000 * (7 + 10) });
    expect(done.at(-1)).toBeCloseTo(1);
    expect(done).toEqual([...done].sort((a, b) => a - b));
  });

  it('says how much memory is missing', async () => {
    await expect(painter().paint(tall, { memory: 20 })).rejects.toThrow(PaintingMemoryError);
    await expect(painter().paint(tall, { memory: 20 })).rejects.toThrow(
      /64×8000 pixels takes \d+ MB of memory; 20 MB are allowed/,
    );
  });

  it('stops between bands when aborted, and closes what it opened', async () => {
    const { store, told } = watchedStore();
    const storing = await openPainter(net, engine, { store });
    const controller = new AbortController();
    const options: PaintOptions = {
      memory,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    };
    await expect(storing.paint(tall, options)).rejects.toThrow('enough');
    expect(told).toEqual({ open: 0, written: 0 });
    await expect(storing.paint(picture(32, 32, 1), options)).rejects.toThrow('enough');
    await storing.close();
  });

  it('hands on a failure of the store, and closes what it opened', async () => {
    const { store, told } = watchedStore();
    const full: OpenRowStore = async (rows, length) => ({
      ...(await store(rows, length)),
      write: () => Promise.reject(new Error('no space left')),
    });
    const storing = await openPainter(net, engine, { store: full });
    await expect(storing.paint(tall, { memory })).rejects.toThrow('no space left');
    expect(told.open).toBe(0);
    await storing.close();
  });

  it('refuses pictures that are too small', async () => {
    await expect(painter().paint(picture(31, 200, 1))).rejects.toThrow(
      'the photo has 31×200 pixels; 32 a side',
    );
  });

  it('keeps the alpha, and does not see what is hidden', async () => {
    const photo = picture(48, 40, 6);
    const alpha = Uint8Array.from({ length: 48 * 40 }, (_, i) => (i % 48 < 20 ? 0 : i % 256));
    const hidden = { ...photo, data: photo.data.map((value, i) => (alpha[Math.floor(i / 3)] ? value : 7)) };
    const painting = await painter().paint({ ...photo, alpha });
    expect(painting.alpha).toEqual(alpha);
    expect(await painter().paint({ ...hidden, alpha })).toEqual(painting);
    expect(difference(painting, await painter().paint(photo)).largest).toBeGreaterThan(1);
  });

  it('paints at a working size, the same strokes whatever the photo’s resolution', async () => {
    const photo = picture(60, 44, 9);
    const larger = { width: 240, height: 176, data: new Uint8Array(3 * 240 * 176) };
    for (let i = 0; i < larger.data.length; i++) {
      const [x, y] = [Math.floor(i / 3) % 240, Math.floor(i / 720)];
      larger.data[i] = photo.data[3 * (60 * Math.floor(y / 4) + Math.floor(x / 4)) + (i % 3)]!;
    }
    const sized = await openPainter(net, engine, { suitedSize: Math.sqrt(60 * 44) });
    const painting = await sized.paint(larger);
    expect(painting).toMatchObject({ width: 240, height: 176 });
    const small = await painter().paint(photo);
    expect(difference(shrink(painting, photo), small).mean).toBeLessThan(5);
    expect(
      difference(shrink(await painter().paint(larger, { strokes: 'full' }), photo), small).mean,
    ).toBeGreaterThan(6);
    // A photo that is smaller than suits the style is enlarged, twice at most; where nothing suits better, not at all.
    const fine = await painter().paint(enlarge(photo, { width: 96, height: 70 }), { strokes: 'full' });
    expect(await sized.paint(photo, { strokes: 'fine' })).toEqual(shrink(fine, photo));
    expect(await painter().paint(photo, { strokes: 'fine' })).toEqual(small);
    expect(await sized.paint(larger, { strokes: 'full' })).toEqual(await painter().paint(larger));
    await sized.close();
  });

  it('works at sides that the network can see', () => {
    expect(workingSize({ width: 4000, height: 3000 }, Infinity)).toEqual({ width: 4000, height: 3000 });
    expect(workingSize({ width: 4000, height: 3000 }, 1000)).toEqual({ width: 1155, height: 866 });
    expect(workingSize({ width: 400, height: 300 }, 1000)).toEqual({ width: 400, height: 300 });
    expect(workingSize({ width: 400, height: 300 }, 1000, 2)).toEqual({ width: 800, height: 600 });
    expect(workingSize({ width: 20_000, height: 100 }, 400)).toEqual({ width: 6400, height: 32 });
  });
});
