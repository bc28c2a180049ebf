import { extname } from 'node:path';
import { type Checkpoint, writeCheckpoint } from '@atelier/model/checkpoint';
import { writePth } from '@atelier/model/pytorch';
import { exportOnnx } from '@atelier/model/onnx';
import { type Command, Option } from 'commander';
import { locateCheckpoint } from '../catalogue/styles.ts';
import { UsageError } from '../errors.ts';
import { naming, readCheckpointFile } from '../files/checkpoint-file.ts';
import { writeWhole } from '../files/file.ts';

const formats: Record<string, (checkpoint: Checkpoint) => Uint8Array> = {
  onnx: exportOnnx,
  safetensors: (checkpoint) => writeCheckpoint(checkpoint),
  pth: ({ tensors }) => writePth(tensors),
};

export function register(program: Command): void {
  program
    .command('export')
    .summary('Write a trained network as an ONNX, safetensors or PyTorch file')
    .description(
      'Write a trained network as an ONNX, safetensors or PyTorch file (elsewhere, one that was trained with the palette ' +
        'term should paint photos with 24 pixels of their reflection around them, which are cut off again)',
    )
    .argument('<network>', 'a style SLUG, SLUG@ITERATION, or a .safetensors, .onnx or .pth file')
    .requiredOption('--out <file>', 'where to write it')
    .addOption(
      new Option('--format <format>', "(default: by --out's extension)").choices(Object.keys(formats)),
    )
    .action(async (network: string, { out, format }: { out: string; format?: string }) => {
      const chosen = format ?? extname(out).slice(1).toLowerCase();
      const write = formats[chosen];
      if (!write)
        throw new UsageError(`--out ${out}: end it in .onnx, .safetensors or .pth, or give --format`);
      const path = await locateCheckpoint(network);
      const checkpoint = await readCheckpointFile(path);
      await writeWhole(out, await naming(path, () => write(checkpoint)));
      process.stdout.write(`Wrote ${out}\n`);
    });
}
