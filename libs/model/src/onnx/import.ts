import {
  type Checkpoint,
  CheckpointError,
  METADATA_KEY,
  readMetadata,
  type Tensors,
} from '../checkpoint/index.ts';
import { checkTransformerNet } from '../networks/architecture.ts';
import { decodeModel, FLOAT, type ModelMessage } from './schema.ts';

/**
 * The checkpoint inside a file that `exportOnnx` made.
 * @throws CheckpointError where the file is damaged, not an Atelier network, or from a newer version
 */
export function importOnnx(bytes: Uint8Array): Checkpoint {
  let model: ModelMessage;
  try {
    model = decodeModel(bytes);
  } catch (cause) {
    throw new CheckpointError('this is not an ONNX file, or it is cut short', { cause });
  }
  const description = model.metadataProps.find(({ key }) => key === METADATA_KEY);
  if (!description) throw new CheckpointError('this ONNX file was not written by Atelier');
  const tensors: Tensors = new Map();
  for (const { name, dims, dataType, rawData } of model.graph.initializer) {
    if (dataType !== FLOAT || !name.startsWith('model.')) continue;
    if (rawData.length !== 4 * dims.reduce((product, side) => product * side, 1))
      throw new CheckpointError(`tensor ${name} has the wrong number of bytes`);
    tensors.set(name, { shape: dims, data: new Float32Array(new Uint8Array(rawData).buffer) });
  }
  const cp = { metadata: readMetadata(description.value), tensors };
  checkTransformerNet(cp);
  return cp;
}
