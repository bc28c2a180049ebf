import type { Page, Request } from '@playwright/test';
import { fixtureStyle } from '../fixture.ts';
import { ask, tell } from './api.ts';
import { expect, expectNoFindings } from './test.ts';
import { start, test } from './training.ts';

const points = (page: Page) => page.getByRole('slider', { name: /Loss curves/ });

test('a run that fails, one at work, one that waits and the list of them have no accessibility findings', async ({
  page,
  request,
}) => {
  test.setTimeout(1_200_000);
  const shown = async (id: string, status: string) => {
    await page.goto(`/runs/${id}`);
    await expect(page.locator(`[data-status=${status}]`)).toBeVisible({ timeout: 900_000 });
  };

  await shown(await start(request, 10, { photoFolder: 'unplugged' }), 'failed');
  await expect(page.getByRole('alert').filter({ hasText: /unplugged is not there\./ })).toBeVisible();
  await expectNoFindings(page);
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.getByRole('alert').filter({ hasText: /找不到 \S+unplugged。/ })).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();

  const [working, waiting] = [await start(request, 100_000), await start(request, 100_000)];
  await shown(working, 'running');
  await expect(points(page)).toBeVisible({ timeout: 900_000 });
  await page.getByText('Settings').click();
  await expectNoFindings(page);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await shown(waiting, 'queued');
  await expectNoFindings(page);
  await tell(request, 'runs.setDesired', { id: waiting, desired: 'paused' });
  await expect(page.locator('[data-status=paused]')).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeHidden();
  await page.goto('/runs');
  await expect(page.locator(`[href="/runs/${working}"]`)).toBeVisible();
  await expectNoFindings(page);
});

test('a training that is asked to ends where its losses no longer fall, and says so', async ({
  page,
  request,
}) => {
  test.setTimeout(1_200_000);
  // It learns next to nothing.
  const id = await start(request, 30, { checkpointEvery: 1, stopWhenFlat: 1, learningRate: 1e-9 });
  await page.goto(`/runs/${id}`);
  await expect(page.getByText('It ended early')).toBeVisible({ timeout: 900_000 });
  await expect(page.getByText('2 of 30 iterations')).toBeVisible();
});

test.describe('without its live connection', () => {
  test.use({ mayFail: /runs\.watch/ });
  test('a run’s page asks every few seconds, and is live again once it can be', async ({ page, request }) => {
    test.setTimeout(1_200_000);
    await page.route(/runs\.watch/, (route) => route.abort());
    const id = await start(request, 20);
    await page.goto(`/runs/${id}`);
    await expect(page.getByRole('alert').filter({ hasText: 'asks every few seconds' })).toBeVisible();
    await expect(page.locator('[data-status=finished]')).toBeVisible({ timeout: 900_000 });
    await expect(points(page)).toHaveAttribute('data-points', '20');
    await points(page).press('Home');
    await points(page).press('ArrowRight');
    await expect(points(page)).toHaveAttribute('aria-valuetext', /Iteration 2, Content [\d.]+, Style [\d.]+/);
    await expect(page.locator('.u-legend .u-value').first()).toHaveText('2');
    await expect(page.getByRole('img', { name: /Sample photo 1, painted after 20/ })).toBeVisible();

    await page.goto('/runs');
    const row = page.getByRole('listitem').filter({ has: page.locator(`[href="/runs/${id}"]`) });
    await expect(row).toContainText('20 of 20 iterations');
    await expect(page.getByRole('alert').filter({ hasText: 'asks every few seconds' })).toBeVisible();
    const paused = await start(request, 100_000);
    await expect(page.locator(`[href="/runs/${paused}"]`)).toBeVisible();

    await page.goto(`/runs/${paused}`);
    await expect(page.getByRole('alert').filter({ hasText: 'asks every few seconds' })).toBeVisible();
    await page.unroute(/runs\.watch/);
    await expect(page.getByText('Live', { exact: true })).toBeVisible();
    await expect(page.getByRole('alert').filter({ hasText: 'asks every few seconds' })).toBeHidden();
    await tell(request, 'runs.delete', { id: paused });
    await expect(page.getByRole('heading', { name: 'Training deleted' })).toBeVisible();
  });
});

/** Another tab is looked at, or this one again. */
const hide = (page: Page, hidden: boolean) =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    hidden ? 'hidden' : 'visible',
  );

test('a stream ends while its tab is hidden, and comes back with what was missed when it is shown', async ({
  page,
  request,
}) => {
  test.setTimeout(1_200_000);
  const id = await start(request, 100_000, { sampleEvery: 100_000 });
  const streams: Request[] = [];
  const ended = new Set<Request>();
  page.on('request', (each) => /runs\.watch/.test(each.url()) && streams.push(each));
  page.on('requestfinished', (each) => ended.add(each)).on('requestfailed', (each) => ended.add(each));
  await page.goto(`/runs/${id}`);
  await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 900_000 });
  await expect(points(page)).toBeVisible({ timeout: 900_000 });

  await hide(page, true);
  await expect.poll(() => streams.every((stream) => ended.has(stream))).toBe(true);
  const before = streams.length;
  await expect(page.getByText('Live', { exact: true })).toBeHidden();

  await tell(request, 'runs.setDesired', { id, desired: 'paused' });
  await expect
    .poll(async () => (await ask<{ run: { status: string } }>(request, 'runs.view', { id })).run.status, {
      timeout: 900_000,
    })
    .toBe('paused');
  await tell(request, 'runs.setDesired', { id, desired: 'running' });
  expect(streams.length).toBe(before);

  await hide(page, false);
  await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 900_000 });
  await expect.poll(() => streams.length).toBeGreaterThan(before);
  expect(streams.some((stream) => !ended.has(stream))).toBe(true);
});

test('a finished training goes on to twice its iterations', async ({ page, request }) => {
  test.setTimeout(1_200_000);
  const id = await start(request, 10);
  await page.goto(`/runs/${id}`);
  await expect(page.locator('[data-status=finished]')).toBeVisible({ timeout: 900_000 });
  await page.getByRole('button', { name: 'Train longer' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('20');
  await dialog.getByRole('button', { name: 'Train longer' }).click();
  await expect(page.getByText('20 of 20 iterations')).toBeVisible({ timeout: 900_000 });
  await expect(page.locator('[data-status=finished]')).toBeVisible({ timeout: 900_000 });
  await expect(points(page)).toHaveAttribute('data-points', '20');
});

test('how a built-in style was trained can be looked at, and not changed', async ({ page }) => {
  await page.goto('/runs');
  await page.getByRole('link', { name: /The Great Wave off Kanagawa/ }).click();
  await expect(page.getByRole('heading', { name: 'Training: The Great Wave off Kanagawa' })).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Loss curves' })).toHaveAttribute(
    'data-points',
    /^[5-9]\d$|^1\d\d$|^200$/,
  );
  // Where nobody points at the curves, their legend has the latest values.
  const curves = page.getByRole('slider', { name: 'Loss curves' });
  const latest = await page.locator('.u-legend .u-value').allTextContents();
  await curves.press('End');
  await expect(page.locator('.u-legend .u-value')).toHaveText(latest);
  await expect(page.getByRole('link', { name: 'Paint with it' })).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Delete' })).toHaveCount(0);
  await expectNoFindings(page);
  await page.getByRole('link', { name: 'Train it yourself' }).click();
  await expect(page).toHaveURL(/\/train\?style=great-wave$/);
});

test('seven tabs of the runs all load, and go on being told', async ({ context, page, request }) => {
  await page.goto('/runs');
  const tabs = await Promise.all(Array.from({ length: 6 }, () => context.newPage()));
  for (const tab of tabs) {
    await tab.goto('/runs');
    await expect(tab.getByRole('heading', { level: 1 })).toBeVisible();
  }
  const id = await start(request, 2000);
  for (const tab of [page, ...tabs]) await expect(tab.locator(`a[href="/runs/${id}"]`)).toBeVisible();
});

test.describe('with notifications allowed', () => {
  test.use({ permissions: ['notifications'] });
  test('the end of a training is told, and the tab’s title says how far it is, while another tab is looked at', async ({
    page,
    request,
  }) => {
    test.setTimeout(1_200_000);
    await page.addInitScript(() => {
      const told: string[] = [];
      const Real = Notification;
      class Told extends Real {
        constructor(title: string, options?: NotificationOptions) {
          super(title, options);
          told.push(`${title}: ${options?.body}`);
        }
      }
      Object.assign(window, { told, Notification: Told });
    });
    const id = await start(request, 400, { sampleEvery: 400, stateEvery: 400 }); // long enough to ask in
    await page.goto(`/runs/${id}`);
    await page.getByRole('button', { name: 'Tell me when it is done' }).click();
    await expect(page.getByRole('button', { name: 'You will be told' })).toBeVisible();
    await expect(page).toHaveTitle(/^\d+% · Training: /, { timeout: 900_000 });
    await hide(page, true);
    await expect(page.getByText('Live', { exact: true })).toBeHidden();
    await expect(page).toHaveTitle(/^Finished · Training: /, { timeout: 900_000 });
    expect(await page.evaluate(() => (window as unknown as { told: string[] }).told)).toEqual([
      `Training: ${fixtureStyle.title}: Finished`,
    ]);
  });
});
