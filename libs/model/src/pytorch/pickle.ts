import { CheckpointError } from '../checkpoint/checkpoint.ts';
import { ByteReader } from './byte-reader.ts';
import { PickleStack } from './pickle-stack.ts';
import { global, reduce, storage, type StorageReference, type Value } from './pickle-values.ts';

export interface Pickle {
  value: Value;
  /** Every storage that the pickle names. */
  storages: StorageReference[];
  /** Where it ends. */
  end: number;
}

type Instruction = (stack: PickleStack, bytes: ByteReader) => void;

/** Pushes what the bytes after the instruction hold. */
const literal =
  (read: (bytes: ByteReader) => Value): Instruction =>
  (stack, bytes) =>
    stack.push(read(bytes));
/** Pushes the last `count` values as a tuple. */
const tuple =
  (count: number): Instruction =>
  (stack) =>
    stack.push(stack.popLast(count));
const sinceMark: Instruction = (stack) => stack.push(stack.popMark());
const append: Instruction = (stack) => stack.append(stack.popMark());
const empty: Instruction = (stack) => stack.push([]);

/** Of the pickle's instructions those that a file of tensors needs, and what training scripts store beside them. */
const instructions: Record<string, Instruction> = {
  '\x80': (_, bytes) => void bytes.take(1), // PROTO
  '\x95': (_, bytes) => void bytes.take(8), // FRAME: how much to read ahead
  // Names and calls
  c: literal((bytes) => global(bytes.line(), bytes.line())), // GLOBAL
  '\x93': (stack) => stack.push(global(...(stack.popLast(2) as [Value, Value]))), // STACK_GLOBAL
  R: (stack) => stack.push(reduce(...(stack.popLast(2) as [Value, Value]))), // REDUCE
  Q: (stack) => stack.push(storage(stack.pop())), // BINPERSID
  // BUILD sets attributes: a state dict carries module versions there, which painting does not need
  b: (stack) => {
    stack.pop();
    if (!(stack.top() instanceof Map))
      throw new CheckpointError('the file sets attributes of an object; refused');
  },
  // The memo
  q: (stack, bytes) => stack.remember(bytes.byte()),
  r: (stack, bytes) => stack.remember(bytes.unsigned()),
  '\x94': (stack) => stack.remember(), // MEMOIZE
  h: (stack, bytes) => stack.recall(bytes.byte()),
  j: (stack, bytes) => stack.recall(bytes.unsigned()),
  // Tuples, lists, sets, dictionaries
  '(': (stack) => stack.mark(),
  t: sinceMark,
  l: sinceMark,
  '\x91': sinceMark, // FROZENSET
  ')': empty,
  ']': empty,
  '\x8f': empty, // EMPTY_SET
  '\x85': tuple(1),
  '\x86': tuple(2),
  '\x87': tuple(3),
  a: (stack) => stack.append([stack.pop()]),
  e: append,
  '\x90': append, // ADDITEMS
  '}': (stack) => stack.push(new Map()),
  s: (stack) => stack.setItems(stack.popLast(2)),
  u: (stack) => stack.setItems(stack.popMark()),
  // Strings and bytes; T and U are those of Python 2
  X: literal((bytes) => bytes.string(bytes.unsigned())),
  T: literal((bytes) => bytes.string(bytes.unsigned())),
  '\x8c': literal((bytes) => bytes.string(bytes.byte())),
  U: literal((bytes) => bytes.string(bytes.byte())),
  '\x8d': literal((bytes) => bytes.string(bytes.long())),
  C: literal((bytes) => bytes.raw(bytes.byte())),
  B: literal((bytes) => bytes.raw(bytes.unsigned())),
  '\x8e': literal((bytes) => bytes.raw(bytes.long())),
  '\x96': literal((bytes) => bytes.raw(bytes.long())),
  // Numbers and constants
  K: literal((bytes) => bytes.byte()),
  M: literal((bytes) => bytes.short()),
  J: literal((bytes) => bytes.signed()),
  '\x8a': literal((bytes) => bytes.integer(bytes.byte())),
  G: literal((bytes) => bytes.double()),
  N: literal(() => null),
  '\x88': literal(() => true),
  '\x89': literal(() => false),
};

/**
 * Reads one pickle of the kind PyTorch writes (protocols 2 to 5; dictionaries, lists, tuples, sets, numbers, strings and
 * tensors) starting at `start`. Nothing of what it names is executed.
 * @throws CheckpointError where the pickle is cut short, or names or does anything else
 */
export function readPickle(content: Uint8Array, start = 0): Pickle {
  const bytes = new ByteReader(content, start);
  const stack = new PickleStack();
  const storages: StorageReference[] = [];
  for (;;) {
    const code = bytes.byte();
    const name = String.fromCharCode(code);
    if (name === '.') return { value: stack.pop(), storages, end: bytes.at };
    if (!Object.hasOwn(instructions, name))
      throw new CheckpointError(
        `the file uses the pickle instruction 0x${code.toString(16).padStart(2, '0')}, which no plain file of tensors needs; refused`,
      );
    instructions[name]!(stack, bytes);
    if (name === 'Q') storages.push(stack.top() as StorageReference);
  }
}
