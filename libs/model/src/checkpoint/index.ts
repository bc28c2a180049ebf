export {
  type Checkpoint,
  type CheckpointMetadata,
  checkpointMetadataSchema,
  type Tensors,
} from './checkpoint.ts';
export { CheckpointError, readCheckpoint, readMetadata, writeCheckpoint } from './checkpoint.ts';
export { type NamedTensor, readSafetensors, SafetensorsError, writeSafetensors } from './safetensors.ts';
