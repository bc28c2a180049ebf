// Keeps one page: the one that says what is missing when the studio does not answer. Everything else asks the studio.
const OFFLINE = 'offline.html';

addEventListener('install', (event) => {
  event.waitUntil(caches.open('atelier').then((cache) => cache.add(OFFLINE)));
  skipWaiting();
});
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate') return;
  event.respondWith(fetch(event.request).catch(() => caches.match(OFFLINE)));
});
