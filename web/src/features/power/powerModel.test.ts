import { expect, test } from 'vitest';
import { powerDomain, powerGpu } from '../../testing/builders';
import { barMarks, heatStep, staleSince } from './powerModel';

test('the budget stands at the same place on every bar, and an overdraw beyond it', () => {
  const small = barMarks(powerDomain({ budgetWatts: 1_000, drawWatts: 1_100, forecastPeakWatts: null, safeSumWatts: 900 }));
  const large = barMarks(powerDomain({ budgetWatts: 40_000, drawWatts: 20_000 }));
  expect([small?.budget, large?.budget]).toEqual([80, 80]);
  expect([small?.draw, small?.peak, small?.safe]).toEqual([88, null, 72]);
  expect(large?.draw).toBe(40);
});

test('a draw far beyond the bar ends with it, and without a budget there is no bar', () => {
  expect(barMarks(powerDomain({ budgetWatts: 1_000, drawWatts: 9_000 }))?.draw).toBe(100);
  expect(barMarks(powerDomain({ budgetWatts: null }))).toBeNull();
});

test('a card whose draw is not known has no heat', () => {
  expect([0.1, 0.31, 0.5, 0.89, 1.02, null].map((load) => heatStep(powerGpu({ load })))).toEqual([0, 1, 2, 3, 4, null]);
});

test('numbers are stale ten seconds after the last decision, and of unknown age where no leader answers', () => {
  const now = Date.parse('2026-03-01T12:00:11Z');
  expect(staleSince([powerDomain({ decidedAt: '2026-03-01T12:00:00Z' })], now)).toBe(Date.parse('2026-03-01T12:00:00Z'));
  expect(staleSince([powerDomain({ decidedAt: '2026-03-01T12:00:09Z' })], now)).toBeNull();
  expect(staleSince([powerDomain({ decidedAt: null })], now)).toBeNull();
});
