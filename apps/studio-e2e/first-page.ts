/**
 * Largest contentful paint (milliseconds), layout shift and compressed script (bytes) of a studio's gallery in Chromium,
 * each time in a browser with an empty cache; nothing else should run on the machine:
 *
 *     node --import tsx apps/studio-e2e/first-page.ts http://localhost:3000 [TIMES]
 */
import { chromium } from '@playwright/test';
import { env } from './env.ts';

const [address, times = '5'] = process.argv.slice(2);
if (!address) throw new Error('give the address of a studio');

interface Seen {
  paint: number;
  shift: number;
}
const browser = await chromium.launch({ executablePath: env.CHROMIUM, args: ['--no-sandbox'] });
for (let i = 0; i < Number(times); i++) {
  const page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
  await page.addInitScript(() => {
    const seen: Seen = { paint: 0, shift: 0 };
    Object.assign(window, { seen });
    for (const type of ['largest-contentful-paint', 'layout-shift'])
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          if (type === 'layout-shift') seen.shift += (entry as PerformanceEntry & { value: number }).value;
          else seen.paint = entry.startTime;
      }).observe({ type, buffered: true });
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  const { paint, shift, script } = await page.evaluate(() => ({
    ...(window as unknown as { seen: Seen }).seen,
    script: (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  }));
  console.log(`${paint.toFixed(0)} ms, shift ${shift.toFixed(3)}, ${script} bytes of script`);
  await page.close();
}
await browser.close();
