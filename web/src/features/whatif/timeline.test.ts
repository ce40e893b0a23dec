import { expect, it } from 'vitest';
import { stepPath } from './timeline';

it('holds each count until the next, the most at the top', () => {
  expect(stepPath([0, 4], 4, { width: 100, height: 100 })).toBe('M0 98.0H50.0V2.0H100.0');
});

it('draws nothing of nothing', () => {
  expect(stepPath([], 1, { width: 100, height: 100 })).toBe('');
});
