export interface Point {
  x: number;
  y: number;
}

export interface Line {
  /** y at x = 0. */
  intercept: number;
  slope: number;
  /** What each point lies above the line, in the points' order. */
  residuals: number[];
}

/** The straight line through points of at least two different x that has the least squared residuals. */
export function fitLine(points: readonly Point[]): Line {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map((point) => point.x)), mean(points.map((point) => point.y))];
  const slope =
    mean(points.map((point) => (point.x - x) * (point.y - y))) /
    mean(points.map((point) => (point.x - x) ** 2));
  const intercept = y - slope * x;
  return { intercept, slope, residuals: points.map((point) => point.y - intercept - slope * point.x) };
}
