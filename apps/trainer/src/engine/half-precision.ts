import { readFileSync } from 'node:fs';
import type { Node } from './saved-model.ts';

/** tensorflow.DataType. */
const [FLOAT, BFLOAT16] = [1, 14];

/** The inputs that hold values (others hold sizes), of ops that may be computed in bfloat16. */
const values: Record<string, number[]> = {
  Conv2D: [0, 1],
  Conv2DBackpropInput: [1, 2],
  Conv2DBackpropFilter: [0, 2],
  Add: [0, 1],
  Relu: [0],
  ReluGrad: [0, 1],
  MaxPool: [0],
  MaxPoolGrad: [0, 1, 2],
  MirrorPad: [0],
  MirrorPadGrad: [0],
};
const convolutions = new Set(['Conv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter']);

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
 * Convolutions that look at colours, or give them, are left as they are.
 */
export function inHalfPrecision(nodes: Node[]): Node[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const half = new Set<string>();
  const isHalf = (input: string) => half.has(input);
  for (const node of nodes) {
    const inputs = values[node.op]?.map((k) => node.input![k]!);
    if (!inputs) continue;
    const chosen = convolutions.has(node.op)
      ? hasLargeKernel(node, byName)
      : inputs.some(isHalf) && (node.op !== 'Add' || inputs.every((input) => isHalf(input) || byName.get(input)?.op === 'Const')); // prettier-ignore
    if (chosen) half.add(node.name);
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
    const places = wanted === BFLOAT16 ? values[node.op]! : node.input?.map((_, k) => k);
    const input = node.input?.map((one, k) => {
      if (!places?.includes(k)) return one;
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

function hasLargeKernel(node: Node, byName: Map<string, Node>): boolean {
  const kernel = node.op === 'Conv2DBackpropFilter' ? node : byName.get(node.input![1]!);
  const [, , from, to] = kernel?.shape ?? [];
  return Math.min(from ?? 0, to ?? 0) >= 16;
}
