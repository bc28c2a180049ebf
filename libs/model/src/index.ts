export type { Picture } from './picture.ts';
export * from './checkpoint/index.ts';
export { IMAGENET } from './networks/architecture.ts';
export { momentsLoss, type MomentsTarget, momentsTarget } from './losses/moments.ts';
export { type Losses, lossNames, type LossSettings, Objective } from './losses/objective.ts';
export { LossNetwork, lossNetworkShapes, randomLossNetwork, taps } from './networks/loss-network.ts';
export {
  loadParameters,
  type Parameters,
  randomParameters,
  saveParameters,
  stylize,
  transformerNet,
} from './networks/transformer-net.ts';
export { useNativeKernels } from './ops/native.ts';
export { featureExtractor, type FeatureExtractor } from './networks/feature-extractor.ts';
export { type AdamState, adamState } from './training/adam.ts';
export { type Compile, type Compiled, opByOp, type TensorFunction } from './training/compile.ts';
export * from './config.ts';
export type * from './training/events.ts';
export { distill, type DistillEvent } from './training/distill.ts';
export { createOptimizer, type Optimizer, type ObjectiveGradient } from './training/optimizer.ts';
export { optimise, type OptimiseOptions } from './training/optimise.ts';
export { trainingGradient } from './training/step.ts';
export { DivergedError } from './training/diverged-error.ts';
export { train, type TrainingOptions } from './training/train.ts';
export { fromVector, type Shapes, shapesOf, toVector } from './training/vector.ts';
