/**
 * Takes pictures of what few see, from a studio of its own, in English and in Chinese, wide and on a phone: the first account, an invitation and signing in;
 * a run that failed; and 'one moment', while the database is down. Linux only.
 *
 *     node --import tsx apps/studio-e2e/states.ts FOLDER [PORT]
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type BrowserContext, chromium, expect } from '@playwright/test';
import { Atelier, ownFolder, POSTGRES, SERVER } from './atelier.ts';
import { env } from './env.ts';
import { ask, tell } from './src/api.ts';

const [folder, port = '3486'] = process.argv.slice(2);
if (!folder) throw new Error('give a folder for the pictures');

const LANGUAGES = { en: 'en-GB', zh: 'zh-CN' };
const DEVICES = {
  wide: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }, // whose scroll bars take no room
};
/** Milliseconds, on a machine that has much else to do. */
const shown = { timeout: 300_000 };

await mkdir(folder, { recursive: true });
const data = ownFolder('states');
const settings = {
  ATELIER_ACCOUNTS: 'on',
  ATELIER_PHOTO_FOLDERS: `unplugged=${path.join(data, 'unplugged')}`,
};
const atelier = await new Atelier({ folder: data, port: Number(port), settings }).opened();
const browser = await chromium.launch({ executablePath: env.CHROMIUM, args: ['--no-sandbox'] });

/** In both languages, wide and on a phone, in a browser that is nobody's or has the cookies of `of`. */
async function shoot(name: string, at: string, of?: BrowserContext, status = 200): Promise<void> {
  const storageState = await of?.storageState();
  for (const [language, locale] of Object.entries(LANGUAGES))
    for (const [device, options] of Object.entries(DEVICES)) {
      const context = await browser.newContext({
        ...{ baseURL: atelier.address, locale, ...options, reducedMotion: 'reduce' },
        ...(storageState && { storageState }),
      });
      context.setDefaultTimeout(shown.timeout);
      const page = await context.newPage();
      const answer = await page.goto(at);
      if (answer?.status() !== status) throw new Error(`${at} is answered with ${answer?.status()}`);
      await page.waitForFunction(() => document.fonts.ready.then(() => true));
      await page.screenshot({ path: path.join(folder!, `${name}-${language}-${device}.png`) });
      await context.close();
    }
}

try {
  const code = /\/join\?code=(\S+)/.exec(atelier.said())![1]!;
  await shoot('first-account', `/join?code=${code}`);
  const admin = await browser.newContext({ baseURL: atelier.address, locale: 'en-GB', ...DEVICES.wide });
  admin.setDefaultTimeout(shown.timeout);
  const page = await admin.newPage();
  await page.goto(`/join?code=${code}`);
  await expect(page.getByRole('figure')).toBeInViewport({ ratio: 1, ...shown }); // the painting, with its caption
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('E-mail address').fill('ada@example.org');
  await page.getByLabel('Password').fill('analytical engine');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible(shown);
  await shoot('sign-in', '/sign-in');

  await page.goto('/account');
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const link = page.getByText('/join?code=');
  await expect(link).toBeVisible(shown);
  await page.screenshot({ path: path.join(folder, 'inviting-en-wide.png') });
  await shoot('invitation', (await link.textContent())!);

  const { id: styleId } = await ask<{ id: string }>(admin.request, 'styles.get', { slug: 'mosaic' });
  const order = { styleId, config: { iterations: 10 }, photoFolder: 'unplugged' };
  const run = await tell<{ id: string }>(admin.request, 'runs.start', order);
  await page.goto(`/runs/${run.id}`);
  await expect(page.locator('[data-status=failed]')).toBeVisible(shown);
  await shoot('failed-run', `/runs/${run.id}`, admin);

  atelier.signal(SERVER, 'SIGSTOP'); // which would start it again at once
  atelier.signal(POSTGRES, 'SIGKILL');
  await shoot('one-moment', '/', admin, 503);
} finally {
  atelier.signal(SERVER, 'SIGCONT');
  await browser.close();
  await atelier.stop();
  await rm(data, { recursive: true });
}
