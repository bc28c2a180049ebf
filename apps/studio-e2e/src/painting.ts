import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { fixtureStyle } from '../fixture.ts';
import { expect } from './test.ts';

/** The painting on the stage, once it is drawn. */
export const painted = (page: Page) => page.locator('[data-drawn]');

/** The painting as a file, by the page's own button. */
export async function save(page: Page, format: string): Promise<Buffer> {
  await page.getByLabel('File type').selectOption(format);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save', exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`^${fixtureStyle.slug}-.*\\.${format}$`));
  return readFile(await download.path());
}
