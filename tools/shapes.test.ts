import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';

const committed = join(import.meta.dirname, '../assets/photos/shapes');
const pixels = (path: string) => sharp(path).raw().toBuffer();

test('makes the shapes that are trained on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shapes-'));
  try {
    execFileSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'shapes.ts'), folder]);
    const names = readdirSync(folder);
    expect(names).toEqual(readdirSync(committed).filter((name) => name.endsWith('.jpg')));
    for (const name of [names[0]!, names[57]!, names.at(-1)!]) {
      const [made, kept] = await Promise.all([pixels(join(folder, name)), pixels(join(committed, name))]);
      const difference = made.reduce((sum, value, k) => sum + Math.abs(value - kept[k]!), 0) / made.length;
      expect(difference).toBeLessThan(1);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
