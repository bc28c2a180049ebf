import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readClip, writeClip } from '../../trainer/test/clip.ts';
import { fixtureStyle } from '../fixture.ts';
import { expect, expectNoFindings, file, test } from './test.ts';

const folder = mkdtempSync(join(tmpdir(), 'atelier-films-'));
/** Seconds: one frame after another, ten a second. */
const evenly = (count: number) => Array.from({ length: count + 1 }, (_, i) => i / 10);
const clip = join(folder, 'holiday.mp4');
test.beforeAll(() => writeClip(clip, { width: 96, height: 64, times: evenly(100), tone: 440 }));

test('a film that is dropped on the paint page is painted in its style, plays, and is saved with its sound', async ({
  page,
}) => {
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await page.getByLabel('Use your photo').setInputFiles(clip);
  await expect(page).toHaveURL(new RegExp(`/films\\?style=${fixtureStyle.slug}$`));
  const film = page.getByRole('listitem').filter({ hasText: 'holiday.mp4' });
  await expect(film).toContainText(fixtureStyle.title);
  const player = film.locator('video');
  await expect(player).toBeVisible({ timeout: 300_000 });
  await expect.poll(() => player.evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(96);
  await player.evaluate(async (video: HTMLVideoElement) => {
    const sought = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
    video.currentTime = 2;
    await sought;
  });
  await expectNoFindings(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    film.getByRole('link', { name: 'Save' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('holiday.mp4');
  const saved = join(folder, 'saved.mp4');
  await download.saveAs(saved);
  const [before, after] = [await readClip(clip), await readClip(saved)];
  expect(after).toMatchObject({ width: 96, height: 64 });
  expect(after.frames).toHaveLength(100);
  expect(after.frames.map(({ time }) => time)).toEqual(before.frames.map(({ time }) => time));
  expect(after.sound!.seconds).toBeCloseTo(before.sound!.seconds, 1);
  expect(after.sound!.tone).toBeCloseTo(before.sound!.tone, 0);

  await film.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(film).toHaveCount(0);
  await page.goto('/deleted');
  const deleted = page.getByRole('listitem').filter({ hasText: 'Film: holiday.mp4' });
  await expect(deleted).toContainText('Kept until');
  await deleted.getByRole('button', { name: 'Restore' }).click();
  await expect(deleted).toHaveCount(0);
  await page.goto('/films');
  await expect(film.locator('video')).toBeVisible();
});

test('the first painted frame is shown while others are painted; stopped and resumed, it goes on from there', async ({
  page,
}) => {
  const times = Array.from({ length: 193 }, (_, i) => i / 24);
  const path = join(folder, 'stop-and-go.mp4');
  await writeClip(path, { width: 160, height: 120, times });
  await page.goto(`/films?style=${fixtureStyle.slug}`);
  await page.getByLabel('Choose a film').setInputFiles(path);
  const film = page.getByRole('listitem').filter({ hasText: 'stop-and-go.mp4' });
  await expect(film.getByRole('img', { name: 'The first painted frame of stop-and-go.mp4' })).toBeVisible({
    timeout: 120_000,
  });
  const done = async () => Number(/(\d+) of 192 frames/.exec((await film.textContent())!)?.[1] ?? NaN);
  // Frames are kept in segments of 48.
  await expect.poll(done, { timeout: 120_000, intervals: [200] }).toBeGreaterThan(48);
  await film.getByRole('button', { name: 'Stop' }).click();
  await expect(film.locator('[data-status=stopped]')).toBeVisible();
  expect(await done()).toBeLessThan(192);
  await film.getByRole('button', { name: 'Resume' }).click();
  const seen: number[] = [];
  const player = film.locator('video');
  await expect
    .poll(
      async () => {
        const now = await done();
        if (!Number.isNaN(now)) seen.push(now);
        return player.isVisible();
      },
      { timeout: 180_000, intervals: [200] },
    )
    .toBe(true);
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(48);
  expect(await player.evaluate((video: HTMLVideoElement) => video.poster)).toContain('/poster');
});

test('what is no film, cut short or too long is refused in words of both languages, and nothing of it stays', async ({
  page,
  baseURL,
  request,
}) => {
  const [half, long] = [join(folder, 'half.mp4'), join(folder, 'long.mp4')];
  await writeClip(half, { width: 64, height: 48, times: evenly(60), indexFirst: true });
  await writeClip(long, { width: 64, height: 48, times: [0, 1, 4 * 3600] });
  const halfway = readFileSync(half).subarray(0, readFileSync(half).length / 2);
  const refused = [
    ['notes.mp4', Buffer.from('no film at all'), /not a film, or it is damaged/, '这不是视频，或者已损坏。'],
    [
      'cut.mp4',
      readFileSync(clip).subarray(0, 3000),
      /no moving pictures in it, or it is cut short/,
      '里面没有画面，或者文件不完整。',
    ],
    [
      'half.mp4',
      halfway,
      /cut short: .* 6\.0 seconds long, and ends after [123]\.\d/,
      /文件不完整：标明长 6\.0 秒/,
    ],
    ['long.mp4', readFileSync(long), /240 minutes long; the limit is 60/, '长 240 分钟，最长为 60 分钟'],
  ] as const;
  const films: string[] = [];
  page.on('response', async (response) => {
    if (response.request().method() === 'POST' && response.url().includes('/api/films?'))
      films.push(((await response.json()) as { id: string }).id);
  });
  await page.goto('/films');
  await page
    .getByLabel('Choose a film')
    .setInputFiles(refused.map(([name, bytes]) => file(name, bytes, 'video/mp4')));
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  for (const [name, , english] of refused) {
    const alert = row(name).getByRole('alert');
    await expect(alert).toContainText('This film cannot be painted', { timeout: 120_000 });
    await expect(alert).toContainText(english);
  }
  expect(films).toHaveLength(refused.length);
  for (const id of films)
    for (const address of [`/api/films/${id}`, `/api/films/${id}/poster`])
      expect((await request.get(address)).status()).toBe(404);

  await page.context().addCookies([{ name: 'locale', value: 'zh', url: baseURL! }]);
  await page.goto('/films');
  await expect(page.getByRole('heading', { name: '为视频作画' })).toBeVisible();
  for (const [name, , , chinese] of refused) {
    const alert = row(name).getByRole('alert');
    await expect(alert).toContainText('这个视频无法绘制');
    await expect(alert).toContainText(chinese);
  }
  await expectNoFindings(page);
  for (const [name] of refused) {
    await row(name).getByRole('button', { name: '删除' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: '删除' }).click();
    await expect(row(name)).toHaveCount(0);
  }
});
