import { fixtureStyle } from '../fixture.ts';
import { expect, expectNoFindings, test } from './test.ts';

test('any two styles are compared, with the photo as a third pane; all three look at the same place', async ({
  page,
}) => {
  await page.goto(`/styles/${fixtureStyle.slug}/compare`);
  await expect(page.getByRole('group', { name: 'Painted after 5,000 iterations' })).toBeVisible();
  const right = page.getByLabel('Right');
  const scream = right.locator('optgroup[label="The Scream"] option').last();
  await right.selectOption(await scream.getAttribute('value'));
  const panes = [
    page.getByRole('group', { name: /^Painted after The Scream, [\d,]+ iterations$/ }),
    page.getByRole('group', { name: new RegExp(`^Painted after ${fixtureStyle.title}, `) }),
  ];
  for (const pane of panes) await expect(pane).toBeVisible();
  await page.getByRole('radio', { name: 'With the photo' }).click();
  const photo = page.getByRole('group', { name: 'A ginger kitten behind a wooden beam' });
  await expect(photo).toBeVisible();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(page).toHaveURL(/look=1\.5/);
  for (const pane of [...panes, photo])
    await expect
      .poll(() =>
        pane.locator('.react-transform-component').evaluate((element) => getComputedStyle(element).transform),
      )
      .toContain('1.5');
  // What stands in a column adds up to its last number, to within the rounding of four digits.
  await expect(page.getByRole('columnheader').nth(2)).toContainText('The Scream');
  const cells = await page.getByRole('row').locator('td:nth-child(3)').allTextContents();
  const [total = NaN, ...terms] = cells.map((text) => Number(text.replaceAll(',', ''))).reverse();
  expect(terms.length).toBeGreaterThan(3);
  expect(terms.reduce((sum, term) => sum + term, 0) / total).toBeCloseTo(1, 2);
  await expectNoFindings(page);
});
