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

export interface Pickle {
  value: Value;
  /** Every storage that the pickle names. */
  storages: StorageReference[];
  /** Where it ends. */
  end: number;
}

/**
 * Reads one pickle of the kind PyTorch writes (protocols 2 to 5; dictionaries, lists, tuples, sets, numbers, strings and
 * tensors) starting at `start`. Nothing of what it names is executed.
 * @throws CheckpointError where the pickle is cut short, or names or does anything else
 */
export function readPickle(bytes: Uint8Array, start = 0): Pickle {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = new TextDecoder();
  const stack: Value[] = [];
  const marks: number[] = [];
  const memo = new Map<number, Value>();
  const storages: StorageReference[] = [];
  let at = start;

  const take = (count: number): number => {
    if (count < 0 || at + count > bytes.length)
      throw new CheckpointError('the file is cut short in the middle of its list of tensors');
    at += count;
    return at - count;
  };
  const byte = () => bytes[take(1)]!;
  const unsigned = () => view.getUint32(take(4), true);
  /** A length in eight bytes; what is longer than the file is cut short. */
  const long = () => Number(view.getBigUint64(take(8), true));
  const raw = (length: number) => {
    const from = take(length);
    return bytes.subarray(from, from + length);
  };
  const string = (length: number) => text.decode(raw(length));
  const line = () => {
    const end = bytes.indexOf(10, at);
    const content = string(end - at);
    take(1);
    return content;
  };
  const pop = (): Value => {
    const value = stack.pop();
    if (value === undefined) throw damaged();
    return value;
  };
  const popMark = (): Value[] => {
    const mark = marks.pop();
    if (mark === undefined) throw damaged();
    return stack.splice(mark);
  };
  const top = (): Value => {
    const value = stack.at(-1);
    if (value === undefined) throw damaged();
    return value;
  };
  const remembered = (index: number): Value => {
    const value = memo.get(index);
    if (value === undefined) throw damaged();
    return value;
  };
  const setItems = (items: Value[]) => {
    const target = top();
    if (!(target instanceof Map) || items.length % 2) throw damaged();
    for (let i = 0; i < items.length; i += 2) target.set(items[i]!, items[i + 1]!);
  };
  const append = (items: Value[]) => {
    const target = top();
    if (!Array.isArray(target)) throw damaged();
    for (const item of items) target.push(item);
  };

  for (;;) {
    const instruction = byte();
    switch (String.fromCharCode(instruction)) {
      case '\x80': // PROTO
        take(1);
        break;
      case 'c': // GLOBAL
        stack.push(global(line(), line()));
        break;
      case 'R': {
        // REDUCE
        const args = pop();
        stack.push(reduce(pop(), args));
        break;
      }
      case 'Q': {
        // BINPERSID
        const named = storage(pop());
        storages.push(named);
        stack.push(named);
        break;
      }
      case '\x93': {
        // STACK_GLOBAL
        const member = pop();
        const module = pop();
        if (typeof module !== 'string' || typeof member !== 'string') throw damaged();
        stack.push(global(module, member));
        break;
      }
      case '\x95': // FRAME: how much to read ahead
        take(8);
        break;
      case 'b': // BUILD sets attributes: a state dict carries module versions there, which painting does not need
        pop();
        if (!(top() instanceof Map))
          throw new CheckpointError('the file sets attributes of an object; refused');
        break;
      case 'q':
        memo.set(byte(), top());
        break;
      case 'r':
        memo.set(unsigned(), top());
        break;
      case '\x94': // MEMOIZE
        memo.set(memo.size, top());
        break;
      case 'h':
        stack.push(remembered(byte()));
        break;
      case 'j':
        stack.push(remembered(unsigned()));
        break;
      case '(':
        marks.push(stack.length);
        break;
      case 't':
      case 'l':
      case '\x91': // FROZENSET
        stack.push(popMark());
        break;
      case ')':
      case ']':
      case '\x8f': // EMPTY_SET
        stack.push([]);
        break;
      case '\x85':
        stack.push([pop()]);
        break;
      case '\x86':
        stack.push([pop(), pop()].reverse());
        break;
      case '\x87':
        stack.push([pop(), pop(), pop()].reverse());
        break;
      case '}':
        stack.push(new Map());
        break;
      case 's':
        setItems([pop(), pop()].reverse());
        break;
      case 'u':
        setItems(popMark());
        break;
      case 'a':
        append([pop()]);
        break;
      case 'e':
      case '\x90': // ADDITEMS
        append(popMark());
        break;
      case 'X':
      case 'T': // a string of Python 2
        stack.push(string(unsigned()));
        break;
      case '\x8c':
      case 'U': // a string of Python 2
        stack.push(string(byte()));
        break;
      case '\x8d':
        stack.push(string(long()));
        break;
      case 'C':
        stack.push(raw(byte()));
        break;
      case 'B':
        stack.push(raw(unsigned()));
        break;
      case '\x8e':
      case '\x96':
        stack.push(raw(long()));
        break;
      case 'K':
        stack.push(byte());
        break;
      case 'M':
        stack.push(view.getUint16(take(2), true));
        break;
      case 'J':
        stack.push(view.getInt32(take(4), true));
        break;
      case '\x8a':
        stack.push(whole(raw(byte())));
        break;
      case 'G':
        stack.push(view.getFloat64(take(8), false));
        break;
      case 'N':
        stack.push(null);
        break;
      case '\x88':
        stack.push(true);
        break;
      case '\x89':
        stack.push(false);
        break;
      case '.':
        return { value: pop(), storages, end: at };
      default:
        throw new CheckpointError(
          `the file uses the pickle instruction 0x${instruction.toString(16).padStart(2, '0')}, which no plain file of tensors needs; refused`,
        );
    }
  }
}

function damaged(): CheckpointError {
  return new CheckpointError('the list of tensors in the file is damaged');
}

function global(module: string, member: string): Value {
  const name = `${module}.${member}`;
  if (!Object.hasOwn(storageTypes, name) && !Object.hasOwn(calls, name) && !DTYPE.test(name))
    throw new CheckpointError(
      `the file asks to load ${name}; only plain tensors are read and nothing in a file is executed`,
    );
  return new Global(name);
}

function reduce(callee: Value, args: Value): Value {
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
function storage(id: Value): StorageReference {
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

/** A little-endian two's complement integer of any length. */
function whole(bytes: Uint8Array): number | bigint {
  const value = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const signed = BigInt.asIntN(bytes.length * 8, value);
  return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
}
