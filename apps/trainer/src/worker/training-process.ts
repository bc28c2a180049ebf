import { constants, setPriority } from 'node:os';
import type { Order, Report, TrainingJob } from './messages.ts';

/**
 * The training process's side of the conversation with its worker: waits for the job, trains, passes the reports on and
 * ends. It dies with its worker, so that nobody trains on for nobody.
 */
export function serveWorker(train: (job: TrainingJob, signal: AbortSignal) => AsyncGenerator<Report>): void {
  // A training takes hours; whoever wants a page or a painting of the same machine waits for it now.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const halt = new AbortController();
  let stored: () => void = () => undefined;

  const tell = (report: Report) =>
    new Promise<void>((resolve) => {
      stored = resolve;
      process.send!(report, undefined, undefined, (error) => {
        if (error) process.exit(1); // the worker died while this was on its way
      });
    });

  const run = async (job: TrainingJob) => {
    let last: Report['type'] | undefined;
    for await (const report of train(job, halt.signal)) {
      await tell(report);
      last = report.type;
    }
    if (last !== 'finished' && last !== 'failed') await tell({ type: 'halted' });
    process.exit(0);
  };

  process.once('disconnect', () => process.exit(1));
  // Ctrl-C reaches every process of a terminal; the worker decides what happens to this one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.on('message', (order: Order) => {
    if (order.type === 'train') void run(order.job);
    else if (order.type === 'halt') halt.abort();
    else stored();
  });
}
