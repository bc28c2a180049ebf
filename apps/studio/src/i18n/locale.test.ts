import { expect, test } from 'vitest';
import en from '../../messages/en.json';
import zh from '../../messages/zh.json';
import { pickLocale } from './locale.ts';

test.each([
  [undefined, 'zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  [undefined, 'de,en;q=0.5,zh;q=0.9', 'zh'],
  [undefined, 'fr-FR', 'en-GB'],
  [undefined, null, 'en-GB'],
  [undefined, 'en-US,en;q=0.9', 'en-GB'],
  ['en', 'zh', 'en-GB'],
  ['zh', 'en-GB', 'zh'],
  ['nonsense', 'zh', 'zh'],
])('chosen %s, browser %s: %s', (chosen, header, locale) => {
  expect(pickLocale(chosen, header)).toBe(locale);
});

/** Every message with the names of its arguments. */
function messages(catalogue: object, prefix = ''): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(catalogue).flatMap(([key, value]: [string, string | object]) =>
      typeof value === 'string'
        ? [[prefix + key, [...new Set([...value.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name!))].sort()]]
        : Object.entries(messages(value, `${prefix}${key}.`)),
    ),
  );
}

test('both catalogues say the same things', () => {
  expect(messages(zh)).toEqual(messages(en));
});

test('the worker has one name in Chinese', () => {
  expect(JSON.stringify(zh)).toContain('工作进程');
  expect(JSON.stringify(zh)).not.toContain('训练程序');
});
