import { expect, test } from 'vitest';
import { useFreshDatabase } from '../../test/database.ts';
import { image } from '../../test/image.ts';
import { jobOf, take } from '../../test/run.ts';
import { createStyle } from '../../test/style.ts';
import { db } from '../database.ts';
import { sha256 } from '../images.ts';
import { createRun, discard, EVERYBODY, getRun, Hold, listStyles, readImage } from '../index.ts';

useFreshDatabase();

const file = image('dunes');
const own = (id: string, photoFolder: string | null) => ({
  ...{ id, style: { title: 'Dunes', file }, config: {}, iterations: 10, photoFolder, from: 0 },
});
const titles = async () => (await listStyles(EVERYBODY)).map(({ title }) => title);

test("a command line's run that is refused leaves no style and no picture; two runs share the style of one picture", async () => {
  // No text of PostgreSQL's holds this character.
  await expect(Hold.own(own('refused', '\0'), 'here-1')).rejects.toThrow();
  expect(await titles()).toEqual([]);
  expect(await readImage(sha256(file.bytes), EVERYBODY)).toBeNull();
  await Hold.own(own('first', null), 'here-1');
  await Hold.own(own('second', null), 'here-2');
  expect(await titles()).toEqual(['Dunes']);
  expect(await getRun('second', EVERYBODY)).toMatchObject({ styleSha256: sha256(file.bytes) });
});

test('a run is not put among those of a style that is deleted; one that is there already stays where it is', async () => {
  const [style] = await listStyles(EVERYBODY);
  expect(await discard('style', style!.id, null)).toBe(true);
  await Hold.own(own('third', null), 'here-3');
  const [anew] = await listStyles(EVERYBODY);
  expect(anew!.id).not.toBe(style!.id);
  expect((await getRun('third', EVERYBODY))!.style.id).toBe(anew!.id);
  await Hold.own(own('first', null), 'here-1');
  expect((await db().run.findUniqueOrThrow({ where: { id: 'first' } })).styleId).toBe(style!.id);
});

test('a job that does not stand for a run any more leaves the time of who trains it alone', async () => {
  const { id: styleId } = await createStyle({ title: 'Waves', file: image('waves') });
  const run = await createRun({ styleId, config: { iterations: 20 }, iterations: 20 });
  const job = await jobOf(run.id);
  await take(run);
  await db().run.update({ where: { id: run.id }, data: { jobId: '00000000-0000-4000-8000-000000000000' } });
  const { takenAt } = await db().run.findUniqueOrThrow({ where: { id: run.id } });
  expect(takenAt).toBeInstanceOf(Date);
  expect(await Hold.take(run.id, job, 'late')).toBeNull();
  expect((await db().run.findUniqueOrThrow({ where: { id: run.id } })).takenAt).toEqual(takenAt);
});
