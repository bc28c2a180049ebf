import { CheckpointError } from '../checkpoint/checkpoint.ts';

/** Reads bytes one after another; numbers are little-endian. @throws CheckpointError where they are cut short */
export class ByteReader {
  private readonly view: DataView;
  private readonly text = new TextDecoder();

  /** @param at where to begin, and from then on where the next byte is */
  constructor(
    private readonly bytes: Uint8Array,
    public at = 0,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Goes on by `count` bytes. Returns where they begin. */
  take(count: number): number {
    if (count < 0 || this.at + count > this.bytes.length)
      throw new CheckpointError('the file is cut short in the middle of its list of tensors');
    this.at += count;
    return this.at - count;
  }

  byte(): number {
    return this.bytes[this.take(1)]!;
  }

  short(): number {
    return this.view.getUint16(this.take(2), true);
  }

  unsigned(): number {
    return this.view.getUint32(this.take(4), true);
  }

  signed(): number {
    return this.view.getInt32(this.take(4), true);
  }

  /** A length in eight bytes; what is longer than the file is cut short. */
  long(): number {
    return Number(this.view.getBigUint64(this.take(8), true));
  }

  /** The only number that is big-endian. */
  double(): number {
    return this.view.getFloat64(this.take(8), false);
  }

  /** An integer of any length, in two's complement. */
  integer(length: number): number | bigint {
    const value = this.raw(length).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    const signed = BigInt.asIntN(length * 8, value);
    return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
  }

  raw(length: number): Uint8Array {
    const from = this.take(length);
    return this.bytes.subarray(from, from + length);
  }

  string(length: number): string {
    return this.text.decode(this.raw(length));
  }

  /** Up to the end of the line, which is left out. */
  line(): string {
    const content = this.string(this.bytes.indexOf(10, this.at) - this.at);
    this.take(1);
    return content;
  }
}
