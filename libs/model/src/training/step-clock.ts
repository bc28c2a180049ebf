/** How long iterations take, without what is done between them: the caller's business with an event, painting, saving. */
export class StepClock {
  private since = performance.now();
  private waited = 0;
  private stopped = 0;

  /** @param iteration finished ones */
  constructor(private iteration: number) {}

  /** What the step waits for, a batch of photos: part of its time, and counted by itself too. */
  async waitFor<T>(work: () => Promise<T>): Promise<T> {
    const asked = performance.now();
    const found = await work();
    this.waited += performance.now() - asked;
    return found;
  }

  /** Seconds an iteration since the last {@link restart}, and the part of it spent waiting. */
  read(iteration: number): { seconds: number; waiting: number } {
    const count = iteration - this.iteration;
    return {
      seconds: (performance.now() - this.since) / 1000 / count,
      waiting: this.waited / 1000 / count,
    };
  }

  restart(iteration: number): void {
    this.since = performance.now();
    this.waited = 0;
    this.iteration = iteration;
  }

  stop(): void {
    this.stopped = performance.now();
  }

  goOn(): void {
    this.since += performance.now() - this.stopped;
  }
}
