import { describe, expect, it } from 'vitest';
import { autoscaler, decision } from '../../testing/builders';
import { formatSort, listed, matches, nextSort, parseSort } from './listView';

const names = (items: { name: string }[]) => items.map((item) => item.name);

const items = [
  autoscaler({ name: 'b', lastDecision: decision({ desired: 10, demand: 5 }) }),
  autoscaler({ name: 'a10', lastDecision: decision({ desired: 9, demand: null, reason: 'MetricsLost' }) }),
  autoscaler({ name: 'a9', namespace: 'search', lastDecision: null, isPaused: true }),
];

describe('listed', () => {
  it('orders by namespace and name, numbers by value', () => {
    expect(names(listed([...items, autoscaler({ name: 'a2' })], '', parseSort('name')))).toEqual(['a2', 'a10', 'b', 'a9']);
  });

  it('orders numbers as numbers, with missing values last in both directions', () => {
    expect(names(listed(items, '', parseSort('desired')))).toEqual(['a10', 'b', 'a9']);
    expect(names(listed(items, '', parseSort('-desired')))).toEqual(['b', 'a10', 'a9']);
    expect(names(listed(items, '', parseSort('-demand')))).toEqual(['b', 'a10', 'a9']);
  });

  it('keeps what holds every word, whatever the case', () => {
    expect(names(listed(items, 'metricsLOST default', parseSort('name')))).toEqual(['a10']);
    expect(names(listed(items, 'paused', parseSort('name')))).toEqual(['a9']);
    expect(listed(items, 'nothing', parseSort('name'))).toEqual([]);
  });

  it('leaves the given list as it is', () => {
    const before = names(items);

    listed(items, '', parseSort('-name'));

    expect(names(items)).toEqual(before);
  });
});

describe('matches', () => {
  it('does not find an autoscaler by the reason why it is not paused', () => {
    const notPaused = { type: 'Paused', status: 'False', reason: 'NotPaused', message: '', lastTransitionTime: '2026-03-01T00:00:00Z' };

    expect(matches(autoscaler({ conditions: [notPaused] }), 'paused')).toBe(false);
  });

  it('finds the reason of a condition that is false, not of one that is true', () => {
    const item = autoscaler({
      conditions: [{ type: 'Ready', status: 'False', reason: 'TargetNotFound', message: '', lastTransitionTime: '2026-03-01T00:00:00Z' }],
    });

    expect(matches(item, 'targetnotfound')).toBe(true);
    expect(matches({ ...item, conditions: item.conditions.map((c) => ({ ...c, status: 'True' })) }, 'targetnotfound')).toBe(false);
  });
});

describe('sort in the address', () => {
  it('survives a round trip, and falls back to the name', () => {
    expect(formatSort(parseSort('-budget'))).toBe('-budget');
    expect(parseSort('-nonsense')).toEqual({ key: 'name', descending: false });
  });

  it('turns around on the same column and starts ascending on another', () => {
    expect(nextSort(parseSort('budget'), 'budget').descending).toBe(true);
    expect(nextSort(parseSort('-budget'), 'budget').descending).toBe(false);
    expect(nextSort(parseSort('-budget'), 'time')).toEqual({ key: 'time', descending: false });
  });
});
