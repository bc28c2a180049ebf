/** Mean and biased variance of each channel of a map. */
export interface ChannelStatistics {
  mean: Float32Array;
  variance: Float32Array;
}

/** The statistics of a map, put together from bands of its rows. */
export class Statistics {
  private count = 0;
  private mean = new Float64Array();
  private squares = new Float64Array();

  /**
   * Adds a band of `count` values a channel with its means and sums of squared differences from them: Chan, Golub and
   * LeVeque 1983, in double precision, so that nothing cancels.
   */
  add(count: number, mean: Float32Array, squares: Float32Array): void {
    if (this.count === 0) {
      this.mean = Float64Array.from(mean);
      this.squares = Float64Array.from(squares);
    } else {
      const total = this.count + count;
      for (let c = 0; c < mean.length; c++) {
        const delta = mean[c]! - this.mean[c]!;
        this.mean[c]! += (delta * count) / total;
        this.squares[c]! += squares[c]! + (delta * delta * this.count * count) / total;
      }
    }
    this.count += count;
  }

  result(): ChannelStatistics {
    return {
      mean: Float32Array.from(this.mean),
      variance: Float32Array.from(this.squares, (squares) => squares / this.count),
    };
  }
}
