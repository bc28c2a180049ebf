import type { MessagePort } from 'node:worker_threads';
import { readCheckpoint } from '@atelier/model/checkpoint';
import { exportOnnx, exportPasses } from '@atelier/model/onnx';
import { Painter, type Rgb } from '@atelier/stylize';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { openRowFile } from './row-file.ts';

export interface PaintingTask {
  /** Hash of the checkpoint: the next task with the same one need not load it again. */
  sha256: string;
  /** Its safetensors file. */
  checkpoint: Uint8Array;
  photo: Rgb;
  /** Bytes that painting may take. */
  memory: number;
  /** Of ONNX Runtime. */
  threads: number;
  /** Is told how far the painting is; any message to it gives the painting up. */
  port: MessagePort;
}

/** What the worker tells while it paints: the share that is done, 0..1. */
export interface FromWorker {
  done: number;
}

let open: { sha256: string; painter: Painter } | undefined;

/** The network of a checkpoint, ready to paint; this thread keeps the last one. */
async function painterOf({ sha256, checkpoint, threads }: PaintingTask): Promise<Painter> {
  if (open?.sha256 === sha256) return open.painter;
  await open?.painter.close();
  open = undefined;
  const network = readCheckpoint(checkpoint);
  const painter = await Painter.open(
    {
      width: network.metadata.architecture.width,
      whole: exportOnnx(network),
      passes: () => exportPasses(network),
    },
    {
      create: (model, options) =>
        InferenceSession.create(model, {
          ...options,
          intraOpNumThreads: threads,
          executionMode: 'sequential',
        }),
      Tensor,
    },
  );
  open = { sha256, painter };
  return painter;
}

/** Paints a photo at its own size, away from the thread that answers requests: ONNX Runtime blocks its own. */
export default async function paint(task: PaintingTask): Promise<unknown> {
  const controller = new AbortController();
  let told = 0; // whole percents: a large picture has thousands of steps
  task.port.on('message', () => controller.abort());
  try {
    const painter = await painterOf(task);
    const painting = await painter.paint(task.photo, {
      memory: task.memory,
      signal: controller.signal,
      store: openRowFile,
      onProgress: (done) => {
        const percent = Math.floor(done * 100);
        if (percent > told) task.port.postMessage({ done } satisfies FromWorker);
        told = Math.max(told, percent);
      },
    });
    const bytes = painting.data.buffer as ArrayBuffer;
    return move({ [transferableSymbol]: [bytes], [valueSymbol]: painting });
  } finally {
    task.port.close();
  }
}
