import { readFileSync } from 'node:fs';
import { codeFile } from '../address.ts';
import { fixtureStyle } from '../fixture.ts';
import { choosePhoto, expect, expectNoFindings, file, picture, test } from '../src/test.ts';

/** One after the other: the first account comes before the others. */
test.describe.configure({ mode: 'serial' });

const ada = {
  name: 'Ada',
  email: 'augusta.ada.king.lovelace@analyticalengine.example.org',
  password: 'analytical engine',
};
const grace = { name: 'Grace', email: 'grace@example.org', password: 'compiler of 1952' };
let link = '';

test.use({ mayFail: /\/api\/account\// }); // what is refused is answered with 4xx

test('the first visitor makes the first account with the code, and invites others', async ({ page }) => {
  await page.goto('/runs');
  await expect(page).toHaveURL(/\/join$/);
  await expect(page.getByRole('heading', { name: 'Make the first account' })).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expectNoFindings(page);
  await page.getByLabel('Code').fill('0000-0000-0000-0000');
  await page.getByLabel('Your name').fill(ada.name);
  await page.getByLabel('E-mail address').fill(ada.email);
  await page.getByLabel('Password').fill(ada.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('This code does not hold any more')).toBeVisible();
  await page.getByLabel('Code').fill(readFileSync(codeFile, 'utf8'));
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();

  await page.getByRole('link', { name: 'Account' }).click();
  await expect(page.getByRole('heading', { name: ada.name })).toBeVisible();
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await expect(page.getByRole('status').filter({ hasText: '/join?code=' })).toBeVisible();
  link = (await page.getByText('/join?code=').textContent())!;
  await expectNoFindings(page);
});

test('a link makes one account, whose photos nobody else sees', async ({ page, browser }) => {
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'You are invited' })).toBeVisible();
  await expectNoFindings(page);
  await page.getByLabel('Your name').fill(grace.name);
  await page.getByLabel('E-mail address').fill(grace.email);
  await page.getByLabel('Password').fill(grace.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await choosePhoto(page, file('hers.jpg', await picture(300, 200, 5)));
  const hers = page.getByRole('button', { name: 'Use this photo: hers' });
  await expect(hers).toHaveAttribute('aria-pressed', 'true');
  const address = (await hers.locator('img').getAttribute('src'))!;
  expect((await page.request.get(address)).status()).toBe(200);

  const other = await browser.newContext({ locale: 'en-GB' });
  const adas = await other.newPage();
  expect((await adas.request.get(address)).status()).toBe(401);
  await adas.goto(new URL('/sign-in', page.url()).href);
  await adas.getByLabel('E-mail address').fill(ada.email);
  await adas.getByLabel('Password').fill('something else');
  await adas.getByRole('button', { name: 'Sign in' }).click();
  await expect(adas.getByText('That is not right')).toBeVisible();
  await adas.getByLabel('Password').fill(ada.password);
  await adas.getByRole('button', { name: 'Sign in' }).click();
  await expect(adas.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await adas.goto(new URL('/account', page.url()).href);
  await expect(adas.getByRole('row', { name: /Grace.* 1 0 0 0 / })).toBeVisible();
  await adas.setViewportSize({ width: 390, height: 844 });
  for (const address of [
    adas.locator('h1 + p'),
    adas.getByRole('rowheader', { name: /^Ada/ }).locator('span').last(),
  ]) {
    await expect(address).toHaveText(ada.email);
    const lines = await address.evaluate((element) =>
      [...element.childNodes]
        .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
        .map((part) => {
          const range = document.createRange();
          range.selectNodeContents(part);
          return range.getClientRects().length;
        }),
    );
    expect(lines).toEqual(ada.email.match(/[@.]?[^@.]+/g)!.map(() => 1)); // none of its words is broken
  }
  await adas.goto(link);
  await expect(adas).toHaveURL(/\/$/); // who is signed in needs no account
  await other.close();

  await page.goto('about:blank'); // what the page still asks for would be refused, rightly
  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByText('This code does not hold any more')).toBeVisible();
});

test('in Chinese: one signs in, comes to the page that was asked for, changes the password and leaves everywhere', async ({
  page,
}) => {
  await page.context().addCookies([{ name: 'locale', value: 'zh', url: new URL(link).origin }]);
  await page.goto('/train?style=untrained');
  await expect(page.getByRole('heading', { name: '欢迎回来' })).toBeVisible();
  await expectNoFindings(page);
  const signIn = async (password: string) => {
    await page.getByLabel('电子邮箱').fill(grace.email);
    await page.getByLabel('密码').fill(password);
    await page.getByRole('button', { name: '登录' }).click();
  };
  await signIn(grace.password);
  await expect(page).toHaveURL(/\/train\?style=untrained$/);
  await page.getByRole('link', { name: '账户' }).click();
  await expect(page.getByText('成员')).toHaveCount(0);
  await page.goto('/datasets');
  await expect(page.getByText('启用账户后，由管理员下载照片。')).toBeVisible();
  await expectNoFindings(page);
  await page.getByRole('link', { name: '账户' }).click();
  await page.getByLabel('当前密码').fill(grace.password);
  await page.getByLabel('新密码').fill('cobol of 1959');
  await page.getByRole('button', { name: '更改密码' }).click();
  await expect(page.getByText('密码已更改')).toBeVisible();
  await expectNoFindings(page);
  await page.getByRole('button', { name: '在所有设备上退出' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in/);
  await signIn('cobol of 1959');
  await expect(page.getByRole('navigation', { name: '页面' })).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  test('the page to sign in fits', async ({ page }) => {
    await page.goto('/sign-in');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeInViewport();
  });
});

test.describe('what is kept for painting without the studio', () => {
  test.use({ mayFail: /./, serviceWorkers: 'allow' });

  test('goes from the browser when its owner signs out', async ({ page, context }) => {
    const painting = `/styles/${fixtureStyle.slug}`;
    const signIn = async () => {
      await page.getByLabel('E-mail address').fill(ada.email);
      await page.getByLabel('Password').fill(ada.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
    };
    const kept = () =>
      page.evaluate(async () => {
        const names = await caches.keys();
        const caught = await Promise.all(
          names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
        );
        return caught.flat().map((url) => new URL(url).pathname);
      });
    await page.goto(painting);
    await signIn();
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.getByRole('switch', { name: 'Paint on this device' }).click();
    await choosePhoto(page, file('hers.jpg', await picture(200, 160, 8)));
    await expect(page.getByText(/Painted by WASM/)).toBeVisible();
    await expect.poll(kept).toContain(painting);
    await expect.poll(kept).toContainEqual(expect.stringContaining('/api/checkpoints/'));

    await context.setOffline(true);
    await page.reload();
    await expect(page.getByRole('switch', { name: 'Paint on this device' })).toBeChecked();
    await context.setOffline(false);

    await page.goto('/account');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await expect(page).toHaveURL(/\/sign-in$/);
    expect(await kept()).toEqual(['/offline.html']);
    await context.setOffline(true);
    await page.goto(painting);
    await expect(page.getByRole('switch')).toHaveCount(0);
    await expect(page.locator('body')).toContainText('does not answer');
  });
});
