import { number, percent, shortTime } from '../app/format';
import type { ForecastModel, Point } from './forecastModel';

/** The value of the point nearest to a time, within tolerance; null for a gap or nothing near. */
function near(points: readonly Point[], at: number, toleranceMs: number): number | null {
  let best: Point | null = null;
  for (const point of points) {
    if (Math.abs(point[0] - at) <= toleranceMs && (!best || Math.abs(point[0] - at) < Math.abs(best[0] - at))) {
      best = point;
    }
  }

  return best?.[1] ?? null;
}

/** A step line holds until the next point. */
function held(points: readonly Point[], at: number): number | null {
  const before = points.filter((p) => p[0] <= at).at(-1);
  return before && at <= (points.at(-1)?.[0] ?? 0) ? before[1] : null;
}

function interval(model: ForecastModel, coverage: number, at: number, toleranceMs: number): string | null {
  const side = (level: number) => model.quantiles.find((q) => Math.abs(q.level - level) < 1e-9)?.points ?? [];
  const low = near(side((1 - coverage) / 2), at, toleranceMs);
  const high = near(side((1 + coverage) / 2), at, toleranceMs);
  return low === null || high === null ? null : `${number(low)} to ${number(high)}`;
}

const line = (label: string, value: string | null) => (value === null ? [] : [`${label}  ${value}`]);
const numberLine = (label: string, value: number | null) => line(label, value === null ? null : number(value));

/** What the fan chart says about one time, as lines of text. */
export function demandAt(model: ForecastModel, at: number, stepMs: number): string {
  const isAhead = at > model.origin + stepMs / 2;
  const tolerance = stepMs * 0.75;
  return [
    shortTime(at),
    ...(isAhead
      ? [
          ...numberLine('Predicted median', near(model.median, at, tolerance)),
          ...[0.5, 0.8, 0.9, 0.95, 0.99].flatMap((c) => line(percent(c), interval(model, c, at, tolerance))),
          ...numberLine('Planned capacity', held(model.planned, at)),
        ]
      : numberLine('Observed', near(model.observed, at, tolerance))),
    ...numberLine('Ready capacity', held(model.capacity, at)),
  ].join('\n');
}

/** What the replica chart says about one time. */
export function replicasAt(model: ForecastModel, at: number): string {
  return [
    shortTime(at),
    ...numberLine('Desired', held(model.desired, at)),
    ...numberLine('Ready', held(model.ready, at)),
  ].join('\n');
}
