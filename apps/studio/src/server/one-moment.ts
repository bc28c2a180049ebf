import en from '../../messages/en.json';
import zh from '../../messages/zh.json';
import { type Locale } from '../i18n/locale.ts';

const messages = { en, zh };

/** A page that stands in for any other while the database does not answer, and asks for that one again by itself. */
export function oneMoment(locale: Locale): string {
  const { moment, momentHint } = messages[locale].failures;
  return `<!doctype html>
<html lang="${locale}">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <meta http-equiv="refresh" content="2">
  <title>${moment} · Atelier</title>
  <style>
    :root { color-scheme: light dark }
    body { display: grid; min-height: 90vh; place-content: center; text-align: center; font-family: system-ui, sans-serif }
    h1 { font-size: 1.4rem; font-weight: 500 }
  </style>
  <h1>${moment}</h1>
  <p>${momentHint}</p>
</html>
`;
}
