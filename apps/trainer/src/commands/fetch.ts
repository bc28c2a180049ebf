import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { lossNetworkShapes } from '@atelier/model';
import { readSafetensors, type Tensors, writeCheckpoint } from '@atelier/model/checkpoint';
import { readPth } from '@atelier/model/pytorch';
import { Argument, type Command } from 'commander';
import { env } from '../env.ts';
import { UsageError } from '../errors.ts';
import { naming, readCheckpointFile } from '../files/checkpoint-file.ts';
import { readBytes, writeWhole } from '../files/file.ts';
import { fetchedPath, torchvisionTensors, type Vgg, vggCheckpoint, vggs } from '../loss-networks/vgg.ts';
import { downloadVgg } from '../loss-networks/vgg-download.ts';
import { startProgress } from '../terminal/progress.ts';

/** torchvision's weights as published by timm. */
const defaultUrl = (network: Vgg) =>
  `https://huggingface.co/timm/${network}.tv_in1k/resolve/main/model.safetensors`;

interface Options {
  url?: string;
  file?: string;
  force?: true;
}

export function register(program: Command): void {
  program
    .command('fetch')
    .description(
      'Get the weights of a loss network, once: vgg19 (14 MB, trains best) or vgg16 (30 MB, the report)',
    )
    .addArgument(new Argument('<network>', 'what to get').choices(vggs))
    .option(
      '--url <url>',
      `a safetensors file with the tensors of torchvision (default: ${defaultUrl('vgg19')})`,
    )
    .option('--file <file>', 'take them from this .safetensors or torchvision .pth file instead')
    .option('--force', 'even where they have been fetched already')
    .action(async (network: Vgg, { url = defaultUrl(network), file, force }: Options) => {
      const path = fetchedPath(network);
      if (!force && !file && existsSync(path)) {
        await readCheckpointFile(path);
        process.stdout.write(`${network} is there already: ${path}\n`);
        return;
      }
      const source = file ?? url;
      const checkpoint = await naming(source, async () => {
        const tensors = file ? await readTensors(network, file) : await download(network, url);
        return vggCheckpoint(network, tensors, `from ${source}`);
      });
      await writeWhole(path, writeCheckpoint(checkpoint));
      process.stdout.write(`${network} is ready: ${path}\n`);
    });
}

async function readTensors(network: Vgg, file: string): Promise<Tensors> {
  switch (extname(file).toLowerCase()) {
    case '.safetensors':
      return readSafetensors(await readBytes(file)).tensors;
    case '.pth': {
      const [theirs, ours] = [torchvisionTensors(network), lossNetworkShapes(network)];
      return readPth(await readBytes(file), (name) => theirs.has(name) || ours.has(name));
    }
    default:
      throw new UsageError(`--file ${file}: weights are read from .safetensors or .pth files`);
  }
}

async function download(network: Vgg, url: string): Promise<Tensors> {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new UsageError(`--url ${url}: the address must start with http:// or https://`);
  const progress = startProgress('Fetching', (bytes) => `${(bytes / 1e6).toFixed(1)} MB`);
  try {
    return await downloadVgg(network, url, env.ATELIER_CACHE, (done, total) => progress.update(done, total));
  } finally {
    progress.stop();
  }
}
