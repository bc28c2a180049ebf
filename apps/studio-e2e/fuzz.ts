/**
 * Asks a studio of its own, in a folder of its own, for what nobody should ask for: pictures that are cut, changed or none;
 * addresses, ids and settings of every kind, by every procedure; and on the command line, checkpoints that are damaged, and
 * words of every kind. Whatever comes, no answer is a fault of the server's, nothing crashes, and afterwards nothing in the database is damaged or half
 * there. The same seed asks the same. Linux only.
 *
 *     node --import tsx apps/studio-e2e/fuzz.ts --help
 */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { randomNumbers } from '@atelier/lettering';
import { Atelier, ownFolder } from './atelier.ts';
import { picture } from './src/test.ts';
import { query, Visitor } from './visitor.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: '2000' },
    port: { type: 'string', default: '3474' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log('--seed 1  --cases 2000  --port 3474');
  process.exit();
}
const [seed, cases, port] = [values.seed, values.cases, values.port].map(Number) as [number, number, number];

const root = path.join(import.meta.dirname, '../..');
const next = randomNumbers(seed);
const random = (below: number) => Math.floor(next() * below);
const one = <T>(of: readonly T[]): T => of[random(of.length)]!;

const folder = ownFolder('fuzz');
const atelier = await new Atelier({ folder, port }).opened();
const visitor = new Visitor(atelier.address);

/** All procedures that the routers' files name, but for what would fetch 14 MB, and what takes long by design. */
const routers = path.join(root, 'apps/studio/src/server/routers');
const procedures = readdirSync(routers).flatMap((file) =>
  [...readFileSync(path.join(routers, file), 'utf8').matchAll(/^ {2}(\w+): procedure/gm)].map(
    ([, name]) => `${path.basename(file, '.ts')}.${name}`,
  ),
);
const LEFT_OUT = ['runs.fetchVgg', 'runs.measure', 'runs.watch', 'runs.watchAll'];
const asked = procedures.filter((name) => !LEFT_OUT.includes(name));

const databaseUrl = atelier.databaseUrl();
const photo = await picture(160, 120, 3);
const samplePhoto = path.join(folder, 'photo.jpg');
writeFileSync(samplePhoto, photo);
const { id: photoId } = (await (await send('/api/pictures?alt=fuzz', photo)).json()) as { id: string };
const known = [photoId, await visitor.published('mosaic'), 'mosaic', 'starry-night'];
const KEYS = [
  ...['id', 'slug', 'photoId', 'photoIds', 'checkpointIds', 'strokes', 'preview', 'look', 'config', 'cursor'],
  ...[
    'iterations',
    'desired',
    'kind',
    'after',
    'styleId',
    'photoFolder',
    'role',
    'shared',
    'options',
    'name',
  ],
  ...['strength', 'keepColours', 'width', 'size', 'batch', 'lossNetwork', '__proto__', 'constructor'],
];
const TEXTS = [
  ...['', ' ', 'a\0b', '../../etc/passwd', '\'; drop table "Photo"; --', '%00', '%', '\u{1F600}', '张'],
  ...['x'.repeat(100_000), '\ud800', '{"json":{}}', 'running', 'photo', 'medium', 'null', '-1', 'NaN'],
];
/** Percent-signs that stand for no character, as they come: {@link text} would write them out. */
const BROKEN = ['%E0%A4%A', '%', '%zz', '%C3%28'];
const NUMBERS = [0, -1, 1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 1e-320];

/** Something that JSON can say. */
function anything(depth = 0): unknown {
  switch (random(depth > 2 ? 5 : 8)) {
    case 0:
      return one(TEXTS);
    case 1:
      return one(NUMBERS);
    case 2:
      return one([null, true, false]);
    case 3:
    case 4:
      return one(known);
    case 5:
      return Array.from({ length: one([0, 1, 3, 300]) }, () => anything(depth + 1));
    default:
      return Object.fromEntries(Array.from({ length: random(6) }, () => [one(KEYS), anything(depth + 1)]));
  }
}

/** Bytes that were a file once: cut, changed, or with others in them. */
function spoilt(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  if (random(3) === 0) return copy.subarray(0, random(copy.length));
  for (let i = random(40); i >= 0; i--) copy[random(random(2) ? 200 : copy.length)] = random(256);
  return copy;
}

function send(
  at: string,
  body: Uint8Array | string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(atelier.address + at, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : new Uint8Array(body),
    signal: AbortSignal.timeout(120_000),
  });
}
const get = (at: string) => fetch(atelier.address + at, { signal: AbortSignal.timeout(120_000) });
const json = { 'content-type': 'application/json' };

const text = () =>
  encodeURIComponent(one([...TEXTS.filter((each) => each !== '\ud800'), ...known]).slice(0, 2_000));
/** Networks in all the formats that are read, each by the end of its name. */
const parity = path.join(root, 'libs/model/test/parity');
const mosaic = path.join(root, 'assets/styles/mosaic');
const networks = [
  ...['.pth', '.pt', '.PTH.TAR'].map((end) => [end, path.join(parity, 'report_format_w8.pth')] as const),
  ['.safetensors', path.join(parity, 'report_format_w8.safetensors')] as const,
  [
    '.safetensors',
    path.join(
      mosaic,
      readdirSync(mosaic).find((name) => name.endsWith('.safetensors'))!,
    ),
  ] as const,
].map(([end, file]) => ({ end, bytes: readFileSync(file) }));

/** The end of a file's name is that of another one's now and then. */
function spoiltFile(end: string, bytes: Uint8Array): string {
  const file = path.join(
    folder,
    `spoilt${random(8) ? end : one(['.png', '.onnx', '.safetensors', '.pth', ''])}`,
  );
  writeFileSync(file, spoilt(bytes));
  return file;
}
/** A file to write, which may be of another kind than is asked for. */
const out = (...ends: string[]) => path.join(folder, `out${one([...ends, ...ends, '', '.txt', '/out.png'])}`);

async function command(...words: string[]): Promise<void> {
  const ended = promisify(execFile)(
    process.execPath,
    [path.join(root, 'apps/trainer/atelier.mjs'), ...words],
    {
      env: { ...process.env, DATABASE_URL: databaseUrl },
    },
  );
  await ended.catch(({ code, stderr }: { code: number; stderr: string }) => {
    if (code !== 2 || stderr.trim().includes('\n'))
      throw new Error(`atelier ${words.join(' ')}: ${code} ${stderr}`);
  });
}
/** What can be a word of a command: without NUL, at which the system ends it, and with what follows an option's name. */
const word = () =>
  one([...TEXTS.filter((each) => !each.includes('\0')), ...NUMBERS.map(String), ...known, folder]);
const COMMANDS: (() => string[])[] = [
  () => ['stylize', '--style', 'mosaic', spoiltFile('.jpg', photo), '--out', out('.png', '.jpg', '.webp')],
  () => ['stylize', '--style', word(), samplePhoto, '--out', out('.png')],
  () => ['stylize', '--style', 'mosaic', word(), '--out', out('.png')],
  () => [
    ...['stylize', '--style', 'mosaic', samplePhoto, '--out', out('.png')],
    ...[one(['--strength', '--strokes', '--memory', '--steady', '--device', '--keep-metadata']), word()],
  ],
  () => [
    ...['train', '--local', '--style', spoiltFile('.jpg', photo), '--content', one([folder, word()])],
    ...[
      '--out',
      path.join(folder, 'run'),
      '--iterations',
      '1',
      '--size',
      '32',
      '--batch',
      '1',
      '--width',
      '4',
    ],
    ...[
      '--style-size',
      '32',
      one(['--seed', '--photo-scale', '--scales', '--losses', '--content-layer']),
      word(),
    ],
  ],
  () => [
    'letters',
    word(),
    '--style',
    'mosaic',
    '--check',
    one(['--size', '--font', '--align', '--way']),
    word(),
  ],
  () => ['runs', one(['export', 'import']), word(), ...one([[], ['--out', path.join(folder, 'exported')]])],
  () => ['users', one(['reset-password', 'list', word()]), word()],
  () => ['dataset', 'check', one([folder, word()])],
  () => [word(), word()],
];
// Addresses of up to 12,000 letters: Node refuses longer ones by 431 and hangs up, which a body under way may meet first.
const KINDS: [string, number, () => Promise<Response | void>][] = [
  ['upload', 30, () => send(`/api/pictures?alt=${text()}&keep=${one(['no', 'yes', ''])}`, spoilt(photo))],
  [
    'training',
    5,
    () =>
      send(
        `/api/training?order=${encodeURIComponent(JSON.stringify(anything()) ?? '').slice(0, 12_000)}`,
        spoilt(photo),
      ),
  ],
  ['image', 15, () => get(`/images/${one([text(), 'a'.repeat(64), 'A'.repeat(64)])}?w=${text()}`)],
  [
    'address',
    10,
    () =>
      get(
        `${one(['/styles/', '/runs/', '/images/', '/api/checkpoints/', '/api/films/'])}${one([text(), ...BROKEN])}?photo=${text()}`,
      ),
  ],
  ['zip', 5, () => get(`/api/zip?photos=${text()}&checkpoints=${text()}&strength=${text()}&sheet=${text()}`)],
  ['query', 60, () => get(query(one(asked), { ...Object(anything()) } as object).slice(0, 8_000))],
  [
    'mutation',
    70,
    () => send(`/api/trpc/${one(asked)}`, JSON.stringify(one([{ json: anything() }, anything()])), json),
  ],
  [
    'batch',
    4,
    () => send(`/api/trpc/${asked.slice(0, random(30)).join()}?batch=1`, JSON.stringify(anything()), json),
  ],
  [
    'checkpoint',
    10,
    () => {
      const { end, bytes } = one(networks);
      const file = spoiltFile(end, bytes);
      return command(
        ...one([
          ['import', file, '--out', out('.safetensors')],
          ['export', file, '--out', out('.onnx', '.safetensors', '.pth')],
          ['stylize', '--checkpoint', file, samplePhoto, '--out', out('.png')],
        ]),
      );
    },
  ],
  ['command', 10, () => command(...one(COMMANDS)())],
];
const lot = KINDS.flatMap(([name, share, ask]) => Array<[string, typeof ask]>(share).fill([name, ask]));

const problems: string[] = [];
const count = new Map<string, number>();
for (let i = 0; i < cases; i++) {
  const [name, ask] = one(lot);
  try {
    const answer = await ask();
    await answer?.arrayBuffer();
    const kind = `${name} ${answer ? answer.status : 'ended'}`;
    count.set(kind, (count.get(kind) ?? 0) + 1);
    if (answer && answer.status >= 500)
      problems.push(`case ${i}: ${answer.status} of ${answer.url.slice(0, 500)}`);
  } catch (error) {
    const why = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    problems.push(`case ${i}, ${name}: ${String(error).slice(0, 500)}${why}`);
  }
}
if (/ended by itself|has ended/.test(atelier.said())) problems.push('a part of the studio has ended');
const env = { ...process.env, DATABASE_URL: databaseUrl };
const { stdout, stderr } = await promisify(execFile)(
  process.execPath,
  [path.join(root, 'apps/trainer/atelier.mjs'), 'verify'],
  { env },
);
if (stderr) problems.push(stderr);
for (const [kind, times] of [...count].sort()) console.log(`${String(times).padStart(6)}  ${kind}`);
console.log(stdout.trim());
await atelier.stop();
rmSync(folder, { recursive: true });
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? `${cases} cases of seed ${seed}: no fault` : `${problems.length} faults`);
process.exit(problems.length === 0 ? 0 : 1);
