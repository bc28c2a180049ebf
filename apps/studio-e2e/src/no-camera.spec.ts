import { expect, test } from './test.ts';

test('where there is no camera the lens says so, and leads to painting a photo', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['camera']);
  await page.goto('/lens');
  await page.getByRole('button', { name: 'Start the camera' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('There is no camera');
  await page.getByRole('link', { name: 'Paint a photo instead' }).click();
  await expect(page.locator('[data-drawn]')).toBeVisible();
});
