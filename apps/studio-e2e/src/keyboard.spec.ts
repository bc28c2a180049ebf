import { fixtureStyle } from '../fixture.ts';
import { expect, test } from './test.ts';

test('by keyboard alone: from the gallery to a painting and its settings', async ({ page }) => {
  await page.goto('/');
  const focused = page.locator(':focus');
  const tabTo = async (name: RegExp) => {
    // Every photo that the tests before this one left behind is a stop on the way.
    const stops = await page.locator('a, button, input, select, textarea, summary, [tabindex]').count();
    for (let i = 0; i < 2 * stops; i++) {
      await page.keyboard.press('Tab');
      const label = await focused.evaluate(
        (element) => element.getAttribute('aria-label') ?? element.textContent,
      );
      if (name.test(label ?? '')) return;
    }
    throw new Error(`no ${name} within reach of the Tab key`);
  };
  await tabTo(/Skip to the content/);
  await expect(focused).toBeInViewport();
  await expect(page.getByRole('link', { name: fixtureStyle.title })).toBeVisible(); // the cards come after the page
  await tabTo(new RegExp(fixtureStyle.title));
  await expect(focused).toHaveCSS('outline-style', 'solid');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(fixtureStyle.slug));
  await expect(page.locator('[data-drawn]')).toBeVisible();
  await tabTo(/Move between photo and painting/);
  await page.keyboard.press('ArrowLeft');
  await expect(focused).toHaveAttribute('aria-valuenow', '25');
  await tabTo(/^Strength$/);
  await page.keyboard.press('PageDown');
  await expect(page.getByText('90%', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/strength=0\.9/); // the address follows when the slider rests
  await tabTo(/Compare with another/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/compare/);
  await expect(page.getByRole('group', { name: 'Painted after 5,000 iterations' })).toBeVisible();
  await tabTo(/Painted after 5,000 iterations/);
  await page.keyboard.press('+');
  await expect(page).toHaveURL(/look=1\.\d/);
});
