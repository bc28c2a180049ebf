/** Bytes by name, of which only so many are kept: those that nobody asked for the longest go first. */
export class RecentBytes {
  /** A map gives its entries in the order in which they were set. */
  readonly #entries = new Map<string, Uint8Array>();
  #size = 0;

  constructor(private readonly most: number) {}

  get(name: string): Uint8Array | undefined {
    const bytes = this.#entries.get(name);
    if (bytes) this.set(name, bytes);
    return bytes;
  }

  set(name: string, bytes: Uint8Array): void {
    this.#drop(name);
    this.#entries.set(name, bytes);
    this.#size += bytes.length;
    for (const oldest of this.#entries.keys()) {
      if (this.#size <= this.most) break;
      this.#drop(oldest);
    }
  }

  #drop(name: string): void {
    this.#size -= this.#entries.get(name)?.length ?? 0;
    this.#entries.delete(name);
  }
}
