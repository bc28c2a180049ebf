import { type NamedTensor } from '../checkpoint/index.ts';
import {
  type AttributeMessage,
  encodeModel,
  FLOAT,
  INT64,
  type NodeMessage,
  type TensorMessage,
} from './schema.ts';

/** ONNX Runtime since 1.14 reads these. */
const OPSET = 18;
const IR_VERSION = 8;

type Attribute = number | string | number[] | { float: number };

/** The name of a value in the graph. */
export type Value = string;

/** Builds an ONNX graph node by node; every method gives the name of the value it made. */
export class Graph {
  private readonly nodes: NodeMessage[] = [];
  private readonly initializers = new Map<string, TensorMessage>();
  private readonly inputs: ReturnType<typeof valueInfo>[] = [];
  private readonly outputs: ReturnType<typeof valueInfo>[] = [];

  /** A dimension given as a word is free. */
  input(name: string, shape: (number | string)[], type = FLOAT): Value {
    this.inputs.push(valueInfo(name, shape, type));
    return name;
  }

  /** A tensor of 64-bit integers that every run is given. */
  integerInput(name: string, shape: number[]): Value {
    return this.input(name, shape, INT64);
  }

  /** Gives the value out under `name`. */
  output(value: Value, name: string, shape: (number | string)[], type = FLOAT): void {
    this.nodes.push({ name, opType: 'Identity', input: [value], output: [name], attribute: [] });
    this.outputs.push(valueInfo(name, shape, type));
  }

  /** A float tensor kept in the file under its name. */
  weight(name: string, { shape, data }: NamedTensor): Value {
    const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.initializers.set(name, { name, dims: shape, dataType: FLOAT, rawData });
    return name;
  }

  floats(data: number[], shape: number[]): Value {
    return this.weight(`floats:${shape.join('×')}:${data.join(',')}`, {
      shape,
      data: Float32Array.from(data),
    });
  }

  integers(data: number[]): Value {
    const name = `integers:${data.join(',')}`;
    const rawData = new Uint8Array(BigInt64Array.from(data, BigInt).buffer);
    this.initializers.set(name, { name, dims: [data.length], dataType: INT64, rawData });
    return name;
  }

  /** A node of the operator `type`. An input given as '' is left out. */
  node(type: string, inputs: Value[], attributes: Record<string, Attribute> = {}): Value {
    const output = `${type}_${this.nodes.length}`;
    this.nodes.push({
      name: output,
      opType: type,
      input: inputs,
      output: [output],
      attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
    });
    return output;
  }

  /** The bytes of the .onnx file. */
  file(metadata: Record<string, string>): Uint8Array {
    return encodeModel({
      irVersion: IR_VERSION,
      producerName: 'atelier',
      opsetImport: [{ domain: '', version: OPSET }],
      metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
      graph: {
        name: 'transformer-net',
        node: this.nodes,
        initializer: [...this.initializers.values()],
        input: this.inputs,
        output: this.outputs,
      },
    });
  }
}

function valueInfo(name: string, shape: (number | string)[], elemType: number) {
  const dim = shape.map((side) => (typeof side === 'number' ? { dimValue: side } : { dimParam: side }));
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

function attribute(name: string, value: Attribute): AttributeMessage {
  if (typeof value === 'number') return { name, type: 'INT', i: value };
  if (typeof value === 'string') return { name, type: 'STRING', s: new TextEncoder().encode(value) };
  if (Array.isArray(value)) return { name, type: 'INTS', ints: value };
  return { name, type: 'FLOAT', f: value.float };
}
