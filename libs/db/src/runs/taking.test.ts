import { expect, test } from 'vitest';
import { useFreshDatabase } from '../../test/database.ts';
import { image } from '../../test/image.ts';
import { sha256 } from '../images.ts';
import { EVERYBODY, getRun, Hold, listStyles, readImage } from '../index.ts';

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
