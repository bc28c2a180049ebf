import { readFileSync } from 'node:fs';
import type { Node } from './saved-model.ts';

/** tensorflow.DataType. */
const [FLOAT, BFLOAT16] = [1, 14];

/** Channels that a convolution must have to be worth it, and so as not to be one that looks at colours or gives them. */
const LEAST = 16;

/** The inputs that hold values (others hold sizes), of ops that may be computed in bfloat16. */
const values: Record<string, (inputs: string[]) => string[]> = {
  Conv2D: (inputs) => inputs,
  Conv2DBackpropInput: ([, kernel, dy]) => [kernel!, dy!],
  Conv2DBackpropFilter: ([x, , dy]) => [x!, dy!],
  Add: (inputs) => inputs,
  Relu: (inputs) => inputs,
  ReluGrad: (inputs) => inputs,
  MaxPool: (inputs) => inputs,
  MaxPoolGrad: (inputs) => inputs,
  MirrorPadGrad: ([dy]) => [dy!],
  Slice: ([x]) => [x!],
  ReverseV2: ([x]) => [x!],
  ConcatV2: (inputs) => inputs.slice(0, -1),
};
/** Ops that only move values: in bfloat16 where they come so, or where nothing else becomes of them. */
const movers = new Set(['Slice', 'ReverseV2', 'ConcatV2']);

/** Whether the processor multiplies bfloat16 numbers, twice as many at a time as floats; elsewhere they would be slower. */
export function hasBfloat16(): boolean {
  try {
    return /^flags.*\b(avx512_bf16|amx_bf16)\b/m.test(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return false; // not Linux
  }
}

/**
 * Has the convolutions of many channels computed in bfloat16, those of the loss network and of the network that paints, and
 * what lies between two of them. Sums inside a convolution stay in floats, and so do norms, losses, weights and Adam.
 * Convolutions that look at colours, or give them, are left as they are; gradients may come back to colours in bfloat16.
 */
export function inHalfPrecision(nodes: Node[]): Node[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const half = new Set<string>();
  const isHalf = (input: string) => half.has(input);
  for (const node of nodes) {
    const inputs = valuesOf(node);
    if (!inputs) continue;
    const chosen = movers.has(node.op)
      ? inputs.every(isHalf)
      : (isLargeConvolution(node, byName) ??
        (inputs.some(isHalf) && (node.op !== 'Add' || inputs.every((input) => isHalf(input) || byName.get(input)?.op === 'Const')))); // prettier-ignore
    if (chosen) half.add(node.name);
  }
  const inFloat = new Set<string>();
  for (const node of nodes.toReversed()) {
    if (movers.has(node.op) && !inFloat.has(node.name)) half.add(node.name);
    if (!isHalf(node.name)) node.input?.forEach((input) => inFloat.add(input));
  }

  const out: Node[] = [];
  const casts = new Set<string>();
  const cast = (input: string, to: number) => {
    const name = `${input.replace(':', '_')}_as${to}`;
    if (!casts.has(name)) {
      casts.add(name);
      const from = to === FLOAT ? BFLOAT16 : FLOAT;
      const { shape } = byName.get(input.split(':')[0]!)!;
      const attr = { SrcT: { type: from }, DstT: { type: to } };
      out.push({ name, op: 'Cast', input: [input], shape, attr });
    }
    return name;
  };
  for (const node of nodes) {
    const wanted = half.has(node.name) ? BFLOAT16 : FLOAT;
    const inputs = wanted === BFLOAT16 ? valuesOf(node) : node.input;
    const input = node.input?.map((one) => {
      if (!inputs!.includes(one)) return one;
      const given = isHalf(one) ? BFLOAT16 : FLOAT;
      return given === wanted ? one : cast(one, wanted);
    });
    out.push({
      ...node,
      ...(input && { input }),
      ...(wanted === BFLOAT16 && { attr: { ...node.attr, T: { type: BFLOAT16 } } }),
    });
  }
  return out;
}

const valuesOf = ({ op, input }: Node): string[] | undefined => values[op]?.(input!);

/** Whether enough channels go in and come out, as far as they are multiplied; undefined of what is no convolution. */
function isLargeConvolution(node: Node, byName: Map<string, Node>): boolean | undefined {
  if (!node.op.startsWith('Conv2D')) return undefined;
  const kernel = node.op === 'Conv2DBackpropFilter' ? node : byName.get(node.input![1]!)!;
  const [from, to] = kernel.shape.slice(2) as [number, number];
  return to >= LEAST && (from >= LEAST || node.op === 'Conv2DBackpropInput');
}
