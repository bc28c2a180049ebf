import pg from 'pg';
import { expect, test } from 'vitest';
import { useFreshDatabase } from '../../test/database.ts';
import { image } from '../../test/image.ts';
import { db } from '../database.ts';
import {
  addPhoto,
  addStylization,
  createRun,
  deletePhoto,
  getStyle,
  Hold,
  LostRunError,
  putBuiltInStyle,
} from '../index.ts';
import { createStyle } from '../../test/style.ts';
import { deleteStyle } from '../styles/styles.ts';

const url = useFreshDatabase();

/** A transaction of somebody else's that has locked these rows. */
async function lock(query: string, id: string): Promise<{ commit: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  await client.query('begin');
  await client.query(query, [id]);
  return {
    commit: async () => {
      await client.query('commit');
      await client.end();
    },
  };
}

/** Once so many transactions wait for others. */
async function waiting(count: number): Promise<void> {
  for (;;) {
    const [row] = await db().$queryRaw<{ waiting: bigint }[]>`
      select count(*) as waiting from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    if (Number(row!.waiting) === count) return;
  }
}

test('a painting that is stored while its photo is deleted', async () => {
  const label = { slug: 'wave', title: 'Wave', position: 0, file: image('wave') };
  await putBuiltInStyle({
    ...label,
    checkpoints: [{ iteration: 1, bytes: Buffer.from('weights'), config: {} }],
  });
  const checkpointId = (await getStyle('wave', null))!.published!.id;
  const photo = await addPhoto({ file: image('photo'), alt: 'a photo' });
  const { commit } = await lock('select 1 from "Photo" where id = $1 for update', photo.id);
  const deleted = deletePhoto(photo.id);
  await waiting(1);
  const stored = addStylization({
    photoId: photo.id,
    checkpointId,
    ownerId: null,
    options: {},
    file: image('painting'),
  }).then(
    () => 'stored',
    (error: unknown) => error,
  );
  await waiting(2);
  await commit();
  expect(await deleted).toBe(true);
  expect(await stored).toMatchObject({ code: 'P2003' }); // there is no such photo
});

test('a checkpoint that is stored while its style is deleted', async () => {
  const { id: styleId } = await createStyle({ title: 'Style', file: image('style') });
  const run = await createRun({ styleId, config: {}, iterations: 9 });
  const { jobId } = await db().run.findUniqueOrThrow({ where: { id: run.id } });
  const hold = (await Hold.take(run.id, jobId!, 'worker'))!;
  const { commit } = await lock('select 1 from "Style" where id = $1 for update', styleId);
  const deleted = deleteStyle(styleId);
  await waiting(1);
  const stored = hold.saveCheckpoint({ iteration: 1, bytes: Buffer.from('weights'), config: {} }).then(
    () => 'stored',
    (error: unknown) => error,
  );
  await waiting(2);
  await commit();
  expect(await deleted).toBe(true);
  expect(await stored).toBeInstanceOf(LostRunError);
});
