import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { deleteFilm, FilmWork, listFilms, queueFilm, readPoster, stopFilm } from '@atelier/db';
import sharp from 'sharp';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../test/atelier.ts';
import { readClip, writeClip } from '../../test/clip.ts';
import {
  PATIENCE,
  workers,
  startWorker,
  send,
  filmNow,
  over,
  sql,
  stored,
  result,
} from '../../test/film-queue.ts';

const difference = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;

/** Two at once would share the films. */
const allGone = async () => {
  for (const worker of workers) {
    worker.kill('SIGTERM');
    await once(worker, 'exit');
  }
  workers.clear();
};

test('a worker that is killed in the middle of a film leaves it to another, which makes the same frames', async () => {
  const clip = join(temporaryFolder(), 'clip.mp4');
  const times = Array.from({ length: 121 }, (_, i) => i / 15 + (i % 3) / 100);
  await writeClip(clip, { width: 160, height: 120, times, tone: 440 });

  const undisturbed = await send(clip);
  startWorker();
  expect(await over(undisturbed.id)).toMatchObject({
    ...{ status: 'done', done: 120, frames: 120, width: 160, height: 120, failure: null },
  });
  expect(await stored(undisturbed.id)).toEqual({ result: 1 });
  const poster = await readPoster(undisturbed.id, null);
  expect(await sharp(poster!).metadata()).toMatchObject({ format: 'jpeg', width: 160, height: 120 });

  await allGone();
  const disturbed = await send(clip);
  const first = startWorker();
  await vi.waitUntil(async () => ((await stored(disturbed.id)).segment ?? 0) >= 1, PATIENCE);
  first.worker.kill('SIGKILL');
  await once(first.worker, 'exit');
  expect((await filmNow(disturbed.id)).status).toBe('painting');
  const second = startWorker();
  expect(await over(disturbed.id)).toMatchObject({ status: 'done', done: 120 });
  // The film is told to be done before the worker has cleared up.
  await vi.waitUntil(() => readdirSync(second.data).length === 0, PATIENCE);

  const [before, after] = [
    await readClip(await result(undisturbed.id, 'a.mp4')),
    await readClip(await result(disturbed.id, 'b.mp4')),
  ];
  const source = await readClip(clip);
  expect(before.frames.map(({ time }) => time)).toEqual(source.frames.map(({ time }) => time));
  expect([after.frames.map(({ time, duration }) => [time, duration]), after.sound]).toEqual([
    before.frames.map(({ time, duration }) => [time, duration]),
    before.sound,
  ]);
  // The same frames go into the encoder, whose rate control does not spend the same bits on them twice.
  after.frames.forEach(({ rgba }, i) => expect(difference(rgba, before.frames[i]!.rgba)).toBeLessThan(3));
  expect(difference(after.frames[20]!.rgba, before.frames[60]!.rgba)).toBeGreaterThan(5);
  expect(before.sound!.seconds).toBeCloseTo(source.sound!.seconds, 1);
});

test('a moving picture goes on moving; what cannot be painted says why, and nothing of it stays', async () => {
  const folder = temporaryFolder();
  const gif = join(folder, 'moving.gif');
  // A bright bar that walks to the right.
  const frames = [10, 25, 40].map((bar) =>
    Buffer.from(
      Array.from({ length: 3 * 64 * 48 }, (_, i) =>
        Math.abs((Math.floor(i / 3) % 64) - bar) < 6 ? 240 : 30,
      ),
    ),
  );
  await sharp(Buffer.concat(frames), { raw: { width: 64, height: 144, channels: 3, pageHeight: 48 } })
    .gif({ delay: [100, 200, 300] })
    .toFile(gif);
  const text = join(folder, 'renamed.mp4');
  await writeFile(text, 'no film at all '.repeat(5_000));
  const whole = join(folder, 'whole.mp4');
  await writeClip(whole, {
    width: 64,
    height: 48,
    times: Array.from({ length: 50 }, (_, i) => i / 10),
    indexFirst: true,
  });
  const cut = join(folder, 'cut.mp4');
  const bytes = readFileSync(whole);
  await writeFile(cut, bytes.subarray(0, Math.floor(bytes.length / 2)));

  const [moving, ...broken] = [await send(gif), await send(text), await send(cut)];
  const { data } = startWorker();
  expect(await over(moving.id)).toMatchObject({ status: 'done', frames: 3, width: 64, height: 48 });
  expect(await sharp(await result(moving.id, 'moving.gif'), { animated: true }).metadata()).toMatchObject({
    ...{ format: 'gif', pages: 3, delay: [100, 200, 300] },
  });
  const [notAFilm, cutShort] = await Promise.all(broken.map(({ id }) => over(id)));
  expect(notAFilm).toMatchObject({
    status: 'failed',
    failure: expect.stringMatching(/^renamed\.mp4: not a film/) as string,
    failureWhy: [{ kind: 'notAFilm' }],
  });
  expect(cutShort).toMatchObject({
    status: 'failed',
    failure: expect.stringMatching(/^cut\.mp4: /) as string,
    failureWhy: [
      { kind: 'cutShort', seconds: expect.any(Number) as number, end: expect.any(Number) as number },
    ],
  });
  for (const { id } of broken) expect(await stored(id)).toEqual({});
  expect(readdirSync(data)).toEqual([]);
});

test('a clip that is turned is painted upright, and stays MOV; one that claims to last for four hours is refused', async () => {
  const folder = temporaryFolder();
  const [turned, long] = [join(folder, 'turned.mov'), join(folder, 'long.mp4')];
  const times = Array.from({ length: 6 }, (_, i) => i / 10);
  await writeClip(turned, { width: 96, height: 48, times, rotation: 90 });
  await writeClip(long, { width: 64, height: 48, times: [0, 1, 4 * 3600] });
  // As it is: what shows how it is turned.
  const films = [await send(turned, { strength: 0 }), await send(long)];
  startWorker();
  const [upright, refused] = await Promise.all(films.map(({ id }) => over(id)));
  expect(upright).toMatchObject({ status: 'done', frames: 5, width: 48, height: 96 });
  const { container, rotation, width, height, frames } = await readClip(
    await result(upright!.id, 'turned.mov'),
  );
  expect({ container, rotation, width, height }).toEqual({
    ...{ container: 'QuickTime File Format', rotation: 0, width: 48, height: 96 },
  });
  // The clip's red grows from left to right: turned, downwards.
  const red = (y: number) => frames[2]!.rgba[4 * (48 * y + 4)]!;
  expect([red(4), red(91)].map((value) => Math.round(value / 40))).toEqual([0, 5]);
  expect(refused).toMatchObject({
    status: 'failed',
    failure: 'long.mp4: 240 minutes long; 60 are the most',
    failureWhy: [{ kind: 'tooLong', minutes: 240, most: 60 }],
  });
  expect(await stored(refused!.id)).toEqual({});
});

test('a rejection that nobody holds and that is not the decoder’s is itself, not a damaged frame', async () => {
  const clip = join(temporaryFolder(), 'clip.mp4');
  await writeClip(clip, { width: 64, height: 48, times: Array.from({ length: 61 }, (_, i) => i / 10) });
  const program = join(import.meta.dirname, '../../.bundle/test/rejecting-film.mjs');
  const decoding = spawn(process.execPath, [program, clip], { stdio: ['ignore', 'ignore', 'pipe'] });
  const [said] = await Promise.all([text(decoding.stderr), once(decoding, 'close')]);
  expect(decoding.exitCode).toBe(1);
  expect(said).toContain('Error: something else');
  expect(said).not.toContain('damaged');
});

test('one that is stopped is let go, and goes on from there; one that is deleted is gone', async () => {
  const clip = join(temporaryFolder(), 'clip.mp4');
  await writeClip(clip, { width: 160, height: 120, times: Array.from({ length: 201 }, (_, i) => i / 20) });
  const film = await send(clip);
  const { data } = startWorker();
  await vi.waitUntil(async () => ((await stored(film.id)).segment ?? 0) >= 1, PATIENCE);
  expect(await stopFilm(film.id, 'somebody else')).toBeNull();
  expect(await stopFilm(film.id, null)).toBe(true);
  await vi.waitUntil(() => readdirSync(data).length === 0, PATIENCE);
  expect(await filmNow(film.id)).toMatchObject({ status: 'stopped' });
  expect(await queueFilm(film.id, null, 'stopped')).toMatchObject({ status: 'queued' });
  await vi.waitUntil(async () => ((await stored(film.id)).segment ?? 0) >= 2, PATIENCE);
  expect(await deleteFilm(film.id)).toBe(true);
  await vi.waitUntil(() => readdirSync(data).length === 0, PATIENCE);
  expect([await listFilms(null), await stored(film.id)].flat()).not.toContainEqual(
    expect.objectContaining({ id: film.id }),
  );
});

test('a worker lets go of a film that was given to another, and touches nothing of it', async () => {
  const clip = join(temporaryFolder(), 'clip.mp4');
  await writeClip(clip, { width: 160, height: 120, times: Array.from({ length: 201 }, (_, i) => i / 20) });
  const { id } = await send(clip);
  const { data } = startWorker();
  await vi.waitUntil(async () => ((await stored(id)).segment ?? 0) >= 1, PATIENCE);
  const [{ jobId }] = (await sql<{ jobId: string }>('select "jobId" from "Film" where id = $1', [id])) as [
    { jobId: string },
  ];
  const { work, film } = (await FilmWork.take(id, jobId))!;
  await vi.waitUntil(() => readdirSync(data).length === 0, PATIENCE);
  expect(await filmNow(id)).toMatchObject({ status: 'painting' });
  expect(await stored(id)).toMatchObject({ segment: film.segments });
  await work.fail('enough');
});

test('a film waits, and says so, until a full disk has room for it: that is no vain attempt', async () => {
  const clip = join(temporaryFolder(), 'clip.mp4');
  await writeClip(clip, { width: 96, height: 64, times: Array.from({ length: 61 }, (_, i) => i / 20) });
  // What PostgreSQL says then, where it would store what is painted.
  await sql(`
    create function full_disk() returns trigger language plpgsql as $$ begin
      raise exception 'could not extend file: No space left on device' using errcode = 'disk_full';
    end $$;
    create trigger full_disk before insert on "FilmChunk" for each row when (new.part <> 'source')
      execute function full_disk()`);
  const { id } = await send(clip);
  startWorker();
  await vi.waitUntil(async () => (await filmNow(id)).failure, PATIENCE);
  expect(await filmNow(id)).toMatchObject({ status: 'painting', failure: 'no space left on a disk' });
  // How long frames take is known long before the first of them are kept.
  expect((await filmNow(id)).secondsWorked).toBeGreaterThan(0);
  await sql('drop function full_disk cascade');
  expect(await over(id)).toMatchObject({ status: 'done', done: 60, failure: null });
  expect(await stored(id)).toEqual({ result: 1 });
});
