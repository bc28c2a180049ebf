/**
 * A studio of its own behind nginx, then behind Caddy, by the very lines of docs/self-hosting.md, with a certificate, at a host's
 * root and below a path of it: somebody signs in, sends a photo and sees it painted, follows a training as it goes, sends a film, and
 * signs out. Nothing is asked for elsewhere, and no answer is a bad one. It needs nginx, Caddy and openssl (Debian's packages nginx,
 * caddy and openssl), and Chromium. Linux only.
 *
 *     node --import tsx apps/studio-e2e/proxies.ts --help
 */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { get } from 'node:https';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, expect, type Page } from '@playwright/test';
import { Atelier, eventually, ownFolder } from './atelier.ts';
import { HOST, proxies } from './documented-proxies.ts';
import { env } from './env.ts';
import { choosePhoto, file, picture } from './src/test.ts';
import { query } from './visitor.ts';

const { values } = parseArgs({
  options: {
    bases: { type: 'string', default: '/atelier,' },
    proxies: { type: 'string', default: 'nginx,caddy' },
    port: { type: 'string', default: '3482' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(
    "--bases /atelier, (paths, separated by commas; '' is the root)  --proxies nginx,caddy  --port 3482",
  );
  process.exit();
}
const port = Number(values.port);

const ADDRESS = `https://${HOST}`;
const TIMEOUT = 300_000;
/** Of a film: more than of any picture. */
const FILM_BYTES = 45 * 1024 * 1024;

const folder = ownFolder('proxies'); // nginx may run as another account, too

const ada = { name: 'Ada', email: 'ada@example.org', password: 'analytical engine' };
const problems: string[] = [];

/** Chromium that finds the documentation's host at this machine's port. */
const browserFor = (listens: number) =>
  chromium.launch({
    executablePath: env.CHROMIUM,
    args: ['--no-sandbox', '--disable-quic', `--host-resolver-rules=MAP ${HOST} 127.0.0.1:${listens}`],
  });

async function opened(browser: Browser, home: string, where: string): Promise<Page> {
  const page = await browser.newPage({ ignoreHTTPSErrors: true, serviceWorkers: 'block', locale: 'en-GB' });
  page.setDefaultTimeout(TIMEOUT);
  page.on('request', (request) => {
    const { protocol, href } = new URL(request.url());
    if (
      /^https?:$/.test(protocol) &&
      href !== home &&
      !href.startsWith(`${home}/`) &&
      !href.startsWith(`${home}?`)
    )
      problems.push(`${where}: asks for ${href}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${where}: ${response.status()} of ${response.url()}`);
  });
  page.on('pageerror', (error) => problems.push(`${where}: ${String(error)}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${where}: ${message.text()}`);
  });
  return page;
}

/** Asks as the page does, which has the cookies; Node, by which src/api.ts asks, would look up the host. */
function ask<T>(page: Page, at: string, post?: object): Promise<T> {
  return page.evaluate(
    async ([at, body]) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: body ?? null };
      const answer = await fetch(at, body === undefined ? {} : init);
      if (!answer.ok) throw new Error(`${at}: ${answer.status} ${await answer.text()}`);
      const { result } = (await answer.json()) as { result: { data: { json: unknown } } };
      return result.data.json as T;
    },
    [at, post && JSON.stringify({ json: post })] as const,
  );
}

/** Whether it is the studio that answers there; undefined where nobody does. */
function studioAnswers(listens: number, at: string): Promise<boolean | undefined> {
  const options = { host: '127.0.0.1', port: listens, servername: HOST, path: at, headers: { host: HOST } };
  return new Promise((resolve) => {
    get({ ...options, rejectUnauthorized: false }, (answer) => {
      answer.resume();
      resolve(answer.headers['x-request-id'] !== undefined);
    }).on('error', () => resolve(undefined));
  });
}

/** @param code of the invitation, for who has no account yet */
async function visit(page: Page, home: string, code: string | undefined): Promise<void> {
  const shown = { timeout: TIMEOUT };
  await page.goto(code === undefined ? home : `${home}/join?code=${code}`);
  if (code !== undefined) await page.getByLabel('Your name').fill(ada.name);
  else await expect(page).toHaveURL(new RegExp(`^${home}/sign-in`), shown);
  await page.getByLabel('E-mail address').fill(ada.email);
  await page.getByLabel('Password').fill(ada.password);
  await page.getByRole('button', { name: code === undefined ? 'Sign in' : 'Create account' }).click();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible(shown);
  const cookies = (await page.context().cookies()).filter(({ httpOnly }) => httpOnly);
  if (cookies.length === 0 || cookies.some(({ secure }) => !secure))
    problems.push(`${home}: cookies that travel without https: ${JSON.stringify(cookies)}`);

  const paint = (name: string) => page.getByRole('button', { name: `Use this photo: ${name}` });
  const name = `photo-${Date.now()}`;
  await choosePhoto(page, file(`${name}.jpg`, await picture(300, 200, Date.now() % 6_000)));
  await expect(paint(name)).toHaveAttribute('aria-pressed', 'true', shown);
  const painted = page.getByRole('img', { name: new RegExp(`${name}, painted in the manner of`) }).first();
  await expect(painted).toBeVisible(shown);
  await expect
    .poll(() => painted.evaluate((image: HTMLImageElement) => image.naturalWidth), shown)
    .toBeGreaterThan(0);

  const { id: styleId, published } = await ask<{ id: string; published: { id: string } }>(
    page,
    home + query('styles.get', { slug: 'mosaic' }),
  );
  const config = {
    iterations: 20,
    width: 4,
    size: 32,
    batch: 1,
    styleSize: 64,
    lossNetwork: 'compact',
    logEvery: 1,
  };
  const run = await ask<{ id: string }>(page, `${home}/api/trpc/runs.start`, {
    styleId,
    config,
    photoFolder: null,
  });
  await page.goto(`${home}/runs/${run.id}`);
  await expect(page.locator('[data-status=finished]')).toBeVisible(shown); // which is told, as the page stays

  const film = `${home}/api/films?name=film.mp4&checkpoint=${published.id}&strokes=full`;
  const status = await page.evaluate(
    async ([at, bytes]) => (await fetch(at, { method: 'POST', body: new Uint8Array(bytes) })).status,
    [film, FILM_BYTES] as const,
  );
  if (status !== 200) problems.push(`${home}: a film of ${FILM_BYTES} bytes is answered with ${status}`);

  await page.goto(`${home}/account`);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL(`${home}/sign-in`, shown);
}

let proxyPort = port + 1;
for (const base of values.bases.split(',')) {
  const data = path.join(folder, base === '' ? 'root' : 'below');
  const settings = { ATELIER_URL: ADDRESS, ATELIER_TRUSTED_PROXIES: '127.0.0.1', ATELIER_BASE_PATH: base };
  const atelier = new Atelier({ folder: data, port, settings });
  await atelier.opened();
  let code = /\/join\?code=(\S+)/.exec(atelier.said())?.[1];
  for (const name of values.proxies.split(',')) {
    const listens = proxyPort++;
    const proxy = proxies[name]!({ folder, base, studio: port, listens });
    const gone = once(proxy, 'exit'); // also rejects where the program is not there
    gone.catch(() => undefined);
    const where = `${name}, ${ADDRESS}${base}`;
    const browser = await browserFor(listens);
    try {
      const page = await opened(browser, ADDRESS + base, where);
      await eventually(async () => {
        if (proxy.exitCode !== null || proxy.pid === undefined)
          throw new Error(`${name} does not run: is it installed?`);
        return (await studioAnswers(listens, `${base}/api/health`)) === true;
      });
      await visit(page, ADDRESS + base, code);
      code = undefined;
      if (base !== '')
        for (const other of ['/', `${base}-something-else`])
          if (await studioAnswers(listens, other)) problems.push(`${where}: ${other} is the studio's`);
      console.log(`${where}: signed in, painted, watched a training, sent ${FILM_BYTES} bytes, signed out`);
    } finally {
      await browser.close();
      proxy.kill('SIGTERM');
      await gone.catch(() => undefined);
    }
  }
  if ((await atelier.stop()) !== 0) problems.push('npm start ended otherwise than well');
}
rmSync(folder, { recursive: true });
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? 'every answer was a good one' : 'not as it should be');
process.exit(problems.length === 0 ? 0 : 1);
