import type { ForecastItem } from '../api/types';

/** Milliseconds since 1970, and a value or a gap. */
export type Point = [time: number, value: number | null];

/** One slice of the fan: what lies between two neighbouring quantiles, as a height above the slice below. */
export interface FanLayer {
  /** Probability of the central band whose edge this slice is: 0.99 outside, 0.5 inside. */
  coverage: number;
  points: Point[];
}

export interface ForecastModel {
  origin: number;
  from: number;
  to: number;
  observed: Point[];
  median: Point[];
  /** The lowest quantile: the layers are stacked on it. */
  base: Point[];
  layers: FanLayer[];
  /** Quantile paths by level, unstacked, for reading values. */
  quantiles: { level: number; points: Point[] }[];
  capacity: Point[];
  /** What the last decision will carry once it is in effect, over the forecast. */
  planned: Point[];
  desired: Point[];
  ready: Point[];
}

const finite = (value: number | null | undefined): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

const byTime = <T extends { time: string }>(items: readonly T[]) =>
  items.map((item) => ({ item, at: Date.parse(item.time) })).sort((a, b) => a.at - b.at);

/** Everything the two charts draw, on one time axis. Missing values stay gaps. */
export function toModel(forecast: ForecastItem): ForecastModel {
  const origin = Date.parse(forecast.origin);
  const stepMs = forecast.stepSeconds * 1000;
  const observed = byTime(forecast.observed).map(({ item, at }): Point => [at, finite(item.value)]);
  const fan = toFan(forecast, origin, observed.at(-1)?.[1] ?? null);
  const replicas = byTime(forecast.replicas);
  const desired = breakGaps(replicas.map(({ item, at }): Point => [at, item.desired]), stepMs);
  const ready = breakGaps(replicas.map(({ item, at }): Point => [at, item.ready]), stepMs);
  const perReplica = finite(forecast.capacityPerReplica);
  const scale = ([at, count]: Point): Point => [at, count === null || perReplica === null ? null : count * perReplica];
  const to = Math.max(fan.base.at(-1)?.[0] ?? origin, desired.at(-1)?.[0] ?? origin);
  const last = desired.at(-1);
  return {
    origin,
    from: Math.min(observed[0]?.[0] ?? origin, origin - stepMs),
    to,
    observed,
    ...fan,
    capacity: ready.map(scale),
    planned: last && perReplica !== null && to > last[0] ? [scale(last), scale([to, last[1]])] : [],
    desired,
    ready,
  };
}

function toFan(forecast: ForecastItem, origin: number, now: number | null) {
  const levels = forecast.levels;
  const steps = byTime(forecast.steps).map(({ item, at }) => {
    const values = levels.map((_, i) => finite(item.quantiles[i]));
    // A stack with one slice missing would draw the others in the wrong place: the whole step is a gap.
    return { at, mean: finite(item.mean), values: values.includes(null) ? levels.map(() => null) : values };
  });
  // What has been observed is known for certain: the fan opens from there.
  const rows = now === null ? steps : [{ at: origin, mean: now, values: levels.map(() => now) }, ...steps];
  const quantiles = levels.map((level, i) => ({
    level,
    points: rows.map(({ at, values }): Point => [at, values[i] ?? null]),
  }));
  const layers = levels.slice(1).map((upper, i): FanLayer => {
    const lower = levels[i] ?? 0;
    return {
      coverage: Math.abs(upper <= 0.5 ? 1 - 2 * lower : 2 * upper - 1),
      points: rows.map(({ at, values }): Point => {
        const [low, high] = [values[i] ?? null, values[i + 1] ?? null];
        return [at, low === null || high === null ? null : high - low];
      }),
    };
  });
  const middle = quantiles.find((q) => q.level === 0.5)?.points;
  return {
    quantiles,
    layers,
    base: quantiles[0]?.points ?? [],
    median: middle ?? rows.map(({ at, mean }): Point => [at, mean]),
  };
}

/** A line through a time without decisions would claim to know: longer than five usual spacings is a gap. */
function breakGaps(points: Point[], stepMs: number): Point[] {
  const spacings = points.slice(1).map(([at], i) => at - (points[i]?.[0] ?? at)).sort((a, b) => a - b);
  const usual = Math.max(spacings[Math.floor(spacings.length / 2)] ?? 0, stepMs);
  return points.flatMap((point, i) => {
    const before = points[i - 1];
    return before && point[0] - before[0] > 5 * usual ? [[before[0] + usual, null] as Point, point] : [point];
  });
}
