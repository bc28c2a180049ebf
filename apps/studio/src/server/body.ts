import { Refused } from '../contracts/refused.ts';

const kinds = { 408: 'stalled', 413: 'largeBody', 503: 'busy' } as const;

/** A body that is not taken: it is too large (413), comes too slowly (408), or gave way to others (503). */
export class BodyRefused extends Refused {
  readonly status: 408 | 413 | 503;
  constructor(status: 408 | 413 | 503, message: string) {
    super({ kind: kinds[status] }, message);
    this.status = status;
  }
}

/** Ends the reading of a body. */
type End = (why: BodyRefused) => void;

/** Reads bodies: so many at once, each so large, and none that stalls. */
export class BodyReader {
  /** In the order in which they began. */
  readonly #readings = new Set<End>();

  constructor(
    private readonly limits: {
      /** Bytes of one body. */
      bytes: number;
      /** Bodies at once: for one more, the one that has taken longest gives way. */
      atOnce: number;
      /** Milliseconds without a byte. */
      stall: number;
    },
  ) {}

  /** The whole body. @throws BodyRefused */
  async read(request: Request): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    await this.pass(request, (chunk) => void chunks.push(chunk));
    return Buffer.concat(chunks);
  }

  /** Gives the body to `take` as it comes, the next piece when the one before is taken. @throws BodyRefused, and what `take` throws */
  async pass(request: Request, take: (chunk: Uint8Array) => Promise<void> | void): Promise<void> {
    const { bytes, atOnce, stall } = this.limits;
    const tooLarge = new BodyRefused(413, `the body is larger than ${bytes} bytes`);
    if (Number(request.headers.get('content-length')) > bytes) throw tooLarge;
    if (!request.body) return;
    const [oldest] = this.#readings;
    if (this.#readings.size >= atOnce) oldest?.(new BodyRefused(503, 'too much is being sent at once'));
    const reader = request.body.getReader();
    let timer: NodeJS.Timeout | undefined;
    let end: End = () => undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        this.#readings.add((end = reject));
        let length = 0;
        const next = (): void => {
          clearTimeout(timer);
          timer = setTimeout(() => reject(new BodyRefused(408, 'the body has stopped coming')), stall);
          reader
            .read()
            .then(({ value, done }) => {
              clearTimeout(timer); // what is to be stored may take its time
              if (done) return resolve();
              length += value.length;
              if (length > bytes) return reject(tooLarge);
              return Promise.resolve(take(value)).then(next);
            })
            .catch(reject);
        };
        next();
      });
    } finally {
      clearTimeout(timer);
      this.#readings.delete(end);
      // What was refused need not come any further.
      await reader.cancel().catch(() => undefined);
    }
  }
}
