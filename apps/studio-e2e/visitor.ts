/** What the measurements ask of a studio that is up. */
import { picture } from './src/test.ts';

/** What a procedure answers. */
export interface Answer<T> {
  result: { data: { json: T } };
}

export class Visitor {
  readonly #address: string;

  constructor(address: string) {
    this.#address = address;
  }

  /** Throws unless the answer is a good one. */
  async get(path: string, signal?: AbortSignal): Promise<Response> {
    const response = await fetch(`${this.#address}${path}`, { signal: signal ?? null });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  async query<T>(procedure: string, input?: object): Promise<T> {
    const answer = (await (await this.get(query(procedure, input))).json()) as Answer<T>;
    return answer.result.data.json;
  }

  /** Has the studio do something. Throws unless the answer is a good one. */
  async tell<T>(procedure: string, input: object): Promise<T> {
    const response = await fetch(`${this.#address}/api/trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ json: input }),
    });
    if (!response.ok) throw new Error(`${procedure}: ${response.status} ${await response.text()}`);
    return ((await response.json()) as Answer<T>).result.data.json;
  }

  /** The id of the checkpoint with which the gallery paints in this style. */
  async published(slug: string): Promise<string> {
    const { published } = await this.query<{ published: { id: string } | null }>('styles.get', { slug });
    if (!published) throw new Error(`${slug} is not trained`);
    return published.id;
  }

  /** Uploads a photo of our own making, and returns its id. Of 6,200 seeds in turn each gives another photo. */
  async upload(width: number, height: number, seed: number): Promise<string> {
    const body = new Uint8Array(await picture(width, height, seed));
    const answer = await fetch(`${this.#address}/api/pictures?alt=measurement`, { method: 'POST', body });
    if (!answer.ok) throw new Error(await answer.text());
    return ((await answer.json()) as { id: string }).id;
  }

  /** Returns when it is painted. */
  async paint(photoId: string, checkpointId: string, strokes: string, signal?: AbortSignal): Promise<void> {
    const order = { photoIds: [photoId], checkpointIds: [checkpointId], strokes };
    const told = await (
      await fetch(...paintingsOrder(this.#address, order, { signal: signal ?? null }))
    ).text();
    if (!told.includes('"state":"done"')) throw new Error(told.slice(-500));
  }
}

/** The address of a tRPC query. */
export const query = (procedure: string, input?: object) =>
  `/api/trpc/${procedure}${input ? `?input=${encodeURIComponent(JSON.stringify({ json: input }))}` : ''}`;

/** What `fetch` takes to order paintings; the answer is told, line by line, until all are done. */
export const paintingsOrder = (address: string, order: object, init: RequestInit = {}) =>
  [
    `${address}/api/trpc/paintings.order?batch=1`,
    {
      ...init,
      method: 'POST',
      headers: { ...init.headers, 'content-type': 'application/json', 'trpc-accept': 'application/jsonl' },
      body: JSON.stringify({ 0: { json: order } }),
    },
  ] as const;
