import { at } from '@/contracts/base-path.ts';
import { KEPT_NETWORKS } from '@/contracts/kept-pages.ts';

/** A network: a checkpoint by its id, and the SHA-256 of its file. */
export interface NetworkFile {
  id: string;
  sha256: string;
}

/** The checkpoint's file, fetched once and then kept by the browser, also for when the studio does not answer. */
export async function networkFile({ id, sha256 }: NetworkFile): Promise<Uint8Array> {
  const address = at(`/api/checkpoints/${id}?sha256=${sha256}`);
  const cache = await caches.open(KEPT_NETWORKS);
  const kept = await cache.match(address);
  if (kept) return new Uint8Array(await kept.arrayBuffer());
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
  await cache.put(address, response.clone());
  return new Uint8Array(await response.arrayBuffer());
}
