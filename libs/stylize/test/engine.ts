import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Engine } from '../src/index.ts';

export const engine: Engine = {
  create: (model, options) => InferenceSession.create(model, options),
  Tensor,
};
