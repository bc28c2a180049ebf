import { extname, resolve } from 'node:path';
import { writeCheckpoint } from '@atelier/model/checkpoint';
import { exportOnnx } from '@atelier/model/onnx';
import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { checkpointBase, readCheckpointFile } from '../files/checkpoint-file.ts';
import { writeWhole } from '../files/file.ts';

export function register(program: Command): void {
  program
    .command('import')
    .description(
      "Turn another program's checkpoint of the same network into one of Atelier's and an ONNX file",
    )
    .argument('<file>', 'the .pth, .pt or .safetensors file; nothing in it is executed')
    .option(
      '--out <file>',
      'the .safetensors file to write, and an .onnx file beside it (default: beside the file)',
    )
    .action(async (file: string, { out }: { out?: string }) => {
      const checkpoint = await readCheckpointFile(file);
      const checkpointPath = out ?? `${checkpointBase(file)}.safetensors`;
      if (extname(checkpointPath).toLowerCase() !== '.safetensors')
        throw new UsageError(`--out ${checkpointPath}: the name must end in .safetensors`);
      const onnxPath = `${checkpointBase(checkpointPath)}.onnx`;
      for (const path of [checkpointPath, onnxPath])
        if (resolve(path) === resolve(file))
          throw new UsageError(`${file} would be replaced: say where to write with --out`);
      const onnx = exportOnnx(checkpoint);
      await writeWhole(checkpointPath, writeCheckpoint(checkpoint));
      await writeWhole(onnxPath, onnx);
      const { width } = checkpoint.metadata.architecture;
      process.stdout.write(`Imported a network of width ${width}: ${checkpointPath} and ${onnxPath}\n`);
    });
}
