// The browser's side of painter-page.ts.
import type { InferenceSession } from 'onnxruntime-common';
import { network, picture } from '../test/networks.ts';
import { openPainter } from '../src/index.ts';

export type Backend = 'wasm' | 'webgpu';

async function openEngine(backend: Backend) {
  const ort =
    backend === 'wasm' ? await import('onnxruntime-web/wasm') : await import('onnxruntime-web/webgpu');
  ort.env.wasm.wasmPaths = { wasm: `/${backend}.wasm` };
  const create = (model: Uint8Array, options: InferenceSession.SessionOptions) =>
    ort.InferenceSession.create(model, { ...options, executionProviders: [backend] });
  return { create, Tensor: ort.Tensor };
}

export interface Sample {
  networkWidth: number;
  width: number;
  height: number;
  memory: number;
  /** The working size; without it the sample is small enough to be painted as it is. */
  suitedSize?: number;
}

/** Paints the sample; gives the painting's bytes as characters, and how often progress was told. */
async function paint({ networkWidth, width, height, memory, suitedSize }: Sample, backend: Backend) {
  const painter = await openPainter(network(networkWidth, 3), await openEngine(backend), { suitedSize });
  let steps = 0;
  const { data } = await painter.paint(picture(width, height, 5), { memory, onProgress: () => steps++ });
  await painter.close();
  return { bytes: Array.from(data, (value) => String.fromCharCode(value)).join(''), steps };
}

interface Gpu {
  requestAdapter(): Promise<{ info: { architecture: string } } | null>;
}
/** What WebGPU computes on. */
const adapter = async () =>
  (await (globalThis as unknown as { navigator: { gpu?: Gpu } }).navigator.gpu?.requestAdapter())?.info
    .architecture;

export type Paint = typeof paint;
export type Adapter = typeof adapter;
Object.assign(globalThis, { paint, adapter });
