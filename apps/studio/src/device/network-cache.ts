import { at } from '@/contracts/base-path.ts';
import { KEPT_NETWORKS } from '@/contracts/kept-pages.ts';
import { Refused } from '@/contracts/refused.ts';
import { ask } from '@/trpc/ask.ts';

/** A network: a checkpoint by its id, and the SHA-256 of its file. */
export interface NetworkFile {
  id: string;
  sha256: string;
}

/** The checkpoint's file, fetched once and then kept by the browser, also for when the studio does not answer. */
export async function networkFile({ id, sha256 }: NetworkFile): Promise<Uint8Array> {
  const address = at(`/api/checkpoints/${id}?sha256=${sha256}`);
  if (!('caches' in globalThis)) throw new Refused({ kind: 'unsafeAddress' }, address);
  const cache = await caches.open(KEPT_NETWORKS);
  const kept = await cache.match(address);
  if (kept) return new Uint8Array(await kept.arrayBuffer());
  const response = await ask(address, {});
  // The browser may have no room for it; it is fetched again, then.
  await cache.put(address, response.clone()).catch((cause: unknown) => console.warn(cause));
  return new Uint8Array(await response.arrayBuffer());
}
