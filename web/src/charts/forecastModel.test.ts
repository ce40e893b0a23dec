import { describe, expect, it } from 'vitest';
import type { ForecastItem } from '../api/types';
import { toModel } from './forecastModel';
import { demandAt } from './readout';

const start = Date.parse('2026-03-01T10:00:00Z');
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
const levels = [0.005, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.995];

function forecast(changes: Partial<ForecastItem> = {}): ForecastItem {
  return {
    namespace: 'default', name: 'chat', origin: at(2), stepSeconds: 60, levels,
    observed: [100, 110, 120].map((value, i) => ({ time: at(i), value })),
    steps: [0, 1].map((h) => ({ time: at(3 + h), mean: 130, quantiles: levels.map((l) => 100 + 50 * l + h) })),
    replicas: [{ time: at(0), desired: 4, ready: 3 }, { time: at(1), desired: 5, ready: 4 }],
    members: [], relativeCrps: null, recentRelativeCrps: null, scored: 0, pitCounts: [], coverage90: null, capacityPerReplica: 40,
    ...changes,
  };
}

describe('toModel', () => {
  it('stacks the slices of the fan to the quantiles', () => {
    const model = toModel(forecast());

    levels.forEach((_, i) => {
      const height = model.layers.slice(0, i).reduce((sum, layer) => sum + (layer.points[1]?.[1] ?? NaN), model.base[1]?.[1] ?? NaN);
      expect(height).toBeCloseTo(model.quantiles[i]?.points[1]?.[1] ?? NaN, 9);
    });
  });

  it('gives each slice the coverage of the band it is the edge of', () => {
    const coverages = toModel(forecast()).layers.map((layer) => Number(layer.coverage.toFixed(6)));

    expect(coverages).toEqual([0.99, 0.95, 0.9, 0.8, 0.5, 0.5, 0.8, 0.9, 0.95, 0.99]);
  });

  it('opens the fan at the last observation', () => {
    const model = toModel(forecast());

    expect(model.base[0]).toEqual([Date.parse(at(2)), 120]);
    expect(model.layers.every((layer) => layer.points[0]?.[1] === 0)).toBe(true);
  });

  it('does not open the fan at the origin when that observation is missing', () => {
    const model = toModel(forecast({ observed: [{ time: at(1), value: 110 }, { time: at(2), value: null }] }));

    expect(model.base[0]?.[0]).toBe(Date.parse(at(3)));
    expect(model.observed.at(-1)?.[1]).toBeNull();
  });

  it('keeps missing observations as gaps, never zeros', () => {
    const model = toModel(forecast({
      observed: [{ time: at(0), value: 1 }, { time: at(1), value: null }, { time: at(2), value: Number.NaN }],
    }));

    expect(model.observed.map(([, value]) => value)).toEqual([1, null, null]);
  });

  it('makes a step with one quantile missing a gap in every slice', () => {
    const item = forecast();
    const quantiles = levels.map((l, i) => (i === 4 ? null : l));
    const model = toModel({ ...item, steps: [item.steps[0]!, { time: at(4), mean: null, quantiles }] });

    expect(model.layers.every((layer) => layer.points.at(-1)?.[1] === null)).toBe(true);
    expect(model.base.at(-1)?.[1]).toBeNull();
  });

  it('draws capacity as ready times what one carries, and what is planned beyond it', () => {
    const model = toModel(forecast());

    expect(model.capacity.map(([, value]) => value)).toEqual([120, 160]);
    expect(model.planned.map(([, value]) => value)).toEqual([200, 200]);
  });

  it('draws no capacity while what one carries is unknown', () => {
    const model = toModel(forecast({ capacityPerReplica: null }));

    expect(model.capacity.every(([, value]) => value === null)).toBe(true);
    expect(model.planned).toEqual([]);
  });

  it('breaks the step lines where no decision was made for long', () => {
    const replicas = [0, 1, 2, 60, 61].map((m) => ({ time: at(m), desired: 2, ready: 2 }));

    const model = toModel(forecast({ replicas }));

    expect(model.desired.map(([, value]) => value)).toEqual([2, 2, 2, null, 2, 2]);
  });

  it('survives a forecast without steps, levels and replicas', () => {
    const model = toModel(forecast({ steps: [], levels: [], replicas: [], observed: [] }));

    expect(model.layers).toEqual([]);
    expect(model.to).toBe(model.origin);
  });
});

describe('demandAt', () => {
  it('reads bands ahead of the origin and the observation before it', () => {
    const model = toModel(forecast());

    expect(demandAt(model, Date.parse(at(3)), 60_000)).toMatch(/Predicted median {2}125\n50% {2}113 to 138/);
    expect(demandAt(model, Date.parse(at(1)), 60_000)).toMatch(/Observed {2}110\nReady capacity {2}160/);
  });
});
