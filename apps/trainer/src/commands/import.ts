import { extname } from 'node:path';
import { writeCheckpoint } from '@atelier/model/checkpoint';
import { importPth } from '@atelier/model/pytorch';
import { exportOnnx } from '@atelier/model/onnx';
import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { naming } from '../files/checkpoint-file.ts';
import { readBytes, writeWhole } from '../files/file.ts';

export function register(program: Command): void {
  program
    .command('import')
    .description('Turn a PyTorch checkpoint (.pth) of the same network into a checkpoint and an ONNX file')
    .argument('<file>', 'the .pth file; nothing in it is executed')
    .option(
      '--out <file>',
      'the .safetensors file to write, and an .onnx file beside it (default: beside the .pth)',
    )
    .action(async (file: string, { out }: { out?: string }) => {
      const checkpointPath = out ?? `${withoutExtension(file)}.safetensors`;
      if (extname(checkpointPath) !== '.safetensors')
        throw new UsageError(`--out ${checkpointPath}: the name must end in .safetensors`);
      const onnxPath = `${withoutExtension(checkpointPath)}.onnx`;
      const bytes = await readBytes(file);
      const checkpoint = await naming(file, () => importPth(bytes));
      const onnx = exportOnnx(checkpoint);
      await writeWhole(checkpointPath, writeCheckpoint(checkpoint));
      await writeWhole(onnxPath, onnx);
      const { width } = checkpoint.metadata.architecture;
      process.stdout.write(`Imported a network of width ${width}: ${checkpointPath} and ${onnxPath}\n`);
    });
}

function withoutExtension(path: string): string {
  return path.slice(0, path.length - extname(path).length);
}
