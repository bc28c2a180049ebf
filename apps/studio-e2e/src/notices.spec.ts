import type { BrowserContext } from '@playwright/test';
import { launchOptions } from '../browser.ts';
import { env } from '../env.ts';
import { fixtureStyle } from '../fixture.ts';
import { tell } from './api.ts';
import { expect } from './test.ts';
import { start, test } from './training.ts';

// Only the whole browser keeps what a service worker tells. Only it may notify on Android.
test.use({
  launchOptions: launchOptions(env.CHROMIUM),
  permissions: ['notifications'],
  serviceWorkers: 'allow',
});

// What only a service worker has.
declare const registration: ServiceWorkerRegistration;
declare const clients: { openWindow: (url: string) => Promise<unknown> };
declare class WindowClient {
  readonly url: string;
  focus: () => Promise<unknown>;
}
declare class NotificationEvent extends Event {
  constructor(type: string, init: { notification: Notification });
  waitUntil: (work: Promise<unknown>) => void;
}

/**
 * Clicks the notification that is there, and tells where it leads. The system shows it, out of a test's reach, and
 * a worker may bring a page to the front only after a real click: what the worker asks for is told instead.
 */
const clickedNotice = (context: BrowserContext) =>
  context.serviceWorkers()[0]!.evaluate(async () => {
    const [notification] = await registration.getNotifications();
    const led: { focused?: string; opened?: string } = {};
    WindowClient.prototype.focus = function (this: WindowClient) {
      led.focused = this.url;
      return Promise.resolve();
    };
    clients.openWindow = (url) => Promise.resolve((led.opened = url));
    const click = new NotificationEvent('notificationclick', { notification: notification! });
    let done: Promise<unknown> | undefined;
    click.waitUntil = (work) => {
      done = work;
    };
    dispatchEvent(click);
    await done;
    return { ...led, left: (await registration.getNotifications()).length };
  });

test('where only a service worker may notify, as on Android, the end of a training is told by it', async ({
  page,
  request,
}) => {
  test.setTimeout(1_200_000);
  await page.addInitScript(() => {
    class Refusing extends EventTarget {
      static permission = 'granted';
      static requestPermission = () => Promise.resolve('granted');
      constructor() {
        super();
        throw new TypeError("Failed to construct 'Notification': Illegal constructor.");
      }
    }
    Object.assign(window, { Notification: Refusing });
  });
  const id = await start(request, 100_000);
  await page.goto(`/runs/${id}`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.getByRole('button', { name: 'Tell me when it is done' }).click();
  await tell(request, 'runs.setDesired', { id, desired: 'stopped' });
  await expect(page).toHaveTitle(/^Stopped · Training: /, { timeout: 900_000 });
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const told = await (await navigator.serviceWorker.ready).getNotifications();
        return told.map(({ title, body, data }) => [title, body, data as unknown]);
      }),
    )
    .toEqual([[`Training: ${fixtureStyle.title}`, 'Stopped', page.url()]]);

  const run = page.url();
  const other = await page.context().newPage();
  await other.goto('/runs');
  expect(await clickedNotice(page.context())).toEqual({ focused: run, left: 0 });
  // Nobody looks at the run any more.
  await page.goto('/');
  await page.evaluate(
    async (data) => (await navigator.serviceWorker.ready).showNotification('Again', { data }),
    run,
  );
  expect(await clickedNotice(page.context())).toEqual({ opened: run, left: 0 });
});
