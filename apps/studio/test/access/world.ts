import { ask, call } from './requests.ts';
import {
  addFont,
  addStylization,
  discard,
  FilmWork,
  getStyle,
  Hold,
  keepWord,
  listCheckpoints,
  putBuiltInStyle,
} from '@atelier/db';
import { trainingConfig } from '@atelier/model/config';
import sharp from 'sharp';
import { beforeAll } from 'vitest';
import { POST as postFilm } from '@/app/api/films/route.ts';
import { POST as postPicture } from '@/app/api/pictures/route.ts';
import type { People } from './people.ts';
import { createStyle } from '@atelier/db/test';

/** What Ada has. */
export interface World {
  photoId: string;
  deletedPhotoId: string;
  styleId: string;
  slug: string;
  runId: string;
  checkpointId: string;
  paintingId: string;
  filmId: string;
  wordId: string;
  fontId: string;
  hashes: string[];
  /** What is built in. */
  wave: { styleId: string; checkpointId: string };
}

/** Something of every kind that is Ada's, once a test runs. */
export function useWorld(people: People): () => World {
  let world: World;
  beforeAll(async () => {
    await putBuiltInStyle({
      slug: 'wave',
      title: 'Wave',
      position: 1,
      file: await jpeg('#0000ff'),
      checkpoints: [{ iteration: 1, bytes: Buffer.from('built in'), config: {} }],
    });
    const { id: styleId, published } = (await getStyle('wave', null))!;
    world = { ...(await adasWorld(people)), wave: { styleId, checkpointId: published!.id } };
  });
  return () => world;
}

export async function jpeg(background: string) {
  const [width, height] = [60, 40];
  const bytes = await sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();
  return { bytes, mime: 'image/jpeg', width, height };
}
async function adasWorld({ cookies: { adas }, row }: People): Promise<Omit<World, 'wave'>> {
  const upload = async (colour: string, alt: string) =>
    (await (
      await ask(postPicture, `/api/pictures?alt=${alt}`, {
        body: (await jpeg(colour)).bytes,
        cookie: adas,
      })
    ).json()) as { id: string; image: { sha256: string } };
  const photo = await upload('#123456', 'secret-photo');
  const deleted = await upload('#654321', 'secret-deleted');
  const { ownerId } = await row('select "ownerId" from "Photo" where id = $1', photo.id);
  await discard('photo', deleted.id, ownerId!);
  const style = await createStyle({ title: 'Secret garden', file: await jpeg('#00ff00'), ownerId: ownerId! });
  const started = await call(
    'runs.start',
    { styleId: style.id, config: trainingConfig({ iterations: 10 }) },
    adas,
  );
  const { id: runId } = (JSON.parse(started.text) as { result: { data: { json: { id: string } } } }).result
    .data.json;
  const { jobId } = await row('select "jobId" from "Run" where id = $1', runId);
  const hold = (await Hold.take(runId, jobId!, 'host-1'))!;
  await hold.saveSample(5, 0, await jpeg('#111111'));
  await hold.saveCheckpoint({ iteration: 5, bytes: Buffer.from('weights'), config: {} });
  const [checkpoint] = await listCheckpoints(style.id, ownerId!);
  const painting = await addStylization({
    photoId: photo.id,
    checkpointId: checkpoint!.id,
    options: { strokes: 'medium', preview: false },
    ownerId: ownerId!,
    file: await jpeg('#222222'),
  });
  const sent = await ask(postFilm, `/api/films?name=secret.mp4&checkpoint=${checkpoint!.id}`, {
    body: Buffer.from('a film'),
    cookie: adas,
  });
  const { id: filmId } = (await sent.json()) as { id: string };
  const film = await row('select "jobId" from "Film" where id = $1', filmId);
  const { work } = (await FilmWork.take(filmId, film.jobId!))!;
  await work.report({ done: 0, seconds: 1, poster: (await jpeg('#444444')).bytes });
  await work.finish(parts('pain', 'ted'), { frames: 1, seconds: 1 });
  const bytes = Buffer.from('a small picture');
  const kept = { text: 'Secret word', address: '?text=secret', bytes, width: 4, height: 2 };
  const word = await keepWord({ ...kept, ownerId: ownerId! });
  const font = await addFont({ name: 'secret.ttf', bytes, ownerId: ownerId! });
  const samples = await row('select sha256 from "Sample" where "runId" = $1', runId);
  return {
    photoId: photo.id,
    deletedPhotoId: deleted.id,
    styleId: style.id,
    slug: style.slug,
    runId,
    checkpointId: checkpoint!.id,
    paintingId: painting.id,
    filmId,
    wordId: word.id,
    fontId: font.id,
    hashes: [
      photo.image.sha256,
      deleted.image.sha256,
      style.image.sha256,
      samples.sha256!,
      painting.image.sha256,
    ],
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- as bytes come from a file
async function* parts(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}
