import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/atelier.ts';
import { builtInStylesFolder, startNetwork } from './assets.ts';
import { readCheckpointFile } from './checkpoint-file.ts';
import { sha256 } from './hash.ts';

const networks = readdirSync(builtInStylesFolder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.safetensors'))
  .map((name) => join(builtInStylesFolder, name));

const beside = (path: string) => path.replace('.safetensors', '.json');

test('of each network that is built in the SHA-256 stands beside it', () => {
  expect(networks.length).toBeGreaterThan(0);
  for (const path of [...networks, startNetwork])
    expect(JSON.parse(readFileSync(beside(path), 'utf8')), path).toMatchObject({
      sha256: sha256(readFileSync(path)),
    });
});

test('one of whose bytes one has changed is named and not read', async () => {
  const copy = join(temporaryFolder(), 'network.safetensors');
  const bytes = readFileSync(networks[0]!);
  copyFileSync(beside(networks[0]!), beside(copy));
  writeFileSync(copy, bytes);
  await readCheckpointFile(copy);
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(copy, bytes);
  await expect(readCheckpointFile(copy)).rejects.toThrow(`${copy} is damaged: its SHA-256 is another than`);
});
