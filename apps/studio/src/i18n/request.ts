import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import en from '../../messages/en.json';
import zh from '../../messages/zh.json';
import { LOCALE_COOKIE, pickLocale } from './locale.ts';

const messages = { 'en-GB': en, zh };

export default getRequestConfig(async () => {
  const locale = pickLocale(
    (await cookies()).get(LOCALE_COOKIE)?.value,
    (await headers()).get('accept-language'),
  );
  return {
    locale,
    messages: messages[locale],
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
});
