import { expect, test } from 'vitest';
import { axis, seconds } from './waterfallModel';

test('the axis holds the longest start and has round ticks', () => {
  expect(axis([0.4, 2.3]).end).toBe(2.5);
  expect(axis([0.4, 2.3]).ticks).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
  expect(axis([61]).ticks).toEqual([0, 20, 40, 60, 80]);
});

test('no start, or one of no time, still has an axis', () => {
  expect(axis([]).end).toBeGreaterThan(0);
  expect(axis([0]).end).toBeGreaterThan(0);
});

test('times read as people say them', () => {
  expect(seconds(0)).toBe('0 s');
  expect(seconds(0.0123)).toBe('12 ms');
  expect(seconds(1.2345)).toBe('1.23 s');
  expect(seconds(0.9999)).toBe('1 s');
});
