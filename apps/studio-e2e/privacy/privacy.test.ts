/** "Nothing leaves your machine": what each program asks of the network, and where it writes, as the system sees it. */
import { copyFile, mkdir, readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { paintingsOrder, query } from '../visitor.ts';
import { checkout, newcomer as newcomerOf, type Seen } from './strace.ts';

const photos = [
  'docs/pictures/loss-network/boats-teacher.jpg',
  'docs/pictures/loss-network/castle-teacher.jpg',
];
const command = path.join(checkout, 'apps/trainer/atelier.mjs');

async function newcomer(env?: NodeJS.ProcessEnv) {
  const someone = await newcomerOf(env);
  onTestFinished(() => rm(someone.home, { recursive: true }));
  return someone;
}

/** Nobody was asked, and nothing was left behind; npm makes the folder for what it downloads whenever it runs. */
function expectPrivacy({ said, code, hosts, files, home }: Seen): void {
  expect({ code, hosts, files, home: home.filter((name) => name !== '.npm') }, said).toEqual({
    code: 0,
    hosts: [],
    files: [],
    home: [],
  });
}

test('a program that looks up a host and writes into the home folder is seen', async () => {
  const { watch } = await newcomer();
  const look = `require('fs').writeFileSync(process.env.HOME + '/id', ''); require('dns').lookup('telemetry.invalid', () => {})`;
  const { hosts, home } = await watch(['-e', look]);
  expect(hosts.join()).toMatch(/telemetry\.invalid|systemd/);
  expect(home).toEqual(['id']);
});

test('a program that writes elsewhere is seen', async () => {
  const { folder, watch } = await newcomer();
  const elsewhere = path.join(folder, '../../atelier-elsewhere');
  const { files } = await watch(['-e', `fs.mkdirSync('${elsewhere}'); fs.rmdirSync('${elsewhere}')`]);
  expect(files).toEqual([expect.stringContaining('atelier-elsewhere')]);
});

test('painting photos, in one thread and in several', async () => {
  const { folder, watch } = await newcomer();
  const paint = [command, 'stylize', '--style', 'mosaic', '--strokes', 'broad'];
  expectPrivacy(await watch([...paint, photos[0]!, '--out', path.join(folder, 'one.png')]));
  expectPrivacy(await watch([...paint, ...photos, '--out', path.join(folder, 'several')]));
  expect(await readdir(folder)).toEqual(['one.png', 'several']);
});

test('training', async () => {
  const { folder, watch } = await newcomer();
  const [style, content, out] = ['style.jpg', 'photos', 'run'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  await copyFile(path.join(checkout, photos[0]!), style);
  await mkdir(content);
  await copyFile(path.join(checkout, photos[1]!), path.join(content, 'photo.jpg'));
  const small = ['--iterations', '2', '--size', '32', '--batch', '1', '--width', '4', '--style-size', '32'];
  expectPrivacy(
    await watch([command, 'train', '--style', style, '--content', content, '--out', out, ...small]),
  );
});

test('importing a network of another program, and looking over the machine', async () => {
  const { folder, watch } = await newcomer();
  const network = 'libs/model/test/parity/report_format_w8.pth';
  expectPrivacy(await watch([command, 'import', network, '--out', path.join(folder, 'network.safetensors')]));
  expectPrivacy(await watch([command, 'doctor']));
});

test('set-up, and the studio while it paints', async () => {
  const { watch } = await newcomer({ PORT: '3460', ATELIER_ACCOUNTS: 'on' });
  const photo = await readFile(path.join(checkout, photos[0]!));
  const seen = await watch([path.join(checkout, 'tools/start.mjs')], {
    ready: /Atelier is open at (\S+)[^]*code=(\S+)[^]*waits for runs/,
    ask: async ([, address, code]) => {
      const joined = await fetch(`${address}/api/account/join`, {
        method: 'POST',
        body: JSON.stringify({ code, name: 'Ada', email: 'ada@example.org', password: 'analytical engine' }),
      });
      const cookie = joined.headers
        .getSetCookie()
        .map((each) => each.split(';')[0]!)
        .join('; ');
      const answer = async <T>(at: string, init?: RequestInit) =>
        (await (await fetch(address + at, { ...init, headers: { cookie } })).json()) as T;
      const { id } = await answer<{ id: string }>('/api/pictures?alt=photo', { method: 'POST', body: photo });
      const style = await answer<{ result: { data: { json: { published: { id: string } } } } }>(
        query('styles.get', { slug: 'mosaic' }),
      );
      const order = {
        photoIds: [id],
        checkpointIds: [style.result.data.json.published.id],
        strokes: 'broad',
      };
      expect(
        await (await fetch(...paintingsOrder(address!, order, { headers: { cookie } }))).text(),
      ).toContain('"done"');
    },
  });
  expectPrivacy(seen);
});
