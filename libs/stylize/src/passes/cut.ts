import { checkTransformerNet, layers } from '@atelier/model/architecture';
import { type Checkpoint } from '@atelier/model/checkpoint';
import { foldScaleAfter, foldScaleBefore, IMAGENET_OF_BYTES, inverse } from '@atelier/model/scale';
import { type Pass } from './pass.ts';
import { PassGraph } from './pass-graph.ts';

/**
 * The network cut at its instance norms, in order. Sides of the picture must be multiples of 4. The encoder's and the
 * decoder's large maps are computed again in each pass, each norm then a part of its convolution; only the trunk's, at a
 * quarter of the sides, are kept.
 * @throws CheckpointError where a tensor does not fit the architecture
 */
export function cutIntoPasses(cp: Checkpoint): Pass[] {
  checkTransformerNet(cp);
  const { encoder, residuals, decoder, last } = layers(cp.metadata.architecture.width);
  // Photos come as RGB 0..255, and paintings go so.
  const reading = foldScaleBefore(cp.tensors, encoder[0].conv, IMAGENET_OF_BYTES);
  const tensors = foldScaleAfter(reading, last.conv, inverse(IMAGENET_OF_BYTES));
  const passes: Pass[] = [];
  const pass = (name: string, build: (graph: PassGraph) => void) => {
    const graph = new PassGraph({ ...cp, tensors });
    build(graph);
    passes.push(graph.pass(name));
  };

  for (const depth of encoder.keys())
    pass(`encoder ${depth + 1}`, (graph) => {
      let x = graph.photo();
      for (const [i, layer] of encoder.slice(0, depth).entries())
        x = graph.convStep(layer, x, { stride: i === 0 ? 1 : 2, norm: i });
      const y = graph.convStep(encoder[depth]!, x, { stride: depth === 0 ? 1 : 2 });
      graph.statistics(y);
      if (depth === encoder.length - 1) graph.write('trunk', y);
    });

  /** The trunk as it enters a residual block or the decoder; written back for the next one. */
  const enter = (graph: PassGraph, block: number) => {
    const norm = passes.length - 1;
    const trunk = graph.map('trunk');
    const x =
      block === 0
        ? graph.node('Relu', [graph.givenNorm(encoder[2], trunk, norm)])
        : graph.node('Add', [trunk, graph.givenNorm(residuals[block - 1]![1], graph.map('branch'), norm)]);
    graph.writeInner('trunk', x);
    return x;
  };
  for (const [i, [first, second]] of residuals.entries()) {
    pass(`residual block ${i + 1}, first half`, (graph) => {
      const y = graph.convStep(first, enter(graph, i));
      graph.statistics(y);
      graph.write('branch', y);
    });
    pass(`residual block ${i + 1}, second half`, (graph) => {
      const x = graph.node('Relu', [graph.givenNorm(first, graph.map('branch'), passes.length - 1)]);
      const y = graph.convStep(second, x);
      graph.statistics(y);
      graph.write('branch', y);
    });
  }

  const start = passes.length;
  pass('decoder 1', (graph) => {
    graph.statistics(graph.doubleStep(decoder[0], enter(graph, residuals.length)));
  });
  pass('decoder 2', (graph) => {
    const half = graph.doubleStep(decoder[0], graph.map('trunk'), { norm: start });
    graph.statistics(graph.doubleStep(decoder[1], half));
  });
  pass('decoder 3', (graph) => {
    const half = graph.doubleStep(decoder[0], graph.map('trunk'), { norm: start });
    const full = graph.doubleStep(decoder[1], half, { norm: start + 1 });
    graph.paint(graph.lastStep(last, full));
  });
  return passes;
}
