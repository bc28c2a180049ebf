// Keeps the page that says what is missing when the studio does not answer. Pages that paint in this browser keep themselves
// (src/device/keep.ts): they are shown then, with what they run. Everything else asks the studio.
const OFFLINE = 'offline.html';

addEventListener('install', (event) => {
  event.waitUntil(caches.open('atelier').then((cache) => cache.add(OFFLINE)));
  skipWaiting();
});
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  const isPage = request.mode === 'navigate';
  if (origin !== location.origin || !(isPage || pathname.includes('/_next/static/'))) return;
  event.respondWith(
    fetch(request).catch(async (cause) => {
      const kept = await caches.match(origin + pathname, { ignoreVary: true });
      // It was kept without settings, and says other things than with them.
      if (kept) return search && isPage ? Response.redirect(origin + pathname) : kept;
      if (isPage) return caches.match(OFFLINE);
      throw cause;
    }),
  );
});
// What a page has told (src/runs/run-notice.tsx) leads back to it.
addEventListener('notificationclick', (event) => {
  const { notification } = event;
  notification.close();
  const back = async () => {
    const pages = await clients.matchAll({ type: 'window', includeUncontrolled: true });
    const page = pages.find(({ url }) => url === notification.data);
    return page ? page.focus() : clients.openWindow(notification.data);
  };
  event.waitUntil(back());
});
