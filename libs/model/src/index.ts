export type { Picture } from './picture.ts';
export * from './checkpoint/index.ts';
export { lossNames, Objective } from './losses/objective.ts';
export {
  LossNetwork,
  type LossNetworkName,
  lossNetworkShapes,
  randomLossNetwork,
  type Tap,
  taps,
} from './networks/loss-network.ts';
export {
  loadParameters,
  type Parameters,
  randomParameters,
  saveParameters,
  stylize,
  transformerNet,
} from './networks/transformer-net.ts';
export { useNativeKernels } from './ops/native.ts';
export { teacher, type Teacher } from './networks/teacher.ts';
export { type AdamState, adamState } from './training/adam.ts';
export { type Compile, type Compiled, opByOp, type TensorFunction } from './training/compile.ts';
export * from './training/config.ts';
export type * from './training/events.ts';
export { distill, type DistillEvent } from './training/distill.ts';
export { minimiser, type Minimiser, type Slope } from './training/minimiser.ts';
export { optimise, type OptimiseOptions } from './training/optimise.ts';
export { trainingSlope } from './training/step.ts';
export { DivergedError, train, type TrainingOptions } from './training/train.ts';
export { fromVector, type Layout, layoutOf, toVector } from './training/vector.ts';
