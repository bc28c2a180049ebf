import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { databaseUrl, type Stylization } from '@atelier/db';
import { idsNow, within } from '@atelier/log';
import PQueue from 'p-queue';
import { Refused } from '../../contracts/refused.ts';
import type { FromPainter, PaintingOrder, ToPainter } from './order.ts';

const PROGRAM = path.join(path.dirname(fileURLToPath(import.meta.url)), 'painter.ts');
/** A process that has had nothing to paint for so long, in milliseconds, ends and gives its memory back. */
const IDLE = 600_000;
/**
 * The C library on Linux asks for pages of 2 MB: each network, and each size of picture, takes hundreds of megabytes anew, and
 * to get them in pages of 4 KB takes as long as to paint. Read as a process begins only; nobody else heeds it.
 */
const HUGE_PAGES = { GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1' };

interface Painter {
  process: ChildProcess;
  /** What it paints now. */
  job?: {
    report: (done: number) => void;
    resolve: (painting: Stylization) => void;
    reject: (reason: Error) => void;
  };
  /** Ends it, while it has nothing to paint. */
  rest?: NodeJS.Timeout;
}

/** At most so many painting processes, started when they are needed; each paints one order at a time. */
export class Painters {
  readonly #painters = new Set<Painter>();
  /** An order that was given up keeps its process until that has heard of it. */
  readonly #slots: PQueue;

  constructor(atMost: number) {
    this.#slots = new PQueue({ concurrency: atMost });
  }

  /** The ids of the processes that there are. */
  get processes(): number[] {
    return [...this.#painters].map(({ process }) => process.pid!);
  }

  /** @throws Refused with the reason */
  paint(order: PaintingOrder, report: (done: number) => void, signal: AbortSignal): Promise<Stylization> {
    const ids = idsNow(); // of who asks, however long it waits
    return this.#slots.add(() => within(ids, () => this.#paint(order, report, signal)), {
      throwOnTimeout: true,
    });
  }

  async #paint(
    order: PaintingOrder,
    report: (done: number) => void,
    signal: AbortSignal,
  ): Promise<Stylization> {
    signal.throwIfAborted();
    const painter = [...this.#painters].find(({ job }) => !job) ?? this.#start();
    clearTimeout(painter.rest);
    const tell = (message: ToPainter) => void painter.process.send(message);
    const giveUp = () => tell({ type: 'give up' });
    signal.addEventListener('abort', giveUp);
    try {
      return await new Promise((resolve, reject) => {
        painter.job = { report, resolve, reject };
        tell({ type: 'paint', order, database: databaseUrl(), ids: idsNow() });
      });
    } finally {
      signal.removeEventListener('abort', giveUp);
      delete painter.job;
      painter.rest = setTimeout(() => this.#end(painter), IDLE).unref();
    }
  }

  #start(): Painter {
    // Not by fork: the bundler would look for the file.
    const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM], {
      serialization: 'advanced',
      env: { ...HUGE_PAGES, ...process.env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    // It does not keep the server from ending.
    child.unref();
    child.channel?.unref();
    const painter: Painter = { process: child };
    const lost = (reason: Error) => {
      this.#end(painter);
      painter.job?.reject(reason);
    };
    child.on('message', (message: FromPainter) => {
      if (message.type === 'progress') painter.job?.report(message.done);
      else if (message.type === 'painted') painter.job?.resolve(message.painting);
      else painter.job?.reject(new Refused(message.reason, message.detail));
    });
    child.on('error', lost);
    child.on('exit', (code, signal) =>
      lost(
        new Refused(
          { kind: 'painterEnded' },
          `the painting process ended (${signal ?? code}), perhaps for want of memory`,
        ),
      ),
    );
    this.#painters.add(painter);
    return painter;
  }

  #end(painter: Painter): void {
    clearTimeout(painter.rest);
    this.#painters.delete(painter);
    painter.process.kill();
  }
}
