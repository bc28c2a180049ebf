import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';

const photo = join(import.meta.dirname, '../../../../assets/photos/held-out/gcompris-kitten.jpg');

const texture = join(import.meta.dirname, '../../../../assets/letter-textures/mask.png');

test('bad input is refused in one line, and leaves nothing', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'word.png');
  const text = join(folder, 'text.ttf');
  writeFileSync(text, 'not a font at all, but a text of some length, longer than a header');
  for (const [words, message] of [
    [['Hi 😀', '--style', 'scream'], /no letter for 😀 in abril-fatface, ma-shan-zheng/],
    [['', '--style', 'scream'], /there is no text/],
    [['Word'], /say what to paint with/],
    [['Word', '--style', 'scream', '--font', text], /text\.ttf: not a font/],
    [['Word', '--style', 'scream', '--font', join(folder, 'none.ttf')], /none\.ttf: no such file/],
    [['Word', '--style', 'scream', '--photo', photo], /is seen with --way filled only/],
    [['Word', '--way', 'texture', '--style', 'scream'], /leave out --style scream/],
    [['Word', '--style', 'scream', '--texture', 'moss'], /moss: --texture and --mask go with --way texture/],
    [['Word', '--way', 'texture', '--texture', 'velvet'], /velvet: no such file/],
    [['Word', '--way', 'texture', '--mask', photo], /gcompris-kitten.jpg: ember has its own/],
    [['Word', '--way', 'texture', '--texture', photo], /nothing in it is transparent/],
    [['Word', '--way', 'texture', '--texture', photo, '--mask', texture], /they must be of one size/],
    [['Word', '--style', 'scream', '--ground', '#ff'], /a colour is #rgb or #rrggbb/],
    [['Word', '--style', 'scream', '--again', '5'], /--again 5: there are 4 letters \(W o r d\)/],
    [['Word', '--style', 'scream', '--again', '0'], /letters are counted from 1/],
    [['Word', '--style', 'scream', '--sheet', 'A-Z'], /a text, or with --sheet/],
    [['--style', 'scream'], /say what to write/],
    [['--style', 'scream', '--sheet', 'Z-A'], /Z-A runs backwards/],
    [['--style', 'scream', '--sheet', '一-龥'], /20902 characters; 4000 are the most/],
    [['--style', 'scream', '--sheet', 'A😀'], /no letter for 😀/],
    [['A long line of words, much too long', '--style', 'scream', '--size', '4096'], /more than 24 million/],
    [['a'.repeat(10_000), '--style', 'scream'], /10000 characters are too many/],
  ] as const) {
    const { code, stdout, stderr } = await atelier(['letters', ...words, '--out', out]);
    expect({ code, stdout, lines: stderr.trim().split('\n').length }).toEqual({ code: 2, stdout: '', lines: 1 }); // prettier-ignore
    expect(stderr).toMatch(message);
  }
  expect(existsSync(out)).toBe(false);
});

test('no picture that the letters are made from is replaced by them', async () => {
  const picture = join(temporaryFolder(), 'picture.png');
  copyFileSync(texture, picture);
  for (const words of [
    ['--way', 'texture', '--texture', picture],
    ['--way', 'texture', '--mask', picture],
    ['--way', 'filled', '--style', 'scream', '--photo', picture],
    ['--style', 'scream', '--ground', picture],
  ]) {
    const { code, stderr } = await atelier(['letters', 'Word', ...words, '--out', picture]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('would replace') as string });
  }
  expect(readFileSync(picture)).toEqual(readFileSync(texture));
});
