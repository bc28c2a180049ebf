/** The cache with the pages that paint in this browser; the service worker finds them in whichever cache they are. */
const KEPT = 'atelier-pages';
/** The cache with the networks that have painted in this browser. */
export const KEPT_NETWORKS = 'atelier-networks';

/**
 * Keeps what a page is made of for when the studio does not answer; most of it comes from the browser's own cache.
 * @param built files that are named for what is in them, fetched where they are not there
 * @param page fetched anew
 */
export async function keep(built: string[], page?: string): Promise<void> {
  const cache = await caches.open(KEPT);
  const there = new Set((await cache.keys()).map(({ url }) => url));
  await cache.addAll(built.filter((address) => !there.has(address)));
  if (page !== undefined) await cache.add(page);
}

/** Nothing of a page that showed somebody's photos stays. Unsafe connections keep none. */
export const forgetPages = async () => void ('caches' in globalThis && (await caches.delete(KEPT)));

/** Whoever uses this browser next finds neither pages nor networks of who was here, which may be made from their own pictures. */
export const forgetAll = async () => {
  await forgetPages();
  if ('caches' in globalThis) await caches.delete(KEPT_NETWORKS);
};
