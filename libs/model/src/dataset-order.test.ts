import { expect, it } from 'vitest';
import { datasetNameSchema, datasetOrderSchema } from './dataset-order.ts';

it('orders collections by name and archives by address, and nothing of this machine', () => {
  const fits = (source: string, more = {}) => datasetOrderSchema.safeParse({ source, ...more }).success;
  for (const source of [
    'coco-2017',
    'https://example.org/a/photos.zip?key=1',
    'http://[::1]:80/photos.tar.gz',
  ])
    expect([source, fits(source)]).toEqual([source, true]);
  for (const source of [
    '',
    'photos.zip',
    '/etc/photos.zip',
    'file:///etc/photos.zip',
    'https://example.org/',
    'http://',
    'ftp://example.org/photos.zip',
    'https://example.org/photos.rar#.zip',
  ])
    // prettier-ignore
    expect([source, fits(source)]).toEqual([source, false]);
  expect(fits('coco-2017', { licence: 'free' })).toBe(true);
  expect(fits('https://example.org/photos.zip', { licence: 'free' })).toBe(false);
});

it('names datasets as folders may be called', () => {
  const fits = (name: string) => datasetNameSchema.safeParse(name).success;
  for (const name of ['garden', 'coco-2017', '花园', 'v1.2'])
    expect([name, fits(name)]).toEqual([name, true]);
  for (const name of ['', '.', '..', '.a', 'a.', 'a/b', 'a\\b', 'a..b', 'a b', 'C:', 'a\0', 'x'.repeat(61)])
    expect([name, fits(name)]).toEqual([name, false]);
});
