/** The languages of the studio, the first being the one for everybody else: with 27 Nov, which nobody takes for another day. */
const locales = ['en-GB', 'zh'] as const;
export type Locale = (typeof locales)[number];

export const LOCALE_COOKIE = 'locale';

/** The visitor's language: the one they chose, else the first of their browser's list that we have. */
export function pickLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  const known = (tag: string) => locales.find((locale) => languageOf(tag) === languageOf(locale));
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(';q=');
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => known(tag));
  return known(chosen ?? '') ?? wanted.find((locale) => locale !== undefined) ?? locales[0];
}

const languageOf = (tag: string) => tag.toLowerCase().split('-')[0];
