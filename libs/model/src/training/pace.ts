import { median } from 'simple-statistics';

/** So many reports make the pace. */
const REPORTS = 9;

/**
 * Seconds an iteration as it usually takes, to tell from how long the rest will: the median of the last few reports, as
 * one in which the machine had much else to do says little of those to come.
 */
export class Pace {
  private reports: number[] | undefined;

  /**
   * @param seconds an iteration's, of the next report
   * @returns undefined after the first one, which compiles the step too and is left out
   */
  after(seconds: number): number | undefined {
    this.reports = this.reports ? [...this.reports, seconds].slice(-REPORTS) : [];
    return this.reports.length > 0 ? median(this.reports) : undefined;
  }
}
