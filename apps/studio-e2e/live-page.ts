/** A run's page that is open, as the browser has it: the page, the run as it is, and then all that is told of it. */
import { query, type Visitor } from './visitor.ts';

interface View {
  metrics: { iteration: number }[];
}

export class LivePage {
  /** The iterations whose losses it knows, by the answer that it began with or told since. */
  readonly known: Set<number>;
  /** Why its stream has ended, where nobody left it. */
  ended: string | undefined;
  readonly #left = new AbortController();

  private constructor(known: number[]) {
    this.known = new Set(known);
  }

  static async opened(visitor: Visitor, id: string): Promise<LivePage> {
    await (await visitor.get(`/runs/${id}`)).text();
    const { metrics } = await visitor.query<View>('runs.view', { id });
    const page = new LivePage(metrics.map(({ iteration }) => iteration));
    const after = metrics.at(-1)?.iteration ?? 0;
    const stream = await visitor.get(query('runs.watch', { id, after }), page.#left.signal);
    void page.#listen(stream.body!.pipeThrough(new TextDecoderStream()));
    return page;
  }

  async #listen(stream: AsyncIterable<string>): Promise<void> {
    let text = '';
    try {
      for await (const chunk of stream) {
        const messages = (text + chunk).split('\n\n');
        text = messages.pop()!; // not whole yet
        for (const [, iteration] of messages.join().matchAll(/"type":"step","iteration":(\d+)/g))
          this.known.add(Number(iteration));
      }
      this.ended = 'it ended';
    } catch (error) {
      if (!this.#left.signal.aborted) this.ended = String(error);
    }
  }

  leave(): void {
    this.#left.abort();
  }
}
