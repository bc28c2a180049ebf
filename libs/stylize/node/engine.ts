import { InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';
import { type Engine } from '../src/engine.ts';

/** Where ONNX Runtime can compute on this platform; all but `cpu` need a device and drivers of their own. */
export const devices = (): string[] => listSupportedBackends().map(({ name }) => name);

/**
 * ONNX Runtime on this machine. @param threads 0: as many as it likes
 * @param device one of {@link devices}; a network that cannot be opened there is an error, and not painted with elsewhere
 */
export const nodeEngine = (threads = 0, device = 'cpu'): Engine => ({
  create: (model, options) =>
    InferenceSession.create(model, {
      ...options,
      intraOpNumThreads: threads,
      executionProviders: [device],
    }),
  Tensor,
});
