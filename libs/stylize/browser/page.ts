// The browser's side of painting.spec.ts.
import * as ort from 'onnxruntime-web/wasm';
import { network, picture } from '../test/networks.ts';
import { openPainter } from '../src/index.ts';

ort.env.wasm.wasmPaths = { wasm: '/ort.wasm' };

export interface Sample {
  networkWidth: number;
  width: number;
  height: number;
  memory: number;
  /** The working size; without it the sample is small enough to be painted as it is. */
  suitedSize?: number;
}

/** Paints the sample; gives the painting's bytes as characters, and how often progress was told. */
async function paint({ networkWidth, width, height, memory, suitedSize }: Sample) {
  const engine = {
    create: (model: Uint8Array, options: ort.InferenceSession.SessionOptions) =>
      ort.InferenceSession.create(model, { ...options, executionProviders: ['wasm'] }),
    Tensor: ort.Tensor,
  };
  const painter = await openPainter(network(networkWidth, 3), engine, { suitedSize });
  let steps = 0;
  const { data } = await painter.paint(picture(width, height, 5), { memory, onProgress: () => steps++ });
  await painter.close();
  return { bytes: Array.from(data, (value) => String.fromCharCode(value)).join(''), steps };
}

export type Paint = typeof paint;
Object.assign(globalThis, { paint });
