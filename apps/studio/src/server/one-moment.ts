import en from '../../messages/en.json';
import zh from '../../messages/zh.json';
import { type Locale } from '../i18n/locale.ts';
import { BARE_STYLE, CHOSEN_THEME } from '../contracts/bare-page.ts';

const messages = { 'en-GB': en, zh };

/**
 * A page that stands in for any other while the database does not answer, and asks for that one again by itself.
 * @param nonce of the scripts that its answer allows
 */
export function oneMoment(locale: Locale, nonce: string): string {
  const { moment, momentHint } = messages[locale].failures;
  return `<!doctype html>
<html lang="${locale}">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="refresh" content="3">
  <title>${moment} · Atelier</title>
  <script nonce="${nonce}">${CHOSEN_THEME}</script>
  <style>${BARE_STYLE}
    /* Once from one asking to the next. */
    @media (prefers-reduced-motion: no-preference) {
      body::before { animation: breathe 3s ease-in-out }
    }
    @keyframes breathe { 50% { opacity: .5 } }
  </style>
  <main>
    <h1>${moment}</h1>
    <p>${momentHint}</p>
  </main>
</html>
`;
}
