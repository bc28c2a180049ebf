import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCheckpoint, writeCheckpoint } from '@atelier/model/checkpoint';
import { importPth, readPth } from '@atelier/model/pytorch';
import { importOnnx } from '@atelier/model/onnx';
import { expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';

const fixtures = join(import.meta.dirname, '../../../../libs/model/test');
const report = join(fixtures, 'parity/report_format_w8.pth');
const network = importPth(readFileSync(report));

/** The command line refuses with exit code 2 and one line, which is returned. */
async function refusal(words: string[], options: Parameters<typeof atelier>[1] = {}): Promise<string> {
  const { code, stdout, stderr } = await atelier(words, options);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^atelier: [^\n]+\n$/);
  expect(code).toBe(2);
  return stderr;
}

test('import writes the checkpoint and its ONNX file; export gives each format back', async () => {
  const cwd = temporaryFolder();
  copyFileSync(report, join(cwd, 'report.pth'));
  const imported = await atelier(['import', 'report.pth'], { cwd });
  expect(imported).toEqual({
    code: 0,
    stdout: 'Imported a network of width 8: report.safetensors and report.onnx\n',
    stderr: '',
  });
  expect(readCheckpoint(readFileSync(join(cwd, 'report.safetensors'))).tensors).toEqual(network.tensors);
  expect(importOnnx(readFileSync(join(cwd, 'report.onnx'))).tensors).toEqual(network.tensors);

  expect(await atelier(['import', 'report.pth', '--out', 'new/a.safetensors'], { cwd })).toMatchObject({
    code: 0,
  });
  expect(readdirSync(join(cwd, 'new')).sort()).toEqual(['a.onnx', 'a.safetensors']);

  expect(await atelier(['export', 'report.onnx', '--out', 'b.pth'], { cwd })).toMatchObject({ code: 0 });
  expect(readPth(readFileSync(join(cwd, 'b.pth')))).toEqual(network.tensors);
  expect(await atelier(['export', 'b.pth', '--format', 'onnx', '--out', 'c'], { cwd })).toMatchObject({
    code: 0,
  });
  expect(importOnnx(readFileSync(join(cwd, 'c'))).tensors).toEqual(network.tensors);
});

test('the names that checkpoints go by, in any case', async () => {
  const cwd = temporaryFolder();
  for (const name of ['a.pt', 'b.pth.tar', 'c.MODEL', 'd.ckpt']) {
    copyFileSync(report, join(cwd, name));
    expect(await atelier(['import', name], { cwd }), name).toMatchObject({ code: 0 });
  }
  copyFileSync(join(fixtures, 'wrappings/plain.safetensors'), join(cwd, 'E.SAFETENSORS'));
  expect(await atelier(['import', 'E.SAFETENSORS', '--out', 'e.SafeTensors'], { cwd })).toMatchObject({
    code: 0,
  });
  expect(await atelier(['export', 'E.SAFETENSORS', '--out', 'F.ONNX'], { cwd })).toMatchObject({ code: 0 });
  expect(
    readdirSync(cwd)
      .filter((name) => /safetensors|onnx/i.test(name))
      .sort(),
  ).toEqual(
    [...'abcd']
      .flatMap((name) => [`${name}.onnx`, `${name}.safetensors`])
      .concat('E.SAFETENSORS', 'F.ONNX', 'e.SafeTensors', 'e.onnx')
      .sort(),
  );
});

test('files that are not networks are refused', async () => {
  const cwd = temporaryFolder();
  const whole = writeCheckpoint(network);
  const newer = { ...network.metadata, formatVersion: 2 as 1 };
  const wider = { ...network.metadata, architecture: { name: 'transformer-net' as const, width: 16 } };
  writeFileSync(join(cwd, 'text.pth'), 'This is not a network.\n');
  writeFileSync(join(cwd, 'short.pth'), readFileSync(report).subarray(0, 300_000));
  writeFileSync(join(cwd, 'short.safetensors'), whole.subarray(0, 300_000));
  writeFileSync(join(cwd, 'newer.safetensors'), writeCheckpoint({ ...network, metadata: newer }));
  writeFileSync(join(cwd, 'wider.safetensors'), writeCheckpoint({ ...network, metadata: wider }));
  copyFileSync(join(fixtures, 'wrappings/plain.safetensors'), join(cwd, 'copy.safetensors'));
  writeFileSync(join(cwd, 'text.onnx'), 'This is not a network.\n');
  const before = readdirSync(cwd);
  const cases: [string[], RegExp][] = [
    [['import', 'none.pth'], /none\.pth: no such file or folder/],
    [['import', '.'], /\.: checkpoints are \.safetensors, \.onnx or \.pth files/],
    [['import', 'short.safetensors'], /short\.safetensors: the file is cut short/],
    [
      ['import', 'copy.safetensors', '--out', 'copy.safetensors'],
      /would be replaced: say where to write with --out/,
    ],
    [['import', 'text.pth'], /text\.pth: this is not a PyTorch file/],
    [['import', 'short.pth'], /short\.pth: the file is cut short/],
    [['import', join(fixtures, 'pth/code.pth'), '--out', 'a.safetensors'], /asks to load posix\.system/],
    [
      ['import', join(fixtures, 'pth/views.pth'), '--out', 'a.safetensors'],
      /model\.0\.block\.1\.weight is missing/,
    ],
    [['import', report, '--out', 'a.zip'], /--out a\.zip: the name must end in \.safetensors/],
    [['import'], /missing required argument/],
    [['export', 'none.safetensors', '--out', 'a.onnx'], /none\.safetensors: no such file/],
    [['export', 'short.safetensors', '--out', 'a.onnx'], /short\.safetensors: the file is cut short/],
    [['export', 'newer.safetensors', '--out', 'a.onnx'], /format version 2, .* update Atelier/],
    [
      ['export', 'wider.safetensors', '--out', 'a.onnx'],
      /wider\.safetensors: tensor model\.0\.block\.1\.weight has/,
    ],
    [['export', 'text.onnx', '--out', 'a.pth'], /text\.onnx: this is not an ONNX file/],
    [
      ['export', 'no-such-style', '--out', 'a.onnx'],
      /there is no style no-such-style; there are .*starry-night/,
    ],
    [['export', report, '--out', 'a.zip'], /end it in \.onnx, \.safetensors or \.pth/],
    [['export', report, '--format', 'zip', '--out', 'a'], /Allowed choices are onnx, safetensors, pth/],
    [['paint'], /there is no command paint; there are .*import/],
  ];
  for (const [words, message] of cases)
    expect(await refusal(words, { cwd }), words.join(' ')).toMatch(message);
  expect(readdirSync(cwd)).toEqual(before);
});

test('when the disk is full the last good file stays whole, and nothing else is left', async () => {
  const cwd = temporaryFolder();
  expect(await atelier(['import', report, '--out', 'a.safetensors'], { cwd })).toMatchObject({ code: 0 });
  const last = readFileSync(join(cwd, 'a.safetensors'));
  // The limit on a file's size stands for a full disk: writing fails half-way, as it would there.
  const line = await refusal(['import', report, '--out', 'a.safetensors'], { cwd, limit: '-f 200' });
  expect(line).toBe(
    'atelier: a.safetensors: larger than files may become here; raise the limit or write elsewhere\n',
  );
  expect(readdirSync(cwd).sort()).toEqual(['a.onnx', 'a.safetensors']);
  expect(readFileSync(join(cwd, 'a.safetensors'))).toEqual(last);
});

test('settings of the environment are checked', async () => {
  expect(await refusal(['import', report], { env: { ATELIER_ENGINE: 'cuda' } })).toMatch(
    /the environment variable ATELIER_ENGINE, "cuda", is not valid/,
  );
  const line = await refusal(['import', report], { env: { DATABASE_URL: 'mysql://me:secret@host/db' } });
  expect(line).toMatch(/DATABASE_URL, as given, is not valid/);
  expect(line).not.toContain('secret');
});
