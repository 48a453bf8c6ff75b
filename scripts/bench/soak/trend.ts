/** A line through samples by least squares, and how sure its slope is. It doesn't know what was sampled. */

export type Point = { readonly x: number; readonly y: number }
export type Trend = { readonly slope: number; readonly from: number; readonly to: number }

/** The slope with its 95 % interval; without bounds where there are too few points. */
export function trendOf(points: readonly Point[]): Trend {
  const count = points.length
  const meanOf = (pick: (point: Point) => number) => points.reduce((sum, one) => sum + pick(one), 0) / count
  const [x, y] = [meanOf((one) => one.x), meanOf((one) => one.y)]
  const spread = points.reduce((sum, one) => sum + (one.x - x) ** 2, 0)
  const slope = points.reduce((sum, one) => sum + (one.x - x) * (one.y - y), 0) / spread
  const free = count - 2
  if (free < 1) return { slope, from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }
  const rest = points.reduce((sum, one) => sum + (one.y - y - slope * (one.x - x)) ** 2, 0)
  const half = studentT(free) * Math.sqrt(rest / free / spread)
  return { slope, from: slope - half, to: slope + half }
}

const FEW = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23]

/** Student's t for 95 %, both sides. */
const studentT = (free: number): number => FEW[free - 1] ?? 1.96 + 2.5 / free
