import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { log } from '@atelier/log';

/** A part that ends by itself is started again after so many milliseconds, twice as many each time. */
const FIRST_PAUSE = 1_000;
/** One that has run for so long, in milliseconds, is well: what was before does not count. */
const WELL = 60_000;
/** So many ends in a row are no bad luck. */
const ATTEMPTS = 5;

export interface PartOptions {
  name: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** How long it may take to stop by itself, in milliseconds. */
  patience: number;
  /** Told when it has ended too often to be started again. */
  onFailed: () => void;
}

/**
 * A program that runs as long as Atelier does, by this Node. In a process group of its own, so that Ctrl-C reaches it
 * through us alone; and on a channel, by whose end it notices that we are gone.
 */
export class Part {
  #child: ChildProcess | undefined;
  #pause: NodeJS.Timeout | undefined;
  #ends = 0;
  #stopping = false;

  constructor(private readonly options: PartOptions) {}

  get name(): string {
    return this.options.name;
  }

  start(): void {
    const { name, args, cwd, env } = this.options;
    if (this.#stopping) return;
    const since = performance.now();
    const child = spawn(process.execPath, args, {
      cwd,
      env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true,
    });
    this.#child = child;
    child.once('exit', (code, signal) => {
      if (this.#stopping) return;
      if (performance.now() - since > WELL) this.#ends = 0;
      const pause = FIRST_PAUSE * 2 ** this.#ends++;
      const why = `the ${name} ended by itself (${signal ?? `exit code ${code}`})`;
      if (this.#ends >= ATTEMPTS) {
        log.error(`${why}, ${ATTEMPTS} times in a row: see above`);
        this.options.onFailed();
      } else {
        log.error(`${why}; it is started again in ${pause / 1000} s`);
        this.#pause = setTimeout(() => this.start(), pause);
      }
    });
  }

  /**
   * Ends it with all that it has started.
   * @param patience in milliseconds; for ever where it is infinite
   */
  async stop(patience = this.options.patience): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#pause);
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const kill = () => {
      if (patience > 0)
        log.warn(`the ${this.name} does not end by itself within ${patience / 1000} s: it is killed`);
      killGroup(child.pid!);
    };
    const hard = patience < Infinity ? setTimeout(kill, patience) : undefined;
    await gone;
    clearTimeout(hard);
    killGroup(child.pid!);
  }
}

/** A painting process computes on after its studio has gone, until it looks up. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as { code?: string }).code !== 'ESRCH') throw error; // nobody is left
  }
}
