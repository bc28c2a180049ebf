import { describe, expect, test } from 'vitest';
import type { FontName } from '../src/choices.ts';
import { layOut, LetteringError, type TextSettings } from '../src/index.ts';
import { coverage, openBuiltInFont } from './index.ts';

const settings: TextSettings = { size: 100, lineHeight: 1.2, spacing: 0, align: 'start', vertical: false };
const lay = async (text: string, font: FontName, more: Partial<TextSettings> = {}) =>
  layOut(text, await openBuiltInFont(font), { ...settings, ...more });
const outlines = (layout: ReturnType<typeof layOut>) =>
  layout.letters.flatMap(({ glyphs }) => glyphs.map(({ path }) => path));

describe('scripts', () => {
  test('Arabic is joined, and runs from right to left', async () => {
    const joined = await lay('سلم', 'amiri');
    const [first] = joined.letters.filter(({ text }) => text === 'س');
    const [last] = joined.letters.filter(({ text }) => text === 'م');
    expect(first!.box.x).toBeGreaterThan(last!.box.x);
    const alone = outlines(await lay('س', 'amiri'));
    expect(outlines(joined)).not.toContain(alone[0]);
    // Joined: nothing is between the letters.
    const area = { x: 0, y: 0, width: Math.ceil(joined.width), height: Math.ceil(joined.height) };
    const { data } = await coverage(joined.letters, area);
    const columns = Array.from({ length: area.width }, (_, x) =>
      Array.from({ length: area.height }, (_, y) => data[y * area.width + x]!).some((value) => value > 0.2),
    );
    expect(columns.slice(2, -2)).not.toContain(false);
  });

  test('Devanagari’s short i stands before its consonant', async () => {
    const { letters } = await lay('कि', 'rozha-one');
    expect(letters).toHaveLength(1);
    const [sign, consonant] = letters[0]!.glyphs;
    const [ka] = outlines(await lay('क', 'rozha-one'));
    expect(consonant!.path).toBe(ka);
    expect(sign!.x).toBeLessThan(consonant!.x);
  });

  test('marks stand on their letters: e and an accent are é', async () => {
    expect(outlines(await lay('e\u0301', 'abril-fatface'))).toEqual(
      outlines(await lay('é', 'abril-fatface')),
    );
  });

  test('Chinese in columns: one below the other, the second line to the left', async () => {
    const { letters, width, height } = await lay('山水\n字', 'ma-shan-zheng', { vertical: true });
    const [mountain, water, word] = letters;
    expect(water!.box.y).toBeGreaterThan(mountain!.box.y + mountain!.box.height / 2);
    expect(word!.box.x + word!.box.width).toBeLessThan(mountain!.box.x + 10);
    expect(height).toBeGreaterThan(width * 0.9);
  });

  test('each letter of a mixed text comes from a font that has it', async () => {
    const fonts = (
      await Promise.all((['abril-fatface', 'ma-shan-zheng'] as const).map(openBuiltInFont))
    ).flat();
    expect(layOut('字体 Atelier', fonts, settings).letters.map(({ text }) => text)).toEqual([
      ...'字体Atelier',
    ]);
  });
});

test('lines stand at the start, in the middle or at the end; spacing and line height count in ems', async () => {
  const left = async (align: TextSettings['align']) =>
    (await lay('wide\ni', 'abril-fatface', { align })).letters.at(-1)!.box.x;
  const [start, centre, end] = [await left('start'), await left('centre'), await left('end')];
  expect(centre).toBeCloseTo((start + end) / 2, 0);
  expect(end).toBeGreaterThan(start + 50);
  const width = async (spacing: number) => (await lay('abc', 'abril-fatface', { spacing })).width;
  expect((await width(0.5)) - (await width(0))).toBeCloseTo(100, 1);
  const top = async (lineHeight: number) =>
    (await lay('x\nx', 'abril-fatface', { lineHeight })).letters[1]!.box.y;
  expect((await top(2)) - (await top(1))).toBeCloseTo(100, 1);
});

test('more text than can be painted is refused with words', async () => {
  await expect(lay('a'.repeat(10_000), 'abril-fatface')).rejects.toThrow(
    /10000 characters are too many; 400/,
  );
});

test.each([
  ['', /no text/],
  ['  \n ', /no text/],
  ['a\u0007b', /control characters/],
  ['Hi 😀', /no letter for 😀 in abril-fatface/],
  ['字', /no letter for 字/],
])('%j is refused with words', async (text, message) => {
  const refused = await lay(text, 'abril-fatface').catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(LetteringError);
  expect((refused as Error).message).toMatch(message);
});
