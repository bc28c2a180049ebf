/** A disk that is full, and has space again: a small one, mounted for the test. Linux, as root. */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Atelier, eventually } from '../atelier.ts';
import { picture } from '../src/test.ts';
import { Visitor } from '../visitor.ts';

const PORT = 3466;
const ITERATIONS = 120;
/** Milliseconds, on a machine that has much else to do. */
const LIMIT = 900_000;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'atelier-full-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m,mode=755', 'tmpfs', folder]);
});
afterAll(() => {
  execFileSync('umount', ['--lazy', folder]);
  rmSync(folder, { recursive: true });
});

/** Takes all the space that there is. Returns how to give it back. */
function fill(): () => void {
  const file = path.join(folder, 'filling');
  const open = openSync(file, 'w');
  const block = Buffer.alloc(65_536);
  try {
    for (;;) writeSync(open, block);
  } catch (error) {
    expect((error as { code?: string }).code).toBe('ENOSPC');
  } finally {
    closeSync(open);
  }
  return () => rmSync(file);
}

interface Run {
  id: string;
  status: string;
  failure: string | null;
  failureDetail: string | null;
  iteration: number;
}

test(
  'a training waits while the disk is full, and says so; what is sent is refused in words; then all goes on',
  async () => {
    const atelier = await new Atelier({ folder, port: PORT }).opened();
    const visitor = new Visitor(atelier.address);
    const { id: styleId } = await visitor.query<{ id: string }>('styles.get', { slug: 'mosaic' });
    const config = {
      ...{ iterations: ITERATIONS, width: 8, size: 64, batch: 1, styleSize: 64, lossNetwork: 'compact' },
      ...{ logEvery: 1, stateEvery: 10, sampleEvery: ITERATIONS, checkpointEvery: ITERATIONS },
    };
    const { id } = await visitor.tell<Run>('runs.start', { styleId, config, photoFolder: null });
    const view = () => visitor.query<{ run: Run; metrics: { iteration: number }[] }>('runs.view', { id });
    const until = (wanted: (run: Run) => boolean) => eventually(async () => wanted((await view()).run));
    await until(({ iteration }) => iteration >= 2);

    const free = fill();
    await until(({ failure }) => failure === 'noSpace');
    expect((await view()).run).toMatchObject({
      status: 'running',
      failureDetail: 'no space left on the disk of the database',
    });
    const photo = await picture(2000, 1500, 7);
    const send = () =>
      fetch(`${atelier.address}/api/pictures?alt=full`, { method: 'POST', body: new Uint8Array(photo) });
    const refused = await send();
    expect([refused.status, await refused.json()]).toEqual([507, { reason: 'noSpace' }]);
    expect(await atelier.status(`/runs/${id}`)).toBe(200);

    free();
    await until(({ status }) => status === 'finished');
    const { run, metrics } = await view();
    expect(run).toMatchObject({ failure: null, failureDetail: null });
    expect(metrics.map(({ iteration }) => iteration)).toEqual(
      Array.from({ length: ITERATIONS }, (_, i) => i + 1),
    );
    expect((await send()).status).toBe(200);
    expect(await atelier.stop()).toBe(0);
  },
  LIMIT,
);
