import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { useFreshDatabase } from '../../test/database.ts';
import { image } from '../../test/image.ts';
import { take } from '../../test/run.ts';
import { createStyle } from '../../test/style.ts';
import { db } from '../database.ts';
import {
  addFilm,
  addFilmChunk,
  createRun,
  DatasetWork,
  fetchDataset,
  filmBytes,
  FilmWork,
  getStyle,
  listDatasets,
  listFilms,
  LostDatasetError,
  LostFilmError,
  queueFilm,
  resumeDataset,
  stopDataset,
} from '../index.ts';

useFreshDatabase();

async function* bytesOf(...words: string[]) {
  for (const word of words) yield Promise.resolve(Buffer.from(word));
}

test('of two workers on one film only the later one can write anything', async () => {
  const style = await createStyle({ title: 'Style', file: image('style') });
  const run = await createRun({ styleId: style.id, config: {}, iterations: 9 });
  await (await take(run)).saveCheckpoint({ iteration: 1, bytes: Buffer.from('weights'), config: {} });
  const checkpointId = (await getStyle(style.slug, null))!.published!.id;
  const { id } = (await addFilm({ name: 'clip.mp4', checkpointId, options: {}, ownerId: null }))!;
  await addFilmChunk(id, 'source', 0, Buffer.from('film'));
  await queueFilm(id, null, 'arriving');
  const jobId = (await db().film.findUniqueOrThrow({ where: { id } })).jobId!;

  const takeFilm = async () => (await FilmWork.take(id, jobId))!;
  const { work: early } = await takeFilm();
  await early.keep(0, { bytes: Buffer.from('first'), frames: 4 }, Buffer.from('state'), 1);
  const { work: late, film } = await takeFilm();
  expect(film).toMatchObject({ styleTitle: 'Style', done: 4, segments: 1 });
  const writes: ((work: FilmWork) => Promise<unknown>)[] = [
    (work) => work.report({ done: 8, seconds: 1 }),
    (work) => work.keep(1, { bytes: Buffer.from('second'), frames: 4 }, Buffer.from('other'), 1),
    (work) => work.wait('no space'),
    (work) => work.release(),
    (work) => work.fail('damaged'),
    (work) => work.finish(bytesOf('too ', 'late'), { frames: 8, seconds: 1 }),
  ];
  for (const write of writes) await expect(write(early)).rejects.toThrow(LostFilmError);
  expect(await listFilms(null)).toMatchObject([{ id, status: 'painting', done: 0, failure: null }]);
  expect([await text(filmBytes(id, 'segment')), await text(filmBytes(id, 'result'))]).toEqual(['first', '']);

  for (const write of writes.slice(0, 2)) await write(late);
  // The early one wakes while the late one stores the painted film.
  await late.finish(
    (async function* () {
      yield* bytesOf('painted ');
      await expect(writes.at(-1)!(early)).rejects.toThrow(LostFilmError);
      yield* bytesOf('film');
    })(),
    { frames: 8, seconds: 1 },
  );
  for (const write of writes) await expect(write(early)).rejects.toThrow(LostFilmError);
  await expect(early.segment(0)).rejects.toThrow(LostFilmError);
  expect(await text(filmBytes(id, 'result'))).toBe('painted film');
});

test('of two workers on one dataset only the later one can write anything, and none that was told to stop', async () => {
  await fetchDataset('waves', {});
  const jobOf = async () => (await db().dataset.findUniqueOrThrow({ where: { name: 'waves' } })).jobId!;
  const job = await jobOf();
  const { work: early } = (await DatasetWork.take('waves', job, 'early'))!;
  const { work: late } = (await DatasetWork.take('waves', job, 'late'))!;
  const seen = { photos: 3, licences: [], preview: null };
  const writes: ((work: DatasetWork) => Promise<unknown>)[] = [
    (work) => work.report(3),
    (work) => work.wait(),
    (work) => work.fail('gone', seen),
    (work) => work.finish(seen, 0),
  ];
  const refused = async (work: DatasetWork) => {
    for (const write of writes) await expect(write(work)).rejects.toThrow(LostDatasetError);
  };
  await refused(early);
  expect(await listDatasets()).toMatchObject([
    { status: 'fetching', host: 'late', photos: 0, failure: null },
  ]);

  await late.report(2);
  await stopDataset('waves');
  await resumeDataset('waves');
  await refused(late); // nobody has taken it yet
  const { work: last } = (await DatasetWork.take('waves', await jobOf(), 'last'))!;
  await refused(late);
  await last.finish(seen, 0);
  expect(await listDatasets()).toMatchObject([{ status: 'there', host: 'last', photos: 3 }]);
});
