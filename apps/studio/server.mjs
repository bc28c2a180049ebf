// The studio's HTTP server: Next.js behind what only a server of its own can see to, which is who asks and how it stops.
import '../../tools/no-telemetry.mjs';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { log } from '@atelier/log';
import next from 'next';
import { isLoopback } from './loopback.mjs';
import { comeFrom, trusted } from './proxies.mjs';

const host = process.env.HOST || '127.0.0.1';
const port = Number(process.env.PORT || 3000);
/** Milliseconds that an answer under way may take when the server stops; streams have no end of their own. */
const PATIENCE = 2_000;
/**
 * Milliseconds that a connection is kept for the next request: longer than reverse proxies keep theirs (nginx a minute,
 * Caddy two), as a request that comes while the server closes its connection is lost, and proxies do not send a POST again.
 */
const KEPT = 125_000;

if (!isLoopback(host) && process.env.ATELIER_ACCOUNTS !== 'on') {
  log.fatal(`HOST=${host} lets others reach the studio: it starts there only with ATELIER_ACCOUNTS=on`);
  process.exit(1);
}

const proxies = trusted(process.env.ATELIER_TRUSTED_PROXIES ?? '');
const app = next({ dir: import.meta.dirname, hostname: host, port });
await app.prepare();
const answer = app.getRequestHandler();
const server = createServer((request, response) => {
  comeFrom(request, proxies);
  name(request, response);
  if (!isReadable(request.url)) {
    response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('the address cannot be read: a percent-sign in it is written %25\n');
    return;
  }
  void answer(request, response);
});
// A film of 512 MB comes for more than Node's five minutes over a slow line; a body that stalls is refused where it is read.
server.requestTimeout = 0;
server.keepAliveTimeout = KEPT;
server.listen(port, host);

/** Whether each percent-sign of a path begins a character's bytes: Next.js would fail at others, as a fault of its own. */
function isReadable(url) {
  try {
    decodeURIComponent(url.split('?')[0]);
    return true;
  } catch {
    return false;
  }
}

/** Gives a request the id that its log lines and its answer have, and logs it once it is answered; never its query. */
function name(request, response) {
  const requestId = randomUUID();
  const since = performance.now();
  request.headers['x-request-id'] = requestId;
  response.setHeader('X-Request-Id', requestId);
  response.once('close', () => {
    const { statusCode: status } = response;
    const level = status >= 500 ? 'error' : request.method === 'GET' && status < 400 ? 'debug' : 'info';
    const [path] = request.url.split('?');
    const ms = Math.round(performance.now() - since);
    log[level]({ requestId, method: request.method, path, status, ms }, 'request');
  });
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'])
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), PATIENCE).unref();
  });
