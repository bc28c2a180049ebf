import { beforeAll, expect, test } from 'vitest';
import { useFreshDatabase } from '../../test/database.ts';
import {
  addFont,
  discard,
  invite,
  join,
  keepWord,
  listFonts,
  listWords,
  readFontFile,
  readWord,
  restore,
} from '../index.ts';

useFreshDatabase();

let [ada, grace] = ['', ''];
const account = async (email: string) =>
  (await join(await invite(), { name: email, email, password: 'a long enough one' })).id;
beforeAll(async () => {
  ada = await account('ada@example.org');
  grace = await account('grace@example.org');
});
const word = (text: string, ownerId: string | null) => ({ text, address: `?text=${text}`, bytes: Buffer.from(text), width: 4, height: 2, ownerId }); // prettier-ignore

test('words are kept newest first, each once, and only their owner sees them', async () => {
  const first = await keepWord(word('one', ada));
  await keepWord(word('two', ada));
  await keepWord(word('three', null));
  expect((await listWords(ada)).map(({ text }) => text)).toEqual(['two', 'one']);
  await keepWord(word('one', ada));
  expect((await listWords(ada)).map(({ text }) => text)).toEqual(['one', 'two']);
  expect(await readWord(first.id, ada)).toBeNull();
  const [one] = await listWords(ada);
  expect(Buffer.from((await readWord(one!.id, ada))!).toString()).toBe('one');
  expect([await listWords(grace), await readWord(one!.id, grace), await discard('word', one!.id, grace)]).toEqual([[], null, false]); // prettier-ignore
  expect(await discard('word', one!.id, ada)).toBe(true);
  expect([(await listWords(ada)).length, await readWord(one!.id, ada)]).toEqual([1, null]);
  expect([await restore('word', one!.id, grace), await restore('word', one!.id, ada)]).toEqual([false, true]);
  expect(await listWords(ada)).toHaveLength(2);
  expect((await listWords(null)).map(({ text }) => text)).toEqual(['three']);
});

test('of many words the oldest go', async () => {
  for (let k = 0; k < 203; k++) await keepWord(word(`word ${k}`, grace));
  const words = await listWords(grace);
  expect([words.length, words[0]!.text, words.at(-1)!.text]).toEqual([200, 'word 202', 'word 3']);
});

test('a font is kept once per owner, and only its owner has it', async () => {
  const font = { name: 'brush.ttf', bytes: Buffer.from('font') };
  const { id } = await addFont({ ...font, ownerId: null });
  expect((await addFont({ ...font, ownerId: null })).id).toBe(id);
  const hers = await addFont({ ...font, ownerId: ada });
  expect(hers.id).not.toBe(id);
  expect((await listFonts(ada)).map((each) => each.id)).toEqual([hers.id]);
  expect([await readFontFile(hers.id, grace), await discard('font', hers.id, grace)]).toEqual([null, false]);
  expect(Buffer.from((await readFontFile(hers.id, ada))!).toString()).toBe('font');
  expect([await discard('font', hers.id, ada), await listFonts(ada)]).toEqual([true, []]);
  expect(await readFontFile(hers.id, ada)).toBeNull();
  expect((await addFont({ ...font, ownerId: ada })).id).toBe(hers.id);
  expect(await listFonts(ada)).toHaveLength(1);
});
