import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const sources = path.join(import.meta.dirname, '..');

/** What runs in browsers names the server's addresses by `at`: without it they would miss the base path. */
test('no page names an address of the server without the base path', () => {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.ts$|^server\/|^proxy\.ts|route\.ts$/.test(file),
  );
  const bare = /(?<!\bat\(\s*)['"`]\/(?:api|images)\//;
  expect(bare.test("fetch('/api/x')") && !bare.test("fetch(at(\n  '/api/x'))")).toBe(true);
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => bare.test(readFileSync(path.join(sources, file), 'utf8')))).toEqual([]);
});
