import { unzipSync } from 'fflate';
import { checkTransformerNet } from '../networks/architecture.ts';
import { type Checkpoint, CheckpointError, type Tensors } from '../checkpoint/checkpoint.ts';
import { readPickle, type StorageType, TensorReference, type Value } from './pickle.ts';
import { fromHalf } from '../checkpoint/safetensors.ts';

/** The bytes of each storage, by its key. */
type Storages = (key: string) => Uint8Array | undefined;

const BYTES = { F64: 8, F32: 4, F16: 2, BF16: 2 } as const satisfies Record<StorageType, number>;
const LEGACY_MAGIC = 0x1950a86a20f9469cfc6cn;
const FIRST_TENSOR = 'model.0.block.1.weight';
const CUT_SHORT = 'the file is cut short or damaged';

/**
 * Reads the named tensors of a PyTorch file (`torch.save` of a state dict), as float32. Both formats are read: the zip
 * of a pickle and one file per storage, and the older one of a row of pickles followed by the storages. The pickle is
 * read, never executed.
 * @param wanted leaves out the tensors whose name it denies
 * @throws CheckpointError where the file is cut short, is something else, or holds more than plain tensors of finite numbers
 */
export function readPth(bytes: Uint8Array, wanted: (name: string) => boolean = () => true): Tensors {
  const { value, storages } = bytes[0] === 0x50 && bytes[1] === 0x4b ? openZip(bytes) : openLegacy(bytes);
  if (!(value instanceof Map)) throw new CheckpointError('the file holds no dictionary of tensors');
  const tensors: Tensors = new Map();
  for (const [name, entry] of value) {
    if (typeof name !== 'string') throw new CheckpointError('the file holds a tensor without a name');
    if (!(entry instanceof TensorReference))
      throw new CheckpointError(`the entry "${name}" of the file is not a tensor`);
    if (wanted(name)) tensors.set(name, { shape: entry.shape, data: readTensor(name, entry, storages) });
  }
  return tensors;
}

/**
 * A checkpoint from a PyTorch file with this network's names (`model.0.block.1.weight`, …), of any width.
 * @throws CheckpointError also where a tensor is missing, has another shape or does not belong to the network
 */
export function importPth(bytes: Uint8Array): Checkpoint {
  const tensors = readPth(bytes);
  const width = tensors.get(FIRST_TENSOR)?.shape[0];
  if (!width)
    throw new CheckpointError(
      `not the network that Atelier paints with: the tensor ${FIRST_TENSOR} is missing`,
    );
  const checkpoint: Checkpoint = {
    metadata: {
      formatVersion: 1,
      kind: 'weights',
      architecture: { name: 'transformer-net', width },
      iteration: 0,
      note: 'imported from a PyTorch file',
    },
    tensors,
  };
  checkTransformerNet(checkpoint);
  return checkpoint;
}

function openZip(bytes: Uint8Array): { value: Value; storages: Storages } {
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: ({ name, compression }) => {
        if (compression !== 0)
          throw new CheckpointError(`${name} in the file is compressed, which PyTorch does not do`);
        return true;
      },
    });
  } catch (error) {
    throw error instanceof CheckpointError ? error : new CheckpointError(CUT_SHORT, { cause: error });
  }
  const list = Object.keys(files).find((name) => /^[^/]+\/data\.pkl$/.test(name));
  if (list === undefined)
    throw new CheckpointError('this zip file is not a PyTorch file: it holds no data.pkl');
  const folder = list.slice(0, -'data.pkl'.length);
  const order = files[`${folder}byteorder`];
  if (order && new TextDecoder().decode(order) !== 'little')
    throw new CheckpointError('the file was written on a big-endian machine; save it again on a common one');
  return { value: readPickle(files[list]!).value, storages: (key) => files[`${folder}data/${key}`] };
}

/** Magic number, protocol, machine, the dictionary, the keys in order; then for each key its length and its bytes. */
function openLegacy(bytes: Uint8Array): { value: Value; storages: Storages } {
  const magic = bytes[0] === 0x80 ? readPickle(bytes) : undefined;
  if (magic?.value !== LEGACY_MAGIC) throw new CheckpointError('this is not a PyTorch file');
  const protocol = readPickle(bytes, magic.end);
  const machine = readPickle(bytes, protocol.end);
  if (machine.value instanceof Map && machine.value.get('little_endian') === false)
    throw new CheckpointError('the file was written on a big-endian machine; save it again on a common one');
  const dictionary = readPickle(bytes, machine.end);
  const keys = readPickle(bytes, dictionary.end);
  const types = new Map<string, StorageType>();
  for (const entry of dictionary.value instanceof Map ? dictionary.value.values() : [])
    if (entry instanceof TensorReference) types.set(entry.storage.key, entry.storage.type);
  const found = new Map<string, Uint8Array>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = keys.end;
  for (const key of Array.isArray(keys.value) ? keys.value : []) {
    const type = typeof key === 'string' ? types.get(key) : undefined;
    if (type === undefined || at + 8 > bytes.length) throw new CheckpointError(CUT_SHORT);
    const length = Number(view.getBigUint64(at, true)) * BYTES[type];
    if (at + 8 + length > bytes.length) throw new CheckpointError(CUT_SHORT);
    found.set(key as string, bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return { value: dictionary.value, storages: (key) => found.get(key) };
}

function readTensor(name: string, reference: TensorReference, storages: Storages): Float32Array {
  const { storage, offset, shape, strides } = reference;
  const bytes = storages(storage.key);
  if (bytes?.length !== storage.length * BYTES[storage.type])
    throw new CheckpointError(`${CUT_SHORT}: the values of tensor ${name} are not all there`);
  const count = shape.reduce((product, side) => product * side, 1);
  const last = shape.reduce((index, side, axis) => index + (side - 1) * strides[axis]!, offset);
  if (count > storage.length || (count > 0 && last >= storage.length))
    throw new CheckpointError(`tensor ${name} reaches beyond its values in the file`);
  const read = reader(bytes, storage.type);
  const data = new Float32Array(count);
  const position = shape.map(() => 0);
  for (let i = 0, index = offset; i < count; i++) {
    data[i] = read(index);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index += strides[axis]!;
      if (++position[axis]! < shape[axis]!) break;
      index -= shape[axis]! * strides[axis]!;
      position[axis] = 0;
    }
  }
  if (!data.every(Number.isFinite))
    throw new CheckpointError(`tensor ${name} holds values that are not finite numbers`);
  return data;
}

/** Reads the `index`-th element of a storage's bytes, little-endian. */
function reader(bytes: Uint8Array, type: StorageType): (index: number) => number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type) {
    case 'F64':
      return (index) => view.getFloat64(index * 8, true);
    case 'F32':
      return (index) => view.getFloat32(index * 4, true);
    case 'F16':
      return (index) => fromHalf(view.getUint16(index * 2, true));
    case 'BF16': {
      // bfloat16 is the upper half of a float32
      const word = new DataView(new ArrayBuffer(4));
      return (index) => {
        word.setUint16(0, view.getUint16(index * 2, true));
        return word.getFloat32(0);
      };
    }
  }
}
