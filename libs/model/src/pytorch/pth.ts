import { getFloat16 } from '@petamoriken/float16';
import { unzipSync } from 'fflate';
import { type Checkpoint, CheckpointError, fromBfloat16, type Tensors } from '../checkpoint/index.ts';
import { readPickle } from './pickle.ts';
import { type StorageType, TensorReference, type Value } from './pickle-values.ts';
import { belongs, findNetworks, only, toCheckpoint } from './state-dict.ts';

/** The bytes of each storage, by its key. */
type Storages = (key: string) => Uint8Array | undefined;

const BYTES = {
  ...{ F64: 8, F32: 4, F16: 2, BF16: 2 },
  ...{ I64: 8, I32: 4, I16: 2, I8: 1, U8: 1, BOOL: 1 },
} as const satisfies Record<StorageType, number>;
const LEGACY_MAGIC = 0x1950a86a20f9469cfc6cn;
const CUT_SHORT = 'the file is cut short or damaged';

/** A dictionary of the file that holds tensors. */
interface StateDict {
  /** Its keys from the outside: `checkpoint → model`. */
  path: string[];
  tensors: Map<string, TensorReference>;
}

/**
 * Reads the named tensors of a PyTorch file (`torch.save` of a state dict, alone or in other dictionaries beside whatever
 * a training script keeps), as float32. Both formats are read: the zip of a pickle and one file per storage, and the
 * older one of a row of pickles followed by the storages. The pickle is read, never executed.
 * @param wanted leaves out the tensors whose name it denies
 * @throws CheckpointError where the file is cut short, is something else, holds no wanted tensor or several dictionaries
 * with them, or other values in them than finite floating-point numbers
 */
export function readPth(bytes: Uint8Array, wanted: (name: string) => boolean = () => true): Tensors {
  const { value, storages } = open(bytes);
  const [found, ...others] = stateDicts(value).filter(({ tensors }) => [...tensors.keys()].some(wanted));
  if (!found) throw new CheckpointError('the file holds none of the tensors that are looked for');
  if (others.length > 0)
    throw new CheckpointError(
      `the file holds several dictionaries of tensors: ${[found, ...others].map(place).join(', ')}`,
    );
  return readTensors(found, storages, wanted);
}

/**
 * A checkpoint from a PyTorch file with this network, of any width: in the report's names (`model.0.block.1.weight`, …)
 * or those of PyTorch's example, also behind a prefix, or inside other dictionaries.
 * @throws CheckpointError also where a tensor is missing, has another shape or does not belong to the network, or where
 * there are several networks
 */
export function importPth(bytes: Uint8Array): Checkpoint {
  const { value, storages } = open(bytes);
  const networks = stateDicts(value).flatMap((dict) =>
    findNetworks(dict.tensors.keys()).map((found) => ({ dict, found })),
  );
  const { dict, found } = only(networks, ({ dict, found }) => `${place(dict)} ${found.prefix}`.trim());
  return toCheckpoint(readTensors(dict, storages, belongs(found)), found, 'imported from a PyTorch file');
}

const place = ({ path }: StateDict) => (path.length > 0 ? path.join(' → ') : 'the outermost');

/** The dictionaries with tensors in them, the outer ones first. */
function stateDicts(value: Value): StateDict[] {
  if (!(value instanceof Map)) throw new CheckpointError('the file holds no dictionary of tensors');
  const dicts: StateDict[] = [];
  const seen = new Set<Value>(); // a dictionary may hold itself
  const ahead: { path: string[]; map: Map<Value, Value> }[] = [{ path: [], map: value }];
  for (let next = ahead.shift(); next; next = ahead.shift()) {
    if (seen.has(next.map)) continue;
    seen.add(next.map);
    const tensors = new Map<string, TensorReference>();
    for (const [key, entry] of next.map)
      if (entry instanceof TensorReference && typeof key === 'string') tensors.set(key, entry);
      else if (entry instanceof Map)
        ahead.push({ path: [...next.path, typeof key === 'string' ? key : '…'], map: entry });
    if (tensors.size > 0) dicts.push({ path: next.path, tensors });
  }
  return dicts;
}

function readTensors({ tensors }: StateDict, storages: Storages, wanted: (name: string) => boolean): Tensors {
  return new Map(
    [...tensors]
      .filter(([name]) => wanted(name))
      .map(([name, entry]) => [name, { shape: entry.shape, data: readTensor(name, entry, storages) }]),
  );
}

function open(bytes: Uint8Array): { value: Value; storages: Storages } {
  return bytes[0] === 0x50 && bytes[1] === 0x4b ? openZip(bytes) : openLegacy(bytes);
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
  const types = new Map(dictionary.storages.map(({ key, type }) => [key, type]));
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
  const read = reader(name, bytes, storage.type);
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

/** Reads the `index`-th element of a storage's bytes, little-endian. @throws CheckpointError for whole numbers */
function reader(name: string, bytes: Uint8Array, type: StorageType): (index: number) => number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type) {
    case 'F64':
      return (index) => view.getFloat64(index * 8, true);
    case 'F32':
      return (index) => view.getFloat32(index * 4, true);
    case 'F16':
      return (index) => getFloat16(view, index * 2, true);
    case 'BF16':
      return (index) => fromBfloat16(view.getUint16(index * 2, true));
    case 'I64':
    case 'I32':
    case 'I16':
    case 'I8':
    case 'U8':
    case 'BOOL':
      throw new CheckpointError(`tensor ${name} holds whole numbers (${type}), not weights`);
  }
}
