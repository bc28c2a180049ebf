import { type InferenceSession, type TensorConstructor } from 'onnxruntime-common';

/** ONNX Runtime as the application has it: onnxruntime-node or onnxruntime-web. */
export interface Engine {
  create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  Tensor: TensorConstructor;
}
