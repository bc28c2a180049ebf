import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { readSafetensors, type Tensors, writeCheckpoint } from '@atelier/model/checkpoint';
import { readPth } from '@atelier/model/pytorch';
import { Argument, type Command } from 'commander';
import { env } from '../env.ts';
import { UsageError } from '../errors.ts';
import { naming, readCheckpointFile } from '../files/checkpoint-file.ts';
import { readBytes, writeWhole } from '../files/file.ts';
import { vgg16FromTorchvision, vgg16Path, vgg16Tensors } from '../loss-networks/vgg16.ts';
import { downloadVgg16 } from '../loss-networks/vgg16-download.ts';
import { startProgress } from '../terminal/progress.ts';

/** torchvision's weights as published by timm. */
const DEFAULT_URL = 'https://huggingface.co/timm/vgg16.tv_in1k/resolve/main/model.safetensors';

export function register(program: Command): void {
  program
    .command('fetch')
    .description('Get the weights of the loss network vgg16 (30 MB), once')
    .addArgument(new Argument('<network>', 'what to get').choices(['vgg16']))
    .option('--url <url>', 'a safetensors file with the tensors of torchvision', DEFAULT_URL)
    .option('--file <file>', 'take them from this .safetensors or torchvision .pth file instead')
    .option('--force', 'even where they have been fetched already')
    .action(async (_network: string, { url, file, force }: { url: string; file?: string; force?: true }) => {
      if (!force && !file && existsSync(vgg16Path)) {
        await readCheckpointFile(vgg16Path);
        process.stdout.write(`vgg16 is there already: ${vgg16Path}\n`);
        return;
      }
      const source = file ?? url;
      const checkpoint = await naming(source, async () => {
        const tensors = file ? await readTensors(file) : await download(url);
        return vgg16FromTorchvision(tensors, `from ${source}`);
      });
      await writeWhole(vgg16Path, writeCheckpoint(checkpoint));
      process.stdout.write(`vgg16 is ready: ${vgg16Path}\n`);
    });
}

async function readTensors(file: string): Promise<Tensors> {
  switch (extname(file).toLowerCase()) {
    case '.safetensors':
      return readSafetensors(await readBytes(file)).tensors;
    case '.pth':
      return readPth(await readBytes(file), (name) => vgg16Tensors.has(name));
    default:
      throw new UsageError(`--file ${file}: weights are read from .safetensors or .pth files`);
  }
}

async function download(url: string): Promise<Tensors> {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new UsageError(`--url ${url}: the address must start with http:// or https://`);
  const progress = startProgress('Fetching', (bytes) => `${(bytes / 1e6).toFixed(1)} MB`);
  try {
    return await downloadVgg16(url, env.ATELIER_CACHE, (done, total) => progress.update(done, total));
  } finally {
    progress.stop();
  }
}
