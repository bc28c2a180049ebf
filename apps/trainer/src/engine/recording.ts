import type { TensorFunction } from '@atelier/model';
import * as tf from '@tensorflow/tfjs-core';
import type { Attribute, Node, Port, Shape } from './saved-model.ts';

/** What tfjs-node's backend calls an op with. */
interface OpAttribute {
  name: string;
  type: number;
  value: unknown;
}

/** tfjs-node's backend: every op that it runs goes through one of the first two. */
interface Backend extends tf.KernelBackend {
  executeSingleOutput(op: string, attributes: OpAttribute[], inputs: Input[]): tf.Tensor;
  executeMultipleOutputs(op: string, attributes: OpAttribute[], inputs: Input[], count: number): tf.Tensor[];
  readSync(dataId: object): Float32Array | Int32Array | Uint8Array;
  binding: Record<string, number>;
}

/** A tensor, or tfjs-node's way to hand over a single 64-bit number. */
type Input = tf.TensorInfo | { valueArray: Int32Array };

/** tensorflow.DataType. */
const dtypes = { float32: 1, int32: 3, int64: 9, bool: 10 } as const;

/** The ops that a function ran, as a graph of TensorFlow, and what goes in and out of it. */
export interface Recording {
  nodes: Node[];
  inputs: Record<string, Port>;
  outputs: Record<string, Port>;
}

/** Runs a function once, on the TensorFlow backend, and writes down its ops. */
export function record(run: TensorFunction, examples: tf.Tensor[]): Recording {
  const backend = tf.backend() as Backend;
  const recorder = new Recorder(backend);
  const inputs = recorder.inputs(examples);
  const single = backend.executeSingleOutput.bind(backend);
  const multiple = backend.executeMultipleOutputs.bind(backend);
  backend.executeSingleOutput = (op, attributes, inputs) => {
    const output = single(op, attributes, inputs);
    recorder.op(op, attributes, inputs, [output]);
    return output;
  };
  backend.executeMultipleOutputs = (op, attributes, inputs, count) => {
    const outputs = multiple(op, attributes, inputs, count);
    recorder.op(op, attributes, inputs, outputs);
    return outputs;
  };
  try {
    const results = tf.tidy(() => run(...examples));
    const outputs = recorder.outputs(results);
    tf.dispose(results);
    return { nodes: recorder.nodes, inputs, outputs };
  } finally {
    Object.assign(backend, { executeSingleOutput: single, executeMultipleOutputs: multiple });
  }
}

class Recorder {
  readonly nodes: Node[] = [];
  /** Where each tensor's data comes from. */
  private readonly sources = new Map<object, string>();
  private readonly constants = new Map<string, string>();

  constructor(private readonly backend: Backend) {}

  inputs(tensors: tf.Tensor[]): Record<string, Port> {
    return Object.fromEntries(
      tensors.map((tensor, k) => {
        const name = `input${k}`;
        const dtype = dtypeOf(tensor);
        this.sources.set(tensor.dataId, name);
        this.nodes.push({
          name,
          op: 'Placeholder',
          shape: tensor.shape,
          attr: { dtype: { type: dtype }, shape: { shape: shapeOf(tensor.shape) } },
        });
        return [name, port(name, tensor)];
      }),
    );
  }

  op(op: string, attributes: OpAttribute[], inputs: Input[], outputs: tf.Tensor[]): void {
    const name = `op${this.nodes.length}`;
    const input = inputs.map((one) => this.source(one)); // may add constants, which come first
    const attr = Object.fromEntries(attributes.map((one) => [one.name, this.attribute(one)]));
    this.nodes.push({ name, op, input, shape: outputs[0]!.shape, attr });
    outputs.forEach(({ dataId }, k) => this.sources.set(dataId, k ? `${name}:${k}` : name));
  }

  outputs(tensors: tf.Tensor[]): Record<string, Port> {
    return Object.fromEntries(
      tensors.map((tensor, k) => {
        const name = `output${k}`;
        this.nodes.push({
          name,
          op: 'Identity',
          input: [this.source(tensor)],
          shape: tensor.shape,
          attr: { T: { type: dtypeOf(tensor) } },
        });
        return [name, port(name, tensor)];
      }),
    );
  }

  private source(input: Input): string {
    if ('valueArray' in input) {
      const content = new BigInt64Array([BigInt(input.valueArray[0]!)]);
      return this.constant(dtypes.int64, [], new Uint8Array(content.buffer));
    }
    const known = this.sources.get(input.dataId);
    if (known) return known;
    const values = this.backend.readSync(input.dataId);
    const content = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const name = this.constant(dtypeOf(input), input.shape, content);
    this.sources.set(input.dataId, name);
    return name;
  }

  /** Tensors that come from outside the function; small ones (shapes, axes, factors) are written down once. */
  private constant(dtype: number, shape: number[], content: Uint8Array): string {
    const key = content.length < 256 ? `${dtype} ${shape.join()} ${content.join()}` : undefined;
    const known = key && this.constants.get(key);
    if (known) return known;
    const name = `constant${this.nodes.length}`;
    const tensor = { dtype, tensorShape: shapeOf(shape), tensorContent: Uint8Array.from(content) };
    this.nodes.push({ name, op: 'Const', shape, attr: { dtype: { type: dtype }, value: { tensor } } });
    if (key) this.constants.set(key, name);
    return name;
  }

  private attribute({ name, type, value }: OpAttribute): Attribute {
    const { TF_ATTR_TYPE, TF_ATTR_INT, TF_ATTR_FLOAT, TF_ATTR_BOOL, TF_ATTR_STRING, TF_ATTR_SHAPE } =
      this.backend.binding;
    switch (type) {
      case TF_ATTR_TYPE:
        return { type: value as number };
      case TF_ATTR_INT:
        return Array.isArray(value) ? { list: { i: value as number[] } } : { i: value as number };
      case TF_ATTR_FLOAT:
        return Array.isArray(value) ? { list: { f: value as number[] } } : { f: value as number };
      case TF_ATTR_BOOL:
        return Array.isArray(value) ? { list: { b: value as boolean[] } } : { b: value as boolean };
      case TF_ATTR_STRING:
        return { s: new TextEncoder().encode(value as string) };
      case TF_ATTR_SHAPE:
        return { shape: shapeOf(value as number[]) };
      default:
        throw new Error(`an op's attribute ${name} is of type ${type}, which a graph cannot be given here`);
    }
  }
}

function shapeOf(shape: number[]): Shape {
  return { dim: shape.map((size) => ({ size })) };
}

function dtypeOf({ dtype }: tf.TensorInfo): number {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtypes[dtype];
  throw new Error(`a graph cannot hold a tensor of type ${dtype} here`);
}

function port(name: string, tensor: tf.Tensor): Port {
  return { name: `${name}:0`, dtype: dtypeOf(tensor), tensorShape: shapeOf(tensor.shape) };
}
