import { CheckpointError } from '../checkpoint/checkpoint.ts';

/** How the elements of a storage are stored. */
export type StorageType = 'F64' | 'F32' | 'F16' | 'BF16' | 'I64' | 'I32' | 'I16' | 'I8' | 'U8' | 'BOOL';

/** The memory of one or more tensors, kept apart from the pickle under `key`; `length` counts elements. */
export class StorageReference {
  constructor(
    readonly type: StorageType,
    readonly key: string,
    readonly length: number,
  ) {}
}

/** A tensor as a view of a storage: `offset` and `strides` count elements. */
export class TensorReference {
  constructor(
    readonly storage: StorageReference,
    readonly offset: number,
    readonly shape: number[],
    readonly strides: number[],
  ) {}
}

/** A class or function that the pickle names; it is only ever compared, never looked up or called. */
class Global {
  constructor(readonly name: string) {}
}

export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Value[]
  | Map<Value, Value>
  | Global
  | StorageReference
  | TensorReference;

const storageTypes: Record<string, StorageType> = {
  'torch.DoubleStorage': 'F64',
  'torch.FloatStorage': 'F32',
  'torch.HalfStorage': 'F16',
  'torch.BFloat16Storage': 'BF16',
  'torch.LongStorage': 'I64',
  'torch.IntStorage': 'I32',
  'torch.ShortStorage': 'I16',
  'torch.CharStorage': 'I8',
  'torch.ByteStorage': 'U8',
  'torch.BoolStorage': 'BOOL',
};

const first = ([value]: Value[]) => value;

/**
 * What a global becomes when the pickle calls it with arguments: all that a file of tensors needs, and what training
 * scripts store beside them.
 */
const calls: Record<string, (args: Value[]) => Value | undefined> = {
  '__builtin__.set': first,
  'builtins.set': first,
  '_codecs.encode': first, // bytes, before protocol 3
  'torch.Size': first,
  'torch.device': first,
  'collections.OrderedDict': (args) => (args.length === 0 ? new Map() : undefined),
  'torch._utils._rebuild_tensor': tensor,
  'torch._utils._rebuild_tensor_v2': tensor,
  'torch._utils._rebuild_parameter': ([data]) => (data instanceof TensorReference ? data : undefined),
};

/** A value that only stands for itself, as in `{"dtype": torch.float32}`. */
const DTYPE = /^torch\.(float|bfloat|int|uint|bool)\d*$/;

export function damaged(): CheckpointError {
  return new CheckpointError('the list of tensors in the file is damaged');
}

/** A name that the pickle gives. @throws CheckpointError where it is none that a file of tensors needs */
export function global(module: Value, member: Value): Value {
  if (typeof module !== 'string' || typeof member !== 'string') throw damaged();
  const name = `${module}.${member}`;
  if (!Object.hasOwn(storageTypes, name) && !Object.hasOwn(calls, name) && !DTYPE.test(name))
    throw new CheckpointError(
      `the file asks to load ${name}; only plain tensors are read and nothing in a file is executed`,
    );
  return new Global(name);
}

/** What the pickle calls, with what it is called with. @throws CheckpointError where no file of tensors does */
export function reduce(callee: Value, args: Value): Value {
  if (!(callee instanceof Global) || !Array.isArray(args)) throw damaged();
  const call = Object.hasOwn(calls, callee.name) ? calls[callee.name] : undefined;
  const result = call?.(args);
  if (result === undefined)
    throw new CheckpointError(
      `the file calls ${callee.name} in a way that no plain file of tensors does; refused`,
    );
  return result;
}

/** `('storage', torch.FloatStorage, key, device, length)`, in older files followed by None. */
export function storage(id: Value): StorageReference {
  if (!Array.isArray(id)) throw damaged();
  const [kind, type, key, , length, viewOf = null] = id;
  if (kind !== 'storage' || !(type instanceof Global) || typeof key !== 'string' || !isCount(length))
    throw damaged();
  const stored = storageTypes[type.name];
  if (stored === undefined || viewOf !== null) throw damaged();
  return new StorageReference(stored, key, length);
}

function tensor([store, offset, shape, strides]: Value[]): TensorReference | undefined {
  const counts = (values: Value | undefined): values is number[] =>
    Array.isArray(values) && values.every(isCount);
  if (!(store instanceof StorageReference) || !isCount(offset) || !counts(shape) || !counts(strides))
    return undefined;
  return shape.length === strides.length ? new TensorReference(store, offset, shape, strides) : undefined;
}

function isCount(value: Value | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
