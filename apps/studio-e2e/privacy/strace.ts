/** What programs ask of the network, and where they write, as the system sees it. Linux only. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ownFolder } from '../atelier.ts';

export const checkout = path.join(import.meta.dirname, '../../..');

/** A user who has never run anything: nothing in the home folder, and every setting at what Atelier takes by itself. */
export interface Newcomer {
  /** All that is the user's. */
  home: string;
  /** Where the user's own pictures are and go. */
  folder: string;
  /** Runs a program of the checkout by Node and watches it and every process that it starts. */
  watch: (args: string[], until?: Until) => Promise<Seen>;
}

/** What a program that runs until it is told to end is to be asked meanwhile; it is sent SIGTERM when that is done. */
interface Until {
  /** A line of the program's output, after which it can be asked. */
  ready: RegExp;
  ask: (line: RegExpExecArray) => Promise<void>;
}

export interface Seen {
  said: string;
  code: number | null;
  /** The names that were looked up, and the addresses of other machines. */
  hosts: string[];
  /** Files opened for writing and folders made that are nobody's business of Atelier's. */
  files: string[];
  /** What there is in the home folder afterwards. */
  home: string[];
}

/** The calls that reach another machine or leave something behind. */
const CALLS = 'connect,sendto,sendmsg,sendmmsg,open,openat,creat,mkdir,mkdirat';

/** @param from the checkout whose programs are run; this one, if none is said */
export async function newcomer(env: NodeJS.ProcessEnv = {}, from = checkout): Promise<Newcomer> {
  const folder = ownFolder('newcomer');
  const at = (name: string) => path.join(folder, name);
  for (const name of ['home', 'tmp', 'pictures']) await mkdir(at(name));
  const own = { ATELIER_CACHE: at('cache'), ATELIER_DATA: at('data'), HOME: at('home'), TMPDIR: at('tmp') };
  return {
    home: folder,
    folder: at('pictures'),
    async watch(args, until) {
      const log = at('strace');
      const child = spawn(
        'strace',
        [
          '-f',
          '--seccomp-bpf',
          '-y',
          '-s',
          '200',
          '-e',
          `trace=${CALLS}`,
          '-o',
          log,
          process.execPath,
          ...args,
        ],
        // A group of its own, so that strace and the program are told to end together.
        { cwd: from, detached: true, env: { PATH: process.env.PATH, ...own, ...env } },
      );
      let said = '';
      let asked: Promise<void> | undefined;
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => {
          said += text;
          const ready = until?.ready.exec(said);
          if (ready) asked ??= until!.ask(ready).finally(() => process.kill(-child.pid!, 'SIGTERM'));
        });
      const [code] = (await once(child, 'close')) as [number | null];
      await asked;
      const calls = (await readFile(log, 'utf8')).split('\n');
      return {
        said,
        code,
        hosts: [...new Set(calls.flatMap(reached))],
        files: calls
          .flatMap(leaves)
          .filter((file) => ![...OWN, `${from}/`].some((place) => file.startsWith(place))),
        home: await readdir(own.HOME, { recursive: true }),
      };
      function leaves(call: string): string[] {
        const made = /mkdir(?:at)?\((?:AT_FDCWD[^,]*, )?"(\/[^"]*)".* = 0$/.exec(call);
        const opened =
          /O_(?:WRONLY|RDWR|CREAT).* = \d+<([^>]*)>$/.exec(call) ?? /creat\(.* = \d+<([^>]*)>$/.exec(call);
        return [made?.[1] ?? opened?.[1]].filter(
          (file) => file !== undefined && !file.startsWith(folder + '/'),
        ) as string[];
      }
    },
  };
}

/** Where the programs may write beside the newcomer's folders and the checkout: devices, and Nx's folder for its sockets. */
const OWN = ['/dev/', '/proc/', 'pipe:', 'socket:', 'anon_inode:', '/tmp/.nx'];

/** The names that a call looks up, or the other machine that it goes to; whoever looks names up is one on this machine too. */
function reached(call: string): string[] {
  if (/sun_path=.*systemd\/resolve/.test(call)) return ['whatever systemd was asked for'];
  const names = [
    ...call.matchAll(/iov_base="((?:[^"\\]|\\.)*)"|sendto\([^,]*, "((?:[^"\\]|\\.)*)"/g),
  ].flatMap(([, one, other]) => nameAsked(bytesOf(one ?? other!)) ?? []);
  const address =
    /inet_addr\("([^"]*)"\)/.exec(call)?.[1] ?? /inet_pton\(AF_INET6, "([^"]*)"/.exec(call)?.[1];
  if (address === undefined) return names;
  if (/htons\(53\)/.test(call)) return [...names, `${address}:53`];
  return /^(127\.|::1$|::ffff:127\.)/.test(address) ? names : [...names, address];
}

/** Bytes as strace writes them: as C does. */
function bytesOf(text: string): Buffer {
  const named: Record<string, string> = { n: '\n', t: '\t', r: '\r', v: '\v', f: '\f' };
  const plain = text.replace(/\\([0-7]{1,3}|.)/g, (_, code: string) =>
    /^[0-7]/.test(code) ? String.fromCharCode(parseInt(code, 8)) : (named[code] ?? code),
  );
  return Buffer.from(plain, 'latin1');
}

/** The name that a question to a name server is about (RFC 1035); undefined of other messages. */
function nameAsked(message: Buffer): string | undefined {
  // One question and no answers, and the first part's length in its place.
  if (message.length < 17 || message.readUInt16BE(4) !== 1 || message.readUInt32BE(6) !== 0) return undefined;
  const parts: string[] = [];
  for (let at = 12; message[at]; at += message[at]! + 1)
    parts.push(message.toString('latin1', at + 1, at + 1 + message[at]!));
  const name = parts.join('.');
  return /^[\w.-]+$/.test(name) ? name : undefined;
}
