import * as tf from '@tensorflow/tfjs-core';

/**
 * Where the engine is TensorFlow, an op may run as TensorFlow's own kernel instead of several portable ones. The backend
 * of tfjs-node offers that by name; nothing of it is imported here, so that this library stays free of any backend.
 */
export interface NativeKernels {
  binding: Record<
    | 'TF_FLOAT'
    | 'TF_INT32'
    | 'TF_ATTR_TYPE'
    | 'TF_ATTR_INT'
    | 'TF_ATTR_FLOAT'
    | 'TF_ATTR_BOOL'
    | 'TF_ATTR_STRING',
    number
  >;
  executeSingleOutput(name: string, attributes: NativeAttribute[], inputs: tf.Tensor[]): tf.Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: NativeAttribute[],
    inputs: tf.Tensor[],
    outputs: number,
  ): tf.Tensor[];
}

export interface NativeAttribute {
  name: string;
  type: number;
  value: unknown;
}

let wanted = true;

/** Switches the native versions off (or on again): the portable ops are the reference that they are tested against. */
export function useNativeKernels(on: boolean): void {
  wanted = on;
}

/** TensorFlow's kernels, or undefined where the engine is another one or they are switched off. */
export function nativeKernels(): NativeKernels | undefined {
  if (!wanted) return undefined;
  const backend = tf.backend() as Partial<NativeKernels>;
  return typeof backend.executeSingleOutput === 'function' ? (backend as NativeKernels) : undefined;
}

/** The attribute `name` of type float32 (or int32) that most kernels ask for. */
export function typeAttribute(kernels: NativeKernels, name = 'T', int = false): NativeAttribute {
  const { TF_ATTR_TYPE, TF_FLOAT, TF_INT32 } = kernels.binding;
  return { name, type: TF_ATTR_TYPE, value: int ? TF_INT32 : TF_FLOAT };
}

export function textAttribute(kernels: NativeKernels, name: string, value: string): NativeAttribute {
  return { name, type: kernels.binding.TF_ATTR_STRING, value };
}

export function flagAttribute(kernels: NativeKernels, name: string, value: boolean): NativeAttribute {
  return { name, type: kernels.binding.TF_ATTR_BOOL, value };
}

export function floatAttribute(kernels: NativeKernels, name: string, value: number): NativeAttribute {
  return { name, type: kernels.binding.TF_ATTR_FLOAT, value };
}
