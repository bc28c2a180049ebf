import { createHash } from 'node:crypto';

/**
 * The order in which photos are seen: all of them once, shuffled, then all again in another order (an epoch each). It follows from
 * the seed alone, so that a run that goes on sees what it would have seen.
 */
export class PhotoOrder {
  private epoch = -1;
  private order = new Uint32Array(0);

  constructor(
    private readonly count: number,
    private readonly seed: number,
  ) {}

  /** The number of the photo that is seen as the `position`-th, from 0. */
  at(position: number): number {
    const epoch = Math.floor(position / this.count);
    if (epoch !== this.epoch) [this.epoch, this.order] = [epoch, this.shuffled(epoch)];
    return this.order[position % this.count]!;
  }

  /** Fisher and Yates's shuffle; its numbers are those of SHA-256, eight of one text. */
  private shuffled(epoch: number): Uint32Array<ArrayBuffer> {
    const order = Uint32Array.from({ length: this.count }, (_, k) => k);
    let digest = Buffer.alloc(0);
    for (let last = this.count - 1; last > 0; last--) {
      const place = (last % 8) * 4;
      if (digest.length === 0 || place === 28)
        digest = createHash('sha256')
          .update(`${this.seed}/epoch ${epoch}/${last >> 3}`)
          .digest();
      const other = Math.floor((digest.readUInt32LE(place) / 2 ** 32) * (last + 1));
      [order[last], order[other]] = [order[other]!, order[last]!];
    }
    return order;
  }
}
