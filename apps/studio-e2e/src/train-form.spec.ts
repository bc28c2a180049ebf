import { fixtureSettings, fixtureStyle } from '../fixture.ts';
import { expect, file, picture, test } from './test.ts';

test('an estimate comes from runs, or is measured; a form that is not complete says what is missing', async ({
  page,
}) => {
  test.setTimeout(400_000);
  await page.goto('/train');
  // Where nothing like them has been trained here, it is measured without being asked for.
  for (const name of ['Quick', 'Good', 'Overnight'])
    await expect(page.getByRole('radio', { name })).toContainText('About', { timeout: 300_000 });
  await expect(page.getByText(/About .* on this machine/)).toBeVisible();
  await expect(
    page.getByText(/s a step, reckoned from .* s measured with crops of \d+ pixels/),
  ).toBeVisible();
  await expect(page.getByRole('radiogroup', { name: 'Recipe' }).getByRole('radio')).toHaveCount(3);
  await expect(page.getByRole('radio', { name: 'Classic' })).toBeHidden(); // folded away with what few want
  await page.getByText('More settings').click();
  await page.getByRole('radio', { name: 'Classic' }).click();
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(1);
  await expect(page.getByText('Not known yet: nothing like this')).toBeVisible();
  await page.getByRole('button', { name: 'Measure now' }).click();
  await expect(page.getByText(/About .* on this machine/)).toBeVisible({ timeout: 300_000 });
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Choose a style picture first.' })).toBeVisible();
  await expect(page.getByText('Give the picture a title.')).toBeVisible();
  await page.getByLabel('Iterations', { exact: true }).fill('0');
  await expect(page.getByText('Use 1 to 1,000,000.')).toBeVisible();
  await page.getByLabel('End early').fill('101');
  await expect(page.getByText('Use 0 to 100.')).toBeVisible();
  await page.getByLabel('Crop size').fill('66');
  await expect(page.getByText('Use a multiple of 4.')).toBeVisible();
  await page.getByText('More settings').click(); // closes only what holds nothing wrong
  await expect(page.getByText('Use a multiple of 4.')).toBeVisible();
});

test('a style picture gives its title; each of the three settings that are seen has pictures of less and more', async ({
  page,
}) => {
  await page.goto('/train');
  const chosen = file('my_garden-2.jpg', await picture(400, 320, 12));
  await page.getByLabel('Choose a file').setInputFiles(chosen);
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue('My garden 2');
  for (const name of ['styleSize', 'styleWeight', 'totalVariationWeight'])
    for (const end of ['less', 'more']) {
      const look = page.locator(`img[src$="/looks/${name}-${end}.jpg"]`);
      await look.scrollIntoViewIfNeeded();
      await expect.poll(() => look.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(256);
    }
  await expect(page.getByLabel('Iterations', { exact: true })).toBeHidden(); // folded away with the rest
});

test('training a style again begins with the settings that it was trained with', async ({ page }) => {
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await page.getByRole('link', { name: 'Train it again' }).click();
  await expect(page.getByRole('radio', { name: 'As it was trained' })).toBeChecked();
  await page.getByText('More settings').click();
  await expect(page.getByLabel('Scale of the style picture')).toHaveValue(String(fixtureSettings.styleSize));
  await expect(page.getByLabel('Smooth', { exact: true })).toHaveValue(
    String(fixtureSettings.totalVariationWeight),
  );
});

test('a style picture that is none is refused where it was chosen', async ({ page }) => {
  await page.goto('/train');
  await page.getByLabel('Choose a file').setInputFiles(file('style.png', Buffer.from('no')));
  await expect(page.getByRole('alert').filter({ hasText: 'not a JPEG' })).toBeVisible();
});
