import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import zh from '../../messages/zh.json';
import { namesIn } from './names.ts';

const assets = path.join(import.meta.dirname, '../../../../assets');
const read = (...file: string[]) => JSON.parse(readFileSync(path.join(assets, ...file), 'utf8')) as unknown;

interface Label {
  slug: string;
  title: string;
  artist: string;
  year: string;
  licence: string;
  source: string;
}
const slugs = readdirSync(path.join(assets, 'styles'), { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const labels = slugs.map((slug) => read('styles', slug, 'style.json') as Label);
const chinese = namesIn('zh');

test.each(labels)('$title has a Chinese label', (label) => {
  const { title, artist, year, licence, source } = chinese.style({ ...label, year: String(label.year) });
  expect(title).toMatch(/^\p{Script=Han}+$/u);
  expect(artist.replace('Atelier', '')).not.toMatch(/[a-z]/i);
  expect(year).toMatch(/^(约 )?\d{4} 年$/);
  expect(licence).not.toContain('Public');
  expect(source).toMatch(/^\P{L}*(Debian 软件包|由 )/u);
  expect(source).not.toContain('package');
  expect(namesIn('en-GB').style(label)).toEqual(label);
});

test('every sample photo says in Chinese what it shows', () => {
  for (const photo of read('photos', 'samples.json') as { alt: string }[])
    expect(chinese.photo(photo), photo.alt).toMatch(/^\p{Script=Han}+$/u);
});

test('what is the user’s own keeps its name', () => {
  const own = { slug: '~scream', title: 'The Scream' };
  expect([chinese.title(own), chinese.heading(own)]).toEqual(['The Scream', '《The Scream》']);
  expect(chinese.photo({ alt: 'holiday' })).toBe('holiday');
});

test('the words of the field are its own, and an account is one word', () => {
  const text = JSON.stringify(zh);
  for (const word of '裁剪尺寸 风格权重 颜色权重 笔触粗细 作画记录 查看进度 暂无数据 发布此检查点 账户'.split(
    ' ',
  ))
    expect(text).toContain(word);
  expect(text).not.toMatch(/账号|帐/);
});

test('no space stands after a Chinese full stop', () => {
  const texts = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : Object.values(value as object).flatMap(texts);
  for (const text of texts(zh)) expect(text).not.toMatch(/[。，；：！？] /);
});
