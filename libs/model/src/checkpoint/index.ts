export { type Checkpoint, type CheckpointMetadata, type Origin, type Tensors } from './checkpoint.ts';
export {
  CheckpointError,
  METADATA_KEY,
  readCheckpoint,
  readMetadata,
  writeCheckpoint,
} from './checkpoint.ts';
export { fromBfloat16, type NamedTensor, readSafetensors, SafetensorsError } from './safetensors.ts';
/** @internal */
export { writeSafetensors } from './safetensors.ts';
