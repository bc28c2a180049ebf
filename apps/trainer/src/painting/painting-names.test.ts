import { expect, test } from 'vitest';
import { withNamesOfTheirOwn } from './painting-names.ts';

const named = (...files: [path: string, name: string][]) => files.map(([path, name]) => ({ path, name }));
const names = (files: ReturnType<typeof named>, taken?: string[]) =>
  withNamesOfTheirOwn(files, taken).map(({ name }) => name);

test('a file that is in a folder and beside it is there once', () => {
  const once = named(['/holiday/a.mp4', 'a.mp4'], ['/holiday/deep/b.mp4', 'deep/b.mp4']);
  expect(
    withNamesOfTheirOwn([
      ...once,
      ...named(['/holiday/a.mp4', 'a.mp4'], ['/holiday/deep/../deep/b.mp4', 'b.mp4']),
    ]),
  ).toEqual(once);
});

test('what has one name in several folders is kept apart by as many of them as it takes', () => {
  expect(
    names(named(['/x/one/a.png', 'a.png'], ['/x/other/a.png', 'a.png'], ['/x/one/b.png', 'b.png'])),
  ).toEqual(['one/a.png', 'other/a.png', 'b.png']);
  expect(
    names(named(['/x/in/a.png', 'a.png'], ['/y/in/a.png', 'a.png'], ['/z/in/a.png', 'in/a.png'])),
  ).toEqual(['x/in/a.png', 'y/in/a.png', 'in/a.png']);
});

test('a folder of that name is in nobody’s way', () => {
  expect(
    names(named(['/x/one/a.png', 'a.png'], ['/x/a.png', 'a.png'], ['/y/one/a.png', 'one/a.png'])),
  ).toEqual(['x/one/a.png', 'x/a.png', 'one/a.png']);
});

test('a name that is taken is none to have', () => {
  expect(names(named(['/x/a.webp', 'a.webp'], ['/x/b.webp', 'b.webp']), ['a.webp'])).toEqual([
    'x/a.webp',
    'b.webp',
  ]);
});

test('what would have one name beside its file keeps it', () => {
  expect(names(named(['/x/a.png', 'a.png'], ['/x/a.tif', 'a.png'], ['/x/b.png', 'b.png']))).toEqual([
    'a.png',
    'a.png',
    'b.png',
  ]);
});
