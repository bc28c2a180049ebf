import { zipSync, type Zippable } from 'fflate';
import type { Tensors } from '../checkpoint/checkpoint.ts';

/**
 * A PyTorch file (the zip format, as float32) of named tensors: `torch.load(file, weights_only=True)` gives an
 * OrderedDict of them.
 */
export function writePth(tensors: Tensors): Uint8Array {
  const pickle: number[] = [0x80, 2]; // PROTO 2
  const storages: Zippable = {};
  const ascii = (text: string) => pickle.push(...new TextEncoder().encode(text));
  const global = (name: string) => ascii(`c${name}\n`);
  const int = (value: number) => pickle.push(0x4a, ...new Uint8Array(new Int32Array([value]).buffer)); // BININT
  const string = (text: string) => {
    const bytes = new TextEncoder().encode(text);
    pickle.push(0x58, ...new Uint8Array(new Uint32Array([bytes.length]).buffer), ...bytes); // BINUNICODE
  };
  const tuple = (items: (() => void)[]) => {
    ascii('(');
    for (const item of items) item();
    ascii('t');
  };
  const ints = (values: number[]) => tuple(values.map((value) => () => int(value)));

  global('collections\nOrderedDict');
  ascii(')R('); // called without arguments; then name and tensor in turn, until SETITEMS
  [...tensors].forEach(([name, { shape, data }], index) => {
    const strides = shape.map((_, axis) =>
      shape.slice(axis + 1).reduce((product, side) => product * side, 1),
    );
    string(name);
    global('torch._utils\n_rebuild_tensor_v2');
    tuple([
      () => {
        tuple([
          () => string('storage'),
          () => global('torch\nFloatStorage'),
          () => string(String(index)),
          () => string('cpu'),
          () => int(data.length),
        ]);
        ascii('Q'); // BINPERSID
      },
      () => int(0), // offset
      () => ints(shape),
      () => ints(strides),
      () => pickle.push(0x89), // requires_grad: False
      () => {
        global('collections\nOrderedDict'); // backward hooks: none
        ascii(')R');
      },
    ]);
    ascii('R');
    storages[`archive/data/${index}`] = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  });
  ascii('u.');
  return zipSync(
    {
      'archive/data.pkl': Uint8Array.from(pickle),
      'archive/byteorder': new TextEncoder().encode('little'),
      ...storages,
      'archive/version': new TextEncoder().encode('3\n'),
    },
    { level: 0 },
  );
}
