import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { disconnect, EVERYBODY, getStyle, putBuiltInStyle, readCheckpoint, useDatabase } from '@atelier/db';
import { createDatabase, useFreshDatabase } from '@atelier/db/test';
import { writeCheckpoint } from '@atelier/model/checkpoint';
import { importPth } from '@atelier/model/pytorch';
import { expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';

const url = useFreshDatabase();
const photo = join(import.meta.dirname, '../../test/photos/plain.png');
const network = join(import.meta.dirname, '../../../../libs/model/test/parity/report_format_w8.pth');

/** What the database's checkpoint of the style makes of the photo. */
async function painting(folder: string): Promise<Buffer> {
  const style = (await getStyle('wave', EVERYBODY))!;
  const checkpoint = join(folder, 'wave.safetensors');
  writeFileSync(checkpoint, (await readCheckpoint(style.published!.id, EVERYBODY))!);
  const out = join(folder, 'painting.png');
  expect(await atelier(['stylize', '--checkpoint', checkpoint, photo, '--out', out])).toMatchObject({
    code: 0,
  });
  return readFile(out);
}

test('from a backup, an empty database paints the same picture; a whole one is found whole', async () => {
  const folder = temporaryFolder();
  const bytes = writeCheckpoint(importPth(await readFile(network)), { half: true });
  await putBuiltInStyle({
    ...{ slug: 'wave', title: 'Wave', position: 0 },
    file: { bytes: await readFile(photo), mime: 'image/png', width: 48, height: 36 },
    checkpoints: [{ iteration: 5000, bytes, config: {} }],
  });
  const before = await painting(folder);
  const backup = join(folder, 'atelier.backup.gz');
  expect(await atelier(['backup', backup], { env: { DATABASE_URL: url() } })).toEqual({
    code: 0,
    stdout: `Wrote ${backup}\n`,
    stderr: '',
  });

  const fresh = await createDatabase({ template: false });
  const env = { DATABASE_URL: fresh };
  const cut = join(folder, 'cut.gz');
  writeFileSync(cut, (await readFile(backup)).subarray(0, -20));
  expect(await atelier(['restore', cut], { env })).toEqual({
    code: 2,
    stdout: '',
    stderr: `atelier: ${cut}: the backup is cut short or damaged; nothing was restored\n`,
  });
  expect(await atelier(['restore', join(folder, 'none')], { env })).toMatchObject({ code: 2 });
  expect(await atelier(['restore', backup], { env })).toMatchObject({ code: 0, stderr: '' });
  expect(await atelier(['verify'], { env })).toEqual({
    code: 0,
    stdout: 'Read 1 pictures, 1 checkpoints, 0 saved states, 0 fonts, 0 words and 0 parts of films\n',
    stderr: '',
  });
  await disconnect();
  useDatabase(fresh);
  expect(await painting(folder)).toEqual(before);
  await disconnect();
  useDatabase(url());
});
