import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

export const checkout = path.join(import.meta.dirname, '../../..');

/** A user who has never run anything: nothing in the home folder, and every setting at what Atelier takes by itself. */
export interface Newcomer {
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
  /** The addresses of other machines, and look-ups of names, as the system calls say them. */
  hosts: string[];
  /** Files opened for writing and folders made that are nobody's business of Atelier's. */
  files: string[];
  /** What there is in the home folder afterwards. */
  home: string[];
}

/** The calls that reach another machine or leave something behind. */
const CALLS = 'connect,sendto,sendmsg,sendmmsg,open,openat,creat,mkdir,mkdirat';

export async function newcomer(env: Record<string, string> = {}): Promise<Newcomer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'atelier-newcomer-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await chmod(folder, 0o755); // PostgreSQL may run as another account, which has to get in
  const at = (name: string) => path.join(folder, name);
  for (const name of ['home', 'tmp', 'pictures']) await mkdir(at(name));
  const own = { ATELIER_CACHE: at('cache'), ATELIER_DATA: at('data'), HOME: at('home'), TMPDIR: at('tmp') };
  return {
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
        { cwd: checkout, detached: true, env: { PATH: process.env.PATH, ...own, ...env } },
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
        hosts: calls.filter(reaches),
        files: calls.flatMap(leaves).filter((file) => !OWN.some((place) => file.startsWith(place))),
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

/** Where the programs may write beside the newcomer's folders: the checkout, devices, and Nx's folder for its sockets. */
const OWN = [`${checkout}/`, '/dev/', '/proc/', 'pipe:', 'socket:', 'anon_inode:', '/tmp/.nx'];

/** Whether a call goes to another machine, or to whoever looks up the names of other machines. */
function reaches(call: string): boolean {
  if (/sun_path=.*systemd\/resolve/.test(call)) return true;
  const address =
    /inet_addr\("([^"]*)"\)/.exec(call)?.[1] ?? /inet_pton\(AF_INET6, "([^"]*)"/.exec(call)?.[1];
  if (address === undefined) return false;
  return /htons\(53\)/.test(call) || !/^(127\.|::1$|::ffff:127\.)/.test(address);
}
