// What Atelier's processes say of themselves: one line each, JSON, or words where somebody looks on in a terminal. JavaScript,
// as the studio's server runs before anything could translate it.
import { AsyncLocalStorage } from 'node:async_hooks';
import { pino } from 'pino';
import pretty from 'pino-pretty';

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
const level = process.env.ATELIER_LOG_LEVEL || 'info';
if (!LEVELS.includes(level)) throw new Error(`ATELIER_LOG_LEVEL, "${level}": one of ${LEVELS.join(', ')}`);

/** A bundler may load this file more than once, so it hangs on the process's global object. */
const ids = (globalThis[Symbol.for('atelier.log')] ??= new AsyncLocalStorage());

export const idsNow = () => ids.getStore() ?? {};

export const within = (more, work) => ids.run({ ...idsNow(), ...more }, work);

/** What opens something to whoever reads it: passwords in addresses, codes and tokens, and cookies, whatever said them. */
const SECRETS = [
  [/(\w:\/\/[^\s:/@"\\]*):[^\s@"\\]+@/g, '$1:***@'],
  [/([?&](?:code|token|key)=)[^&\s"'\\]+/gi, '$1***'],
  [/((?:__Secure-|__Host-)?better-auth\.[\w.-]+=)[^;\s"'\\]+/gi, '$1***'],
  [/((?:authorization|cookie|password|secret|token)\\?"\s*:\s*\\?")(?:[^"\\]|\\(?!"))+/gi, '$1***'],
  [/\b(Bearer|Basic) [\w.~+/=-]+/g, '$1 ***'],
];
export const withoutSecrets = (line) =>
  SECRETS.reduce((text, [secret, instead]) => text.replace(secret, instead), line);

const out = process.stdout.isTTY
  ? pretty({ sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' })
  : pino.destination({ fd: 1, sync: true });

export const logTo = (destination) =>
  pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: idsNow,
      hooks: { streamWrite: withoutSecrets },
    },
    destination,
  );

// Nobody reads it any more: to say so would only fail again.
out.on('error', () => process.exit(1));

export const log = logTo(out);
