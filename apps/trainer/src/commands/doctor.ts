import { connect } from 'node:net';
import { totalmem } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import type { Command } from 'commander';
import { env as onnxRuntime, listSupportedBackends } from 'onnxruntime-node';
import { type Engine, openEngine } from '../engine/engine.ts';
import { env } from '../env.ts';
import { oneLine } from '../errors.ts';

/** What `atelier doctor --json` prints. */
interface Report {
  engine: Engine;
  /** Measured, of a 3×3 convolution. */
  gigaflopsPerSecond: number;
  /** What paints: ONNX Runtime, and where it can compute. */
  painting: { version: string; backends: string[] };
  /** Bytes. */
  memory: { total: number; available: number };
  node: string;
  database: string;
  data: string;
  cache: string;
}

export function register(program: Command): void {
  program
    .command('doctor')
    .description('Say what trains and paints here, how fast, and what would be better')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const report = await examine();
      console.log(json ? JSON.stringify(report, null, 2) : describe(report));
    });
}

async function examine(): Promise<Report> {
  const engine = await openEngine();
  return {
    engine,
    gigaflopsPerSecond: await measureConvolution(),
    painting: {
      version: onnxRuntime.versions.node ?? onnxRuntime.versions.common,
      backends: listSupportedBackends()
        .filter(({ bundled }) => bundled)
        .map(({ name }) => name),
    },
    memory: {
      total: Math.min(process.constrainedMemory() || Infinity, totalmem()), // a container may have less
      available: process.availableMemory(),
    },
    node: process.versions.node,
    database: await examineDatabase(),
    data: env.ATELIER_DATA,
    cache: env.ATELIER_CACHE,
  };
}

/** Billions of multiplications and additions a second in 3×3 convolutions of 4×64×64×32 values, for about a second. */
async function measureConvolution(): Promise<number> {
  const photos = tf.randomNormal<tf.Rank.R4>([4, 64, 64, 32], 0, 1, 'float32', 1);
  const kernel = tf.randomNormal<tf.Rank.R4>([3, 3, 32, 32], 0, 1, 'float32', 2);
  const operations = 2 * photos.size * 9 * 32;
  const convolve = async () => {
    const result = tf.conv2d(photos, kernel, 1, 'same');
    await result.data(); // a GPU has only been asked until its result is read
    result.dispose();
  };
  for (let i = 0; i < 3; i++) await convolve(); // the first ones are slower
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < 1000) {
    await convolve();
    count++;
  }
  tf.dispose([photos, kernel]);
  return (count * operations) / (performance.now() - start) / 1e6;
}

async function examineDatabase(): Promise<string> {
  if (!env.DATABASE_URL) return 'embedded PostgreSQL, started when it is needed';
  const { hostname, port } = new URL(env.DATABASE_URL);
  const address = `${hostname}:${port || 5432}`;
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 5432), timeout: 3000 });
    const end = (answer: string) => {
      socket.destroy();
      resolve(`DATABASE_URL, ${address}: ${answer}`);
    };
    socket.once('connect', () => end('answers'));
    socket.once('timeout', () => end('does not answer within 3 s'));
    socket.once('error', (error) => end(`cannot be reached (${error.message})`));
  });
}

function describe(report: Report): string {
  const { engine, painting, memory } = report;
  const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GB`;
  const name = engine.name === 'tensorflow' ? 'TensorFlow' : 'WebAssembly';
  const rows: [string, string][] = [
    ['Training', `${name} ${engine.version}, ${engine.threads} threads`],
    ['Device', engine.device],
    ['Speed', `${report.gigaflopsPerSecond.toFixed(1)} GFLOP/s in a 3×3 convolution`],
    ...(engine.why ? ([['Not faster', oneLine(engine.why)]] as [string, string][]) : []),
    ...(engine.remedy ? ([['To mend it', engine.remedy]] as [string, string][]) : []),
    ['Painting', `ONNX Runtime ${painting.version} (${painting.backends.join(', ')})`],
    ['Memory', `${gigabytes(memory.total)}, ${gigabytes(memory.available)} of it available`],
    ['Node', report.node],
    ['Database', report.database],
    ['Data', report.data],
    ['Cache', report.cache],
  ];
  return rows.map(([label, text]) => `${label.padEnd(12)}${text}`).join('\n');
}
