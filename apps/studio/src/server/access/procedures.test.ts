import { ask, call, ORDER, procedures, typeOf } from '../../../test/access/requests.ts';
import { trainingConfig } from '@atelier/model/config';
import { expect, test } from 'vitest';
import { GET as getTrpc } from '@/app/api/trpc/[trpc]/route.ts';
import { attempts } from '../../../test/access/attempts.ts';
import { ada, usePeople } from '../../../test/access/people.ts';
import { useWorld } from '../../../test/access/world.ts';

const people = usePeople();
const { cookies } = people;
const world = useWorld(people);

/** All that Ada sees. */
async function seenByAda(): Promise<unknown> {
  const seen: Record<string, unknown> = {};
  for (const name of [
    'photos.list',
    'styles.list',
    'runs.list',
    'deleted.list',
    'films.list',
    'words.list',
    'words.fonts',
  ])
    seen[name] = (await call(name, undefined, cookies.adas)).text;
  seen.history = (await call('paintings.history', {}, cookies.adas)).text;
  seen.run = (await call('runs.view', { id: world().runId }, cookies.adas)).text;
  return seen;
}

test('somebody else reads and changes nothing by any procedure that there is', async () => {
  expect(Object.keys(attempts(world())).sort()).toEqual(procedures.map(({ name }) => name).sort());
  const { hashes, ...ids } = world();
  const own = Object.values(ids).filter((id) => typeof id === 'string');
  const secrets = [...own, ...hashes, 'secret', 'Secret', ada.name, ada.email];
  const before = await seenByAda();
  expect(JSON.stringify(before)).toContain(world().paintingId);
  for (const [name, inputs] of Object.entries(attempts(world())))
    for (const input of inputs) {
      const { text } = await call(name, input, cookies.graces);
      const sent = JSON.stringify(input) ?? '';
      const told = secrets.filter((secret) => text.includes(secret) && !sent.includes(secret));
      expect([name, input, told]).toEqual([name, input, []]);
      expect([name, await seenByAda()]).toEqual([name, before]);
    }
});

test('somebody else is told so where an id is another’s, as where there is none such', async () => {
  for (const [name, inputs] of Object.entries(attempts(world()))) {
    if (name === ORDER || typeOf(name) === 'subscription') continue;
    for (const input of inputs) {
      if (input === undefined || /history|measure/.test(name)) continue;
      const others = name.startsWith('datasets.') ? 403 : 404;
      expect([name, (await call(name, input, cookies.graces)).status]).toEqual([
        name,
        { 'accounts.invite': 403, 'runs.goOn': 409, 'runs.setDesired': 409 }[name] ?? others,
      ]);
    }
  }
});

test('somebody else hears of nobody else’s runs', async () => {
  const config = trainingConfig({ iterations: 10 });
  const leave = new AbortController();
  const stream = await ask(getTrpc, '/api/trpc/runs.watchAll', {
    params: { trpc: 'runs.watchAll' },
    cookie: cookies.graces,
    signal: leave.signal,
  });
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const until = async (sign: RegExp) => {
    while (!sign.test(text)) {
      const { done, value } = await reader.read();
      if (done) throw new Error(`the stream ended: ${text}`);
      text += value;
    }
  };
  await until(/"runs"/);
  await call('runs.setDesired', { id: world().runId, desired: 'paused' }, cookies.adas);
  const { text: started } = await call(
    'runs.start',
    { styleId: world().wave.styleId, config, photoFolder: null },
    cookies.graces,
  );
  const { id } = (JSON.parse(started) as { result: { data: { json: { id: string } } } }).result.data.json;
  await until(new RegExp(id));
  expect(text).not.toContain(world().runId);
  leave.abort();
  await reader.cancel().catch(() => undefined);
});
