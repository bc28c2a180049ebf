import { setTimeout as pause } from 'node:timers/promises';
import { UsageError } from '../errors.ts';

/** Failures in a row, without a byte between them, after which reading gives up; it can be taken up again. */
const ATTEMPTS = 4;

/** A stretch of the remote file, end excluded. */
export interface Span {
  from: number;
  to: number;
}

/** A problem with the connection or the server that may pass. */
class ConnectionError extends Error {}

/** A file on a web server, read in stretches. */
export class RemoteFile {
  /** The size of the whole file in bytes and its version, as far as the server tells them. */
  size?: number;
  etag?: string;
  /** Whether the server answers with the stretch that it is asked for; known after the first request. */
  ranges?: boolean;

  /**
   * @param wayOut what to do where it fails, in words
   * @param signal ends reading, with its reason
   */
  constructor(
    readonly url: string,
    private readonly wayOut: string,
    private readonly signal?: AbortSignal,
  ) {}

  async read(span: Span): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    for await (const bytes of this.stream(span)) chunks.push(bytes);
    return Buffer.concat(chunks);
  }

  /**
   * The bytes of a span; a connection that fails is made anew where it ended. (p-retry begins a whole thing again; this goes
   * on, and bytes that arrive in between begin the count of failures anew.)
   */
  async *stream({ from, to }: Span): AsyncGenerator<Uint8Array> {
    let at = from;
    let failures = 0;
    while (at < to) {
      try {
        for await (const bytes of this.request({ from: at, to })) {
          at += bytes.length;
          failures = 0;
          yield bytes;
        }
      } catch (error) {
        this.signal?.throwIfAborted();
        if (!(error instanceof ConnectionError)) throw error;
        if (++failures >= ATTEMPTS)
          throw new UsageError(`${this.url}: ${error.message}; ${this.wayOut}`, {
            cause: error,
            why: [{ kind: 'unreachable', file: this.url }],
          });
        if (failures > 1) await pause(250 * 2 ** failures, undefined, { signal: this.signal });
      }
    }
  }

  private async *request({ from, to }: Span): AsyncGenerator<Uint8Array> {
    const headers = { range: `bytes=${from}-${to - 1}` };
    const response = await fetch(this.url, { headers, signal: this.signal ?? null }).catch(lost);
    if (response.status >= 500 || response.status === 429)
      throw new ConnectionError(`the server answers ${response.status} ${response.statusText}`);
    if (response.status === 416)
      throw new UsageError(`${this.url}: cut short: it ends before byte ${to}; ${this.wayOut}`);
    if (response.status !== 200 && response.status !== 206)
      throw new UsageError(
        `${this.url}: the server answers ${response.status} ${response.statusText}; ${this.wayOut}`,
        { why: [{ kind: 'answers', file: this.url, status: response.status }] },
      );
    let skip = response.status === 200 ? from : 0; // a server that knows no ranges sends the whole file
    let left = to - from;
    this.note(response);
    if (this.size !== undefined && to > this.size)
      throw new UsageError(
        `${this.url}: cut short: ${this.size} bytes, but byte ${to} is needed; ${this.wayOut}`,
      );
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    try {
      while (left > 0) {
        const { value, done } = await reader.read().catch(lost);
        if (done) throw new ConnectionError('the connection ended early');
        const bytes = value.subarray(Math.min(skip, value.length)).subarray(0, left);
        skip -= Math.min(skip, value.length);
        left -= bytes.length;
        if (bytes.length > 0) yield bytes;
      }
    } finally {
      await reader.cancel().catch(() => undefined); // already broken, or the rest is not wanted
    }
  }

  private note({ status, headers }: Response): void {
    this.ranges = status === 206;
    const size = status === 206 ? headers.get('content-range')?.split('/')[1] : headers.get('content-length');
    const etag = headers.get('etag') ?? undefined;
    if (this.etag !== undefined && etag !== this.etag)
      throw new UsageError(`${this.url}: the file changed during the download; try again`, {
        why: [{ kind: 'changed', file: this.url }],
      });
    this.etag = etag;
    if (size && /^\d+$/.test(size)) this.size = Number(size);
  }
}

function lost(error: unknown): never {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  throw new ConnectionError(`no connection (${cause instanceof Error ? cause.message : String(cause)})`, {
    cause: error,
  });
}
