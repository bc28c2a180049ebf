/** Rows of equal length (float32) kept while a picture is painted, in memory or elsewhere. */
export interface RowStore {
  read(from: number, to: number): Promise<Float32Array>;
  write(from: number, rows: Float32Array): Promise<void>;
  /** Called once, also after a failure. */
  close(): Promise<void>;
}

export type OpenRowStore = (rows: number, length: number) => Promise<RowStore>;

export const openMemoryStore: OpenRowStore = (rows, length) => {
  const data = new Float32Array(rows * length);
  return Promise.resolve({
    read: (from, to) => Promise.resolve(data.subarray(from * length, to * length)),
    write: (from, values) => Promise.resolve(data.set(values, from * length)),
    close: () => Promise.resolve(),
  });
};

/**
 * A map read by a pass and overwritten by the same pass. Row r lies at r + origin of the store; each pass writes one
 * row higher than it reads, so that the row above that the next band needs is still there.
 */
export class KeptMap {
  private constructor(
    private readonly store: RowStore,
    private origin: number,
  ) {}

  /** For a map of `rows` rows of `length` numbers that is written `writes` times. */
  static async open(open: OpenRowStore, rows: number, length: number, writes: number): Promise<KeptMap> {
    return new KeptMap(await open(rows + writes, length), writes);
  }

  read(from: number, to: number): Promise<Float32Array> {
    return this.store.read(from + this.origin, to + this.origin);
  }

  /** Bands are written from the top; a band of rows up to `to` may be written once rows up to `to` + 1 were read. */
  write(from: number, rows: Float32Array): Promise<void> {
    return this.store.write(from + this.origin - 1, rows);
  }

  /** The whole map has been written. */
  turn(): void {
    this.origin--;
  }

  close(): Promise<void> {
    return this.store.close();
  }
}
