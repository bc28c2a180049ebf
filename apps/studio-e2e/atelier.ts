/** `npm start` in a data folder of its own, its processes, and what it says. Linux only. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const START = path.join(import.meta.dirname, '../../tools/start.mjs');

export const STUDIO = /server\.mjs/;
export const WORKER = /atelier\.mjs worker/;
export const PAINTER = /painter\.ts/;
export const TRAINING = /\.bundle\/training\.mjs/;
export const SERVER = /serve\.ts/;
export const POSTGRES = /postgres -D/;

export interface AtelierOptions {
  /** The data folder. */
  folder: string;
  port: number;
  /** Of its environment. */
  settings?: NodeJS.ProcessEnv;
}

/** A data folder for this alone; PostgreSQL may run as another account, which has to get in. */
export function ownFolder(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `atelier-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}

export class Atelier {
  readonly starter: ChildProcess;
  readonly #folder: string;
  readonly address: string;
  #said = '';

  /** Starts it; `opened` waits until it is open. */
  constructor({ folder, port, settings }: AtelierOptions) {
    this.#folder = folder;
    this.address = `http://127.0.0.1:${port}`;
    this.starter = spawn(process.execPath, [START], {
      env: { ...process.env, ATELIER_DATA: folder, PORT: String(port), ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.starter.stdout!, this.starter.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => (this.#said += text));
  }

  /** Open, with a worker. */
  async opened(): Promise<this> {
    await eventually(() => {
      if (this.starter.exitCode !== null) throw new Error(`Atelier did not start: ${this.#said}`);
      return /Atelier is open[^]*waits for runs/.test(this.#said);
    });
    return this;
  }

  /** All that it has said until now. */
  said(): string {
    return this.#said;
  }

  /** All processes that have its data folder in their environment, as /proc lists them. */
  processes(of = /./): number[] {
    return readdirSync('/proc').flatMap((pid) => {
      try {
        const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8').replaceAll('\0', ' ');
        const ours = /^\d+$/.test(pid) && read('environ').includes(`ATELIER_DATA=${this.#folder} `);
        return ours && of.test(read('cmdline')) && !/\) Z /.test(read('stat')) ? [Number(pid)] : [];
      } catch {
        return []; // it has just ended
      }
    });
  }

  /** To those of its processes; returns how many there were. */
  signal(of: RegExp, signal: NodeJS.Signals): number {
    const found = this.processes(of);
    for (const pid of found)
      try {
        process.kill(pid, signal);
      } catch (error) {
        if ((error as { code?: string }).code !== 'ESRCH') throw error; // it has just ended
      }
    return found.length;
  }

  /** The address of its database, which only the account that runs it can read. */
  databaseUrl(): string {
    const data = path.join(this.#folder, 'postgres/18');
    const port = readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[3];
    const password = readFileSync(path.join(data, 'password'), 'utf8').trim();
    return `postgresql://postgres:${password}@127.0.0.1:${port}/atelier`;
  }

  /** The status of a page or an answer; 0 where there is none, or it leads elsewhere. */
  status(at: string): Promise<number> {
    return fetch(this.address + at, { redirect: 'error' }).then(
      async (answer) => (await answer.text(), answer.status),
      () => 0,
    );
  }

  /** Returns its exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const gone = once(this.starter, 'exit') as Promise<[number | null]>;
    this.starter.kill(signal);
    return (await gone)[0];
  }
}

/** Asks again until it is so; whoever waits has the limit. */
export async function eventually(ask: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await ask())) await new Promise((resolve) => setTimeout(resolve, 50));
}
