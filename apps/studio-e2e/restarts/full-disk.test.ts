/** A disk that is full, and has space again: a small one, mounted for the test. Linux, as root. */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeClip } from '../../trainer/test/clip.ts';
import { Atelier, eventually, POSTGRES, TRAINING } from '../atelier.ts';
import { picture } from '../src/test.ts';
import { Visitor } from '../visitor.ts';

const PORT = 3466;
const ITERATIONS = 60;
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
interface Film {
  id: string;
  status: string;
  done: number;
  failure: string | null;
}

let atelier: Atelier;
let visitor: Visitor;

async function start(iterations: number): Promise<string> {
  const { id: styleId } = await visitor.query<{ id: string }>('styles.get', { slug: 'mosaic' });
  const config = {
    ...{ iterations, width: 8, size: 64, batch: 1, styleSize: 64, lossNetwork: 'compact' },
    ...{ logEvery: 1, stateEvery: 10, sampleEvery: iterations, checkpointEvery: iterations },
  };
  return (await visitor.tell<Run>('runs.start', { styleId, config, photoFolder: null })).id;
}
interface View {
  run: Run;
  metrics: { iteration: number }[];
}

/** A database without space may go down and come back meanwhile: that is one moment, which is waited for. */
async function view(id: string): Promise<View> {
  for (;;)
    try {
      return await visitor.query<View>('runs.view', { id });
    } catch (error) {
      if (!String(error).includes(': 503 ')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
}
const until = (id: string, wanted: (run: Run) => boolean) =>
  eventually(async () => wanted((await view(id)).run));

/** Each iteration is reported once, and nothing is said to be wrong. */
async function expectWhole(id: string): Promise<void> {
  const { run, metrics } = await view(id);
  expect(run).toMatchObject({ status: 'finished', failure: null, failureDetail: null });
  expect(metrics.map(({ iteration }) => iteration)).toEqual(
    Array.from({ length: ITERATIONS }, (_, i) => i + 1),
  );
}

const photo = await picture(2000, 1500, 7);
const send = () =>
  fetch(`${atelier.address}/api/pictures?alt=full`, { method: 'POST', body: new Uint8Array(photo) });

beforeAll(async () => {
  atelier = await new Atelier({ folder, port: PORT }).opened();
  visitor = new Visitor(atelier.address);
}, LIMIT);

test(
  'a training waits while the disk is full, and says so; what is sent is refused in words; then all goes on',
  async () => {
    const id = await start(ITERATIONS);
    await until(id, ({ iteration }) => iteration >= 2);

    const free = fill();
    await until(id, ({ failure }) => failure === 'noSpace');
    expect((await view(id)).run).toMatchObject({
      status: 'running',
      failureDetail: 'no space left on the disk of the database',
    });
    const refused = await send();
    expect([refused.status, await refused.json()]).toMatchObject([507, { reason: { kind: 'noSpace' } }]);
    expect(await atelier.status(`/runs/${id}`)).toBe(200);

    free();
    await until(id, ({ status }) => status === 'finished');
    await expectWhole(id);
    expect((await send()).status).toBe(200);
  },
  LIMIT,
);

test(
  'a database that is not up for want of space is one moment, however long; then film and training go on',
  async () => {
    const clip = path.join(folder, 'clip.mp4');
    await writeClip(clip, { width: 160, height: 120, times: Array.from({ length: 81 }, (_, i) => i / 20) });
    const published = await visitor.published('mosaic');
    const sent = await fetch(
      `${atelier.address}/api/films?name=clip.mp4&checkpoint=${published}&strokes=full`,
      {
        method: 'POST',
        body: readFileSync(clip),
      },
    );
    const { id: filmId } = (await sent.json()) as Film;
    const film = async () => (await visitor.query<Film[]>('films.list')).find(({ id }) => id === filmId)!;
    const id = await start(ITERATIONS);
    await until(id, ({ iteration }) => iteration >= 2);
    await eventually(async () => (await film()).done >= 1);

    const free = fill();
    expect(atelier.signal(POSTGRES, 'SIGKILL')).toBeGreaterThan(0); // as it ends itself where its own log has no space
    // It is not started: nobody can write what says that it is up. Until the training is given back for that.
    await eventually(() => atelier.processes(TRAINING).length === 0);
    const asked = await fetch(atelier.address + `/api/trpc/runs.view?input={"json":{"id":"${id}"}}`);
    expect([asked.status, await asked.text()]).toEqual([503, expect.stringContaining('one moment')]);
    expect(await atelier.status(`/runs/${id}`)).toBe(503);
    expect((await send()).status).toBe(503);

    free();
    await eventually(async () => (await atelier.status('/api/ready')) === 200);
    await until(id, ({ status }) => status === 'finished');
    await expectWhole(id);
    await eventually(async () => (await film()).status !== 'painting' && (await film()).status !== 'queued');
    expect(await film()).toMatchObject({ status: 'done', done: 80, failure: null });
    expect(atelier.said()).not.toMatch(/times in a row/);
  },
  LIMIT,
);

test(
  'it ends in order after that',
  async () => {
    expect(await atelier.stop()).toBe(0);
  },
  LIMIT,
);
