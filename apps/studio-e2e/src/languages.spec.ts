import { trainingConfig } from '@atelier/model/config';
import { fixtureStyle } from '../fixture.ts';
import { ask, tell } from './api.ts';
import { pages } from './pages.ts';
import { expect, test } from './test.ts';

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });
  test('choices stand one below the other, however short their words are', async ({ page }) => {
    await page.goto(`/styles/${fixtureStyle.slug}`);
    await page.getByText('只画一部分').click();
    await page.getByRole('button', { name: '用画笔标记' }).click();
    const [what, tool] = await Promise.all(
      ['画哪一部分', '工具'].map((name) => page.getByRole('radiogroup', { name, exact: true }).boundingBox()),
    );
    expect(tool!.x).toBe(what!.x);
    expect(tool!.y).toBeGreaterThan(what!.y + what!.height);
  });
  test('a deleted training of what comes with the studio has its Chinese name', async ({ page, request }) => {
    const { id: styleId } = await ask<{ id: string }>(request, 'styles.get', { slug: 'scream' });
    const config = trainingConfig({ iterations: 100_000, size: 64, batch: 1, styleSize: 64 });
    const { id } = await tell<{ id: string }>(request, 'runs.start', { styleId, config, photoFolder: null });
    await tell(request, 'runs.delete', { id });
    await page.goto('/deleted');
    await expect(page.getByText('训练：呐喊', { exact: true }).first()).toBeVisible();
  });
  test('by the browser’s language, and English when asked for', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { name: '为您的照片挑一位画家' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh');
    for (const path of pages) {
      await page.goto(path);
      await expect(page.getByRole('link', { name: '画廊' }).first()).toBeVisible();
    }
    await page.goto('/runs');
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('heading', { name: 'Training runs' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Training runs' })).toBeVisible();
  });
});

test.describe('what the studio does not do is said in Chinese', () => {
  // What is gone (404), its picture too where that has not come yet, and what does not answer.
  test.use({ locale: 'zh-CN', mayFail: /\/api\/(trpc\/words\.delete|letters\/words\/)/ });
  test('of a word and a font', async ({ page }) => {
    await page.goto('/letters?text=Hi%20%F0%9F%98%80');
    const alert = page.getByRole('main').getByRole('alert');
    await expect(alert).toHaveText('没有画成。字体里没有这些字：😀');
    await page.goto('/letters?text=Hi&size=256&way=texture');
    const buffer = Buffer.from('not a font at all, but a text of some length, longer than a header');
    const file = { name: 'text.ttf', mimeType: 'font/ttf', buffer };
    await page.getByLabel('使用自己的字体').setInputFiles(file);
    await expect(alert).toHaveText('这不是字体，或者已损坏。');
  });
  test('of what is gone, and where the studio does not answer', async ({ page, request }) => {
    const keep = (text: string) => {
      const order = `way=texture&size=256&text=${text}`;
      return tell<{ id: string }>(request, 'words.keep', { order, address: `?${order}` });
    };
    const gone = await keep('Gone');
    await keep('There');
    await page.goto('/letters?text=Hi&size=256&way=texture');
    const forget = (text: string) => page.getByRole('button', { name: `从留存中移除“${text}”` });
    await expect(forget('Gone')).toBeVisible();
    await tell(request, 'words.delete', { id: gone.id });
    await forget('Gone').click();
    await expect(page.getByText('没有成功：相关内容已被删除。', { exact: true })).toBeVisible();
    await expect(forget('Gone')).toHaveCount(0);
    await page.route(/words\.delete/, (route) => route.abort());
    await forget('There').click();
    await expect(page.getByText('没有成功：画室没有应答，它还在运行吗？', { exact: true })).toBeVisible();
  });
});
