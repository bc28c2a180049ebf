import { NextIntlClientProvider } from 'next-intl';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import en from '../../messages/en.json';
import zh from '../../messages/zh.json';
import { Why } from './why.tsx';

test.each([
  ['en-GB', en, 'Network width, Take strokes and textures, sampleEvery'],
  ['zh', zh, '网络宽度, 风格权重, sampleEvery'],
] as const)(
  'settings that cannot be used are named as the form names them: %s',
  (locale, messages, names) => {
    const sentences = [{ kind: 'settings', names: 'width, styleWeight, sampleEvery' }];
    const why = createElement(Why, { sentences, words: null });
    const said = renderToStaticMarkup(
      createElement(NextIntlClientProvider, { locale, messages, timeZone: 'UTC', children: why }),
    );
    expect(said).toContain(names);
  },
);
