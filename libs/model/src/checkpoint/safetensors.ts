import { Float16Array } from '@petamoriken/float16';

/** One tensor of a file: row-major values; `shape` as in PyTorch (convolutions are out × in × height × width). */
export interface NamedTensor {
  shape: number[];
  data: Float32Array;
}

/** The bytes are not a readable safetensors file; the message says what is wrong with them. */
export class SafetensorsError extends Error {}

const MAX_HEADER = 16 * 1024 * 1024;
const BYTES = { F64: 8, F32: 4, F16: 2, BF16: 2 } as const;
type Dtype = keyof typeof BYTES;

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/**
 * Reads a safetensors file (8 bytes of header length, a JSON header, then the tensors): floating-point numbers of any
 * size, given as float32.
 * @param wanted leaves out the tensors whose name it denies
 * @throws SafetensorsError where the bytes are cut short or inconsistent, or a tensor has another type
 */
export function readSafetensors(
  bytes: Uint8Array,
  wanted: (name: string) => boolean = () => true,
): {
  tensors: Map<string, NamedTensor>;
  metadata: Record<string, string>;
  /** Of all tensors, also of those that were not wanted. */
  names: string[];
  /** The bytes of the tensors, end to end. */
  body: Uint8Array;
} {
  const { header, start } = readHeader(bytes);
  const tensors = new Map<string, NamedTensor>();
  const metadata: Record<string, string> = {};
  let total = 0;
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') {
      // Some writers say null where they have nothing to say.
      for (const [key, text] of Object.entries((value as object | null) ?? {})) metadata[key] = String(text);
      continue;
    }
    if (!isEntry(value)) throw new SafetensorsError(`the entry of tensor ${name} is damaged`);
    const entry = value;
    const [from, to] = entry.data_offsets;
    if (start + to > bytes.length)
      throw new SafetensorsError(
        `the file is cut short: ${bytes.length} bytes, tensor ${name} ends at ${start + to}`,
      );
    total = Math.max(total, to);
    if (!wanted(name)) continue;
    if (!Object.hasOwn(BYTES, entry.dtype))
      throw new SafetensorsError(
        `tensor ${name} has type ${entry.dtype}; ${Object.keys(BYTES).join(', ')} are read`,
      );
    const dtype = entry.dtype as Dtype;
    const length = entry.shape.reduce((product, side) => product * side, 1);
    if (to - from !== length * BYTES[dtype])
      throw new SafetensorsError(`tensor ${name} has the wrong number of bytes`);
    const raw = new Uint8Array(bytes.subarray(start + from, start + to)).buffer; // a copy: aligned, of a Buffer too
    tensors.set(name, { shape: entry.shape, data: decode(raw, dtype) });
  }
  if (start + total !== bytes.length)
    throw new SafetensorsError(`${bytes.length - start - total} bytes too many at the end of the file`);
  const names = Object.keys(header).filter((name) => name !== '__metadata__');
  return { tensors, metadata, names, body: bytes.subarray(start) };
}

/**
 * Writes a safetensors file. `half` stores the tensors as float16 (11 bits of precision, ±65504).
 * @param metadata or what makes it of the tensors' bytes
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, NamedTensor>,
  metadata: Record<string, string> | ((body: Uint8Array) => Record<string, string>),
  { half = false } = {},
): Uint8Array {
  const dtype: Dtype = half ? 'F16' : 'F32';
  const body = bodyOf(tensors, half);
  const header: Record<string, unknown> = {
    __metadata__: typeof metadata === 'function' ? metadata(body) : metadata,
  };
  let offset = 0;
  for (const [name, { shape, data }] of tensors) {
    const length = data.length * BYTES[dtype];
    header[name] = { dtype, shape, data_offsets: [offset, offset + length] };
    offset += length;
  }
  const text = JSON.stringify(header);
  const padded = new TextEncoder().encode(text);
  const headerLength = Math.ceil(padded.length / 8) * 8; // tensors start at a multiple of 8; spaces pad, as the format says
  const out = new Uint8Array(8 + headerLength + offset).fill(32, 8, 8 + headerLength);
  new DataView(out.buffer).setBigUint64(0, BigInt(headerLength), true);
  out.set(padded, 8);
  out.set(body, 8 + headerLength);
  return out;
}

function bodyOf(tensors: ReadonlyMap<string, NamedTensor>, half: boolean): Uint8Array {
  const count = [...tensors.values()].reduce((sum, { data }) => sum + data.length, 0);
  const body = new Uint8Array(count * BYTES[half ? 'F16' : 'F32']);
  let at = 0;
  for (const { data } of tensors.values()) {
    const values = half ? new Float16Array(data) : data;
    body.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return body;
}

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; start: number } {
  if (bytes.length < 8) throw new SafetensorsError(`the file is cut short: ${bytes.length} bytes`);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > MAX_HEADER) throw new SafetensorsError('this is not a safetensors file');
  if (8 + length > bytes.length)
    throw new SafetensorsError(
      `the file is cut short: ${bytes.length} bytes, its header ends at ${8 + length}`,
    );
  try {
    const header: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length)),
    );
    if (typeof header !== 'object' || header === null || Array.isArray(header))
      throw new TypeError('not an object');
    return { header: header as Record<string, unknown>, start: 8 + length };
  } catch (cause) {
    throw new SafetensorsError('this is not a safetensors file', { cause });
  }
}

/** The elements of a tensor as float32. */
function decode(raw: ArrayBuffer, dtype: Dtype): Float32Array {
  switch (dtype) {
    case 'F64':
      return Float32Array.from(new Float64Array(raw));
    case 'F32':
      return new Float32Array(raw);
    case 'F16':
      return new Float32Array(new Float16Array(raw));
    case 'BF16':
      return Float32Array.from(new Uint16Array(raw), fromBfloat16);
  }
}

function isEntry(value: unknown): value is Entry {
  const whole = (n: unknown) => Number.isSafeInteger(n) && (n as number) >= 0;
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Entry;
  return (
    typeof entry.dtype === 'string' &&
    Array.isArray(entry.shape) &&
    entry.shape.every(whole) &&
    Array.isArray(entry.data_offsets) &&
    entry.data_offsets.length === 2 &&
    entry.data_offsets.every(whole) &&
    entry.data_offsets[0] <= entry.data_offsets[1]
  );
}

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** bfloat16, the upper half of a float32 → number. */
export function fromBfloat16(upper: number): number {
  bits[0] = upper << 16;
  return float[0]!;
}
