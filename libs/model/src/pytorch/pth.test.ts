import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { CheckpointError } from '../checkpoint/checkpoint.ts';
import { importPth, readPth } from './pth.ts';
import { writePth } from './pth-write.ts';

const fixtures = join(import.meta.dirname, '../../test');
const file = (name: string) => new Uint8Array(readFileSync(join(fixtures, name)));
const ascii = (text: string) => new TextEncoder().encode(text);

/** A zip as PyTorch writes it, around a pickle given as text. */
const zipped = (pickle: string, storages: Record<string, Uint8Array> = {}) =>
  zipSync(
    {
      'x/data.pkl': Uint8Array.from(pickle, (letter) => letter.charCodeAt(0)),
      ...Object.fromEntries(Object.entries(storages).map(([key, bytes]) => [`x/data/${key}`, bytes])),
    },
    { level: 0 },
  );

for (const name of ['pth/views.pth', 'pth/views-legacy.pth']) {
  test(`${name}: views, types and parameters`, () => {
    const tensors = readPth(file(name));
    const values = (tensor: string) => Array.from(tensors.get(tensor)!.data);
    expect(Array.from(tensors, ([key, { shape }]) => [key, shape])).toEqual([
      ['base', [4, 6]],
      ['transposed', [6, 4]],
      ['part', [2, 3]],
      ['half', [3]],
      ['bfloat16', [3]],
      ['double', [2]],
      ['parameter', [1]],
      ['scalar', []],
      ['empty', [0, 3]],
    ]);
    expect(values('base')).toEqual(Array.from({ length: 24 }, (_, i) => i));
    expect(values('transposed').slice(0, 6)).toEqual([0, 6, 12, 18, 1, 7]);
    expect(values('part')).toEqual([8, 9, 10, 14, 15, 16]);
    expect(values('half')).toEqual([1.5, -2, 65504]);
    expect(values('bfloat16').map((value) => value.toPrecision(3))).toEqual(['1.50', '-2.00', '3.00e+38']);
    expect(values('double')).toEqual([0.5, -0.25]);
    expect(values('parameter')).toEqual([7]);
    expect(values('scalar')).toEqual([3]);
    expect(Array.from(readPth(file(name), (key) => key === 'part').keys())).toEqual(['part']);
  });

  test(`${name}: cut short anywhere, it is refused`, () => {
    const whole = file(name);
    for (let length = 0; length < whole.length; length += 13)
      expect(() => readPth(whole.slice(0, length)), `${length} bytes`).toThrow(CheckpointError);
    expect(() => readPth(whole.slice(0, -1))).toThrow(CheckpointError);
  });
}

test('a file with any one byte changed is read or refused, nothing else', () => {
  const whole = file('pth/views-legacy.pth');
  for (let at = 0; at < whole.length; at++)
    for (const flip of [0x01, 0x80, 0xff]) {
      const changed = whole.slice();
      changed[at]! ^= flip;
      try {
        readPth(changed);
      } catch (error) {
        expect(error, `byte ${at} ^ ${flip}`).toBeInstanceOf(CheckpointError);
      }
    }
});

test('a network in the format of the report', () => {
  const { metadata, tensors } = importPth(file('parity/report_format_w8.pth'));
  expect(metadata).toMatchObject({ kind: 'weights', architecture: { name: 'transformer-net', width: 8 } });
  expect(tensors.size).toBe(62);
  expect(tensors.get('model.3.block.1.block.1.weight')!.shape).toEqual([32, 32, 3, 3]);
});

test('what a file names beyond tensors is refused by its name and not run', () => {
  for (const name of ['pth/code.pth', 'pth/code-legacy.pth'])
    expect(() => readPth(file(name))).toThrow(/posix\.system.*nothing in a file is executed/);
  expect(existsSync('this-must-not-exist')).toBe(false);
  expect(() => readPth(file('pth/integers.pth'))).toThrow('tensor a holds whole numbers (I64)');
  expect(readPth(file('pth/nested.pth')).get('base')!.shape).toEqual([4, 6]);
  const attacks: [string, RegExp][] = [
    ['c__builtin__\neval\n(X\x01\0\0\x001tR.', /__builtin__\.eval/],
    ['c__proto__\ntoString\n)R.', /__proto__\.toString/],
    ['ccollections\nOrderedDict\nK\x01\x85R.', /calls collections\.OrderedDict in a way/],
    ['ctorch._utils\n_rebuild_tensor_v2\n)R.', /calls torch\._utils\._rebuild_tensor_v2 in a way/],
    ['(i__builtin__\neval\n.', /instruction 0x69/], // INST
    ['ccollections\nOrderedDict\n)\x81.', /instruction 0x81/], // NEWOBJ
    ['\x80\x04\x8c\x02os\x8c\x06system\x93.', /load os\.system/], // protocol 4
    ['\x80\x05\x8d\xff\xff\xff\xff\xff\xff\xff\xff.', /cut short/],
    ['\x80\x04NK\x01\x93.', /damaged/],
    ['K\x01K\x02b.', /sets attributes/],
    ['h\x07.', /damaged/],
    ['R.', /damaged/],
    ['t.', /damaged/],
    ['K\x01.', /no dictionary of tensors/],
  ];
  for (const [pickle, message] of attacks) {
    expect(() => readPth(zipped(pickle)), JSON.stringify(pickle)).toThrow(message);
    expect(() => readPth(zipped(pickle))).toThrow(CheckpointError);
  }
});

test('a tensor that reaches beyond its storage, or repeats it, is refused', () => {
  const tensor = (length: number, offset: number, side: number, stride: number) =>
    `}X\x01\0\0\0actorch._utils\n_rebuild_tensor_v2\n((X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\x000X\x03\0\0\0cpu` +
    `K${String.fromCharCode(length)}tQK${String.fromCharCode(offset)}K${String.fromCharCode(side)}\x85K${String.fromCharCode(stride)}\x85\x89}tRs.`;
  const values = { 0: new Uint8Array(new Float32Array([1, 2, 3, 4]).buffer) };
  expect(Array.from(readPth(zipped(tensor(4, 1, 2, 2), values)).get('a')!.data)).toEqual([2, 4]);
  expect(() => readPth(zipped(tensor(4, 1, 3, 2), values))).toThrow('beyond its values');
  expect(() => readPth(zipped(tensor(4, 0, 200, 0), values))).toThrow('beyond its values');
  expect(() => readPth(zipped(tensor(5, 0, 5, 1), values))).toThrow('not all there');
  expect(() => readPth(zipped(tensor(4, 0, 4, 1)))).toThrow('not all there');
  const infinite = { 0: new Uint8Array(new Float32Array([1, Infinity, 3, 4]).buffer) };
  expect(() => readPth(zipped(tensor(4, 0, 4, 1), infinite))).toThrow('not finite');
});

test('other files are told apart', () => {
  expect(() => readPth(ascii('a text file'))).toThrow('this is not a PyTorch file');
  expect(() => readPth(zipSync({ 'a.txt': ascii('hello') }, { level: 0 }))).toThrow('holds no data.pkl');
  expect(() => readPth(zipSync({ 'x/data.pkl': new Uint8Array(5000) }))).toThrow('is compressed');
  expect(() => importPth(file('pth/views.pth'))).toThrow('the tensor model.0.block.1.weight is missing');
});

test('what is written reads back the same', () => {
  const { tensors } = importPth(file('parity/report_format_w8.pth'));
  expect(readPth(writePth(tensors))).toEqual(tensors);
});
