import { env } from '../env.ts';
import { shown, speed, start } from './lens.ts';
import { difference, expect, test as base } from './test.ts';

/** Tests whose browser has two cameras; only the whole one has any. */
const test = base.extend({
  launchOptions: [
    async ({ launchOptions }, use) =>
      use({
        ...launchOptions,
        executablePath: env.CHROMIUM,
        args: [...(launchOptions.args ?? []), '--use-fake-device-for-media-stream=device-count=2'],
      }),
    { scope: 'worker' },
  ],
});

test('of several cameras the one that is chosen is painted', async ({ page, context }) => {
  await context.grantPermissions(['camera']);
  await start(page);
  const camera = page.getByLabel('Camera', { exact: true });
  const labels = await camera.locator('option').allTextContents();
  expect(labels).toHaveLength(2);
  /** Of the camera that the page sees. */
  const label = () =>
    page
      .locator('video')
      .first()
      .evaluate((video: HTMLVideoElement) => (video.srcObject as MediaStream).getVideoTracks()[0]!.label);
  const [chosen, other] = (await label()) === labels[0] ? labels : [labels[1], labels[0]];
  expect(await label()).toBe(chosen);
  await expect(camera.locator('option:checked')).toHaveText(chosen!);

  await camera.selectOption({ label: other! });
  await expect(camera.locator('option:checked')).toHaveText(other!);
  await expect(speed(page)).toContainText('frames a second');
  expect(await label()).toBe(other);
  const before = await shown(page);
  await expect.poll(async () => difference(await shown(page), before)).toBeGreaterThan(0);
});

test('where the one that is chosen is gone that is said, and another is used', async ({ page, context }) => {
  await context.grantPermissions(['camera']);
  await start(page);
  const camera = page.getByLabel('Camera', { exact: true });
  // As one is that was unplugged since the list was made.
  await camera
    .locator('option')
    .last()
    .evaluate((option: HTMLOptionElement) => (option.value = 'unplugged'));
  await camera.selectOption('unplugged');
  await expect(page.getByRole('main').getByRole('alert')).toContainText('That camera is not there any more');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(speed(page)).toContainText('frames a second');
});
