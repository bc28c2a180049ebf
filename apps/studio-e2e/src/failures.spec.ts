import { readFileSync } from 'node:fs';
import pg from 'pg';
import { databaseFile } from '../address.ts';
import { expect, expectNoFindings, findings, test } from './test.ts';

test.use({ mayFail: /./ }); // what fails is said on the console too

/** Until `mend` nobody gets into the database. */
async function closeDatabase(): Promise<{ open: () => Promise<void> }> {
  const address = new URL(readFileSync(databaseFile, 'utf8'));
  const database = address.pathname.slice(1);
  const name = pg.escapeIdentifier(database);
  address.pathname = '/postgres';
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  await client.query(`alter database ${name} allow_connections false`);
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database]);
  return {
    open: async () => {
      await client.query(`alter database ${name} allow_connections true`);
      await client.end();
    },
  };
}

/** Until `mend` there is no table of photos: a page that asks for them fails on the server, and on no account of a pause. */
async function breakPhotos(): Promise<{ mend: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: readFileSync(databaseFile, 'utf8') });
  await client.connect();
  await client.query('alter table "Photo" rename to "Elsewhere"');
  return {
    mend: async () => {
      await client.query('alter table "Elsewhere" rename to "Photo"');
      await client.end();
    },
  };
}

for (const [locale, words] of Object.entries({
  'en-GB': { title: 'This page could not be shown.', retry: 'Try again', page: 'Many photos' },
  'zh-CN': { title: '这一页无法显示。', retry: '再试一次', page: '批量作画' },
}))
  test.describe(locale, () => {
    test.use({ locale });
    test('a page that failed says so within the studio, and is there when it is tried again', async ({
      page,
    }) => {
      const { mend } = await breakPhotos();
      try {
        await page.goto('/batch');
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.title);
        await expect(page.getByRole('navigation')).toBeVisible();
        await expectNoFindings(page);
        // Answered whole before there are photos again: an answer on its way then is the page.
        const answered = new Promise<void>((resolve) => {
          void page.route('/batch?*', async (route) => {
            await route.fulfill({ response: await route.fetch() });
            resolve();
          });
        });
        await page.getByRole('button', { name: words.retry }).click();
        await answered;
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.title);
      } finally {
        await mend();
      }
      await page.getByRole('button', { name: words.retry }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.page);
    });
  });

test('a connection is kept for longer than reverse proxies keep theirs: none closes under a request', async ({
  request,
}) => {
  const answer = await request.get('/api/health');
  const seconds = /timeout=(\d+)/.exec(answer.headers()['keep-alive']!)![1];
  expect(Number(seconds)).toBeGreaterThan(120); // Caddy's, the longest
});

test('where the studio itself fails it says so in both languages, light and dark, and can be tried again', async ({
  page,
}) => {
  // The switch of the theme asks for the system's: everything around the pages fails with it.
  await page.addInitScript(() => {
    if (sessionStorage.getItem('mended')) return;
    window.matchMedia = () => {
      throw new Error('nothing is asked of the system here');
    };
  });
  await page.goto('/runs');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The studio could not be shown');
  await expect(page.getByText('画室无法显示')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findings(page)).toEqual([]);
  }
  await page.evaluate(() => sessionStorage.setItem('mended', 'yes'));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Training runs');
});

for (const [locale, words] of Object.entries({
  'en-GB': { moment: 'One moment', page: 'Training runs' },
  'zh-CN': { moment: '请稍等', page: '训练记录' },
}))
  test.describe(`while the database does not answer, ${locale}`, () => {
    test.use({ locale });
    test('one moment is asked for, in the theme that was chosen; then the page comes by itself', async ({
      page,
    }) => {
      await page.goto('/offline.html');
      const { open } = await closeDatabase();
      try {
        // As it comes, but that it does not ask again while it is looked at.
        await page.route('/runs', async (route) => {
          const response = await route.fetch();
          const body = (await response.text()).replace(/<meta http-equiv="refresh"[^>]*>/, '');
          await route.fulfill({ response, body });
        });
        for (const theme of ['light', 'dark']) {
          await page.evaluate((theme) => localStorage.setItem('theme', theme), theme);
          await page.goto('/runs');
          await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.moment);
          await expect(page.locator('html')).toHaveClass(theme); // by a script that its policy lets run
          expect(await findings(page)).toEqual([]);
        }
        await page.unroute('/runs');
        await page.goto('/runs');
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.moment);
      } finally {
        await open();
      }
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.page);
    });
  });
