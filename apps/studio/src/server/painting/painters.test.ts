import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { addPhoto, getStyle, putBuiltInStyle } from '@atelier/db';
import { useFreshDatabase } from '@atelier/db/test';
import { writeCheckpoint } from '@atelier/model/checkpoint';
import { importPth } from '@atelier/model/pytorch';
import { trainingConfig } from '@atelier/model/config';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import type { PaintingOrder } from './order.ts';
import { Painters } from './painters.ts';

const url = useFreshDatabase();
const pth = path.join(import.meta.dirname, '../../../../../libs/model/test/parity/report_format_w8.pth');
const never = new AbortController().signal;
const nothing = () => undefined;

async function jpeg(width: number, height: number) {
  const bytes = await sharp({ create: { width, height, channels: 3, background: '#964' } })
    .jpeg()
    .toBuffer();
  return { bytes, mime: 'image/jpeg', width, height };
}

let order: PaintingOrder;
/** Of a photo that is painted in a moment; the other one's painting is under way for long enough to be given up. */
let small: PaintingOrder;
beforeAll(async () => {
  const network = importPth(await readFile(pth));
  const bytes = writeCheckpoint(
    { ...network, metadata: { ...network.metadata, iteration: 1 } },
    { half: true },
  );
  const config = trainingConfig({ width: 8 });
  const label = {
    title: 'Arbitrary',
    artist: 'Nobody',
    year: '2026',
    licence: 'CC0',
    source: '',
    trainedBy: '',
  };
  await putBuiltInStyle({
    ...{ slug: 'arbitrary', ...label, position: 1, file: await jpeg(64, 64) },
    checkpoints: [{ iteration: 1, config, bytes }],
  });
  const photo = await addPhoto({ file: await jpeg(2600, 1950), alt: 'Brown' });
  const checkpointId = (await getStyle('arbitrary', null))!.checkpoints[0]!.id;
  order = { ownerId: null, photoId: photo.id, checkpointId, options: { strokes: 'full', preview: false } };
  const smaller = await addPhoto({ file: await jpeg(1200, 900), alt: 'Brown and smaller' });
  small = { ...order, photoId: smaller.id, options: { strokes: 'broad', preview: false } };
});

test('what is given up ends, what fails says why, and the same process paints on', async () => {
  const painters = new Painters(1);
  const controller = new AbortController();
  const givenUp = painters.paint(order, () => controller.abort(), controller.signal);
  const next = painters.paint({ ...order, photoId: 'gone' }, nothing, never);
  await expect(givenUp).rejects.toThrow('abort');
  await expect(next).rejects.toThrow('no such photo');
  const { processes } = painters;
  expect(processes.length).toBe(1);
  const told: number[] = [];
  const { id, image } = await painters.paint(small, (done) => told.push(done), never);
  expect([image.width, image.height, told.at(-1)]).toEqual([1200, 900, 1]);
  expect((await painters.paint(small, nothing, never)).id).toBe(id);
  expect(painters.processes).toEqual(processes);
});

test('a process that dies fails its painting in words, and another takes the next', async () => {
  const painters = new Painters(1);
  const killed = painters.paint(
    order,
    () => painters.processes.forEach((pid) => process.kill(pid, 'SIGKILL')),
    never,
  );
  await expect(killed).rejects.toThrow('the painting process ended (SIGKILL)');
  const { image } = await painters.paint(
    { ...order, options: { strokes: 'medium', preview: true } },
    nothing,
    never,
  );
  expect([image.width, image.height]).toEqual([960, 720]);
});

test('whose server is killed just as it tells how far it is ends too, and without a word', async () => {
  // It is held up at what it tells until nobody is there to hear it.
  const heldUp = `import { writeSync } from 'node:fs';
    const { send, ppid } = process;
    process.send = (...told) => {
      writeSync(1, 'telling');
      while (process.ppid === ppid);
      return send.apply(process, told);
    };`;
  const server = `const { Painters } = await import(${JSON.stringify(path.join(import.meta.dirname, 'painters.ts'))});
    const { useDatabase } = await import('@atelier/db');
    useDatabase(${JSON.stringify(url())});
    process.env.NODE_OPTIONS = ${JSON.stringify(`--import "data:text/javascript,${encodeURIComponent(heldUp)}"`)};
    void new Painters(1).paint(${JSON.stringify(order)}, () => undefined, new AbortController().signal);
    process.stdin.resume().once('end', () => process.kill(process.pid, 'SIGKILL'));`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', server], {
    cwd: import.meta.dirname,
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child.stdout, 'data');
  child.stdin.end();
  child.stdout.resume();
  await once(child, 'close'); // of the pipes, which the painter has too
  expect([child.signalCode, said]).toEqual(['SIGKILL', '']);
});
