import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Engine } from '../src/engine.ts';

/** ONNX Runtime on this machine's processors. @param threads 0: as many as it likes */
export const nodeEngine = (threads = 0): Engine => ({
  create: (model, options) => InferenceSession.create(model, { ...options, intraOpNumThreads: threads }),
  Tensor,
});
