import { describe, expect, it, vi } from 'vitest';
import { autoscaler, decision } from '../testing/builders';
import { LiveDecisions, mergeDecisions, withLatest } from './liveDecisions';

const made = (id: number) => decision({ id, time: new Date(Date.UTC(2026, 2, 1, 10, 0, id)).toISOString() });

describe('mergeDecisions', () => {
  it('is the union by id, newest first', () => {
    const merged = mergeDecisions([made(3), made(5)], [made(4), made(3)]);

    expect(merged.map((d) => d.id)).toEqual([5, 4, 3]);
  });

  it('changes nothing when the same decisions come again', () => {
    const once = mergeDecisions([made(1), made(2)]);

    expect(mergeDecisions(once, [made(2)], once)).toEqual(once);
  });

  it('tells decisions without an id apart by autoscaler and time', () => {
    const unjournaled = { ...made(1), id: null };

    expect(mergeDecisions([unjournaled], [{ ...unjournaled }, { ...unjournaled, name: 'other' }])).toHaveLength(2);
  });
});

describe('withLatest', () => {
  it('takes the newer of list and stream', () => {
    const item = autoscaler({ lastDecision: made(5) });

    expect(withLatest(item, [made(6)]).lastDecision?.id).toBe(6);
    expect(withLatest(item, [made(4)]).lastDecision?.id).toBe(5);
    expect(withLatest(item, [])).toBe(item);
  });
});

describe('LiveDecisions', () => {
  it('keeps autoscalers apart and gives the same list until something changes', () => {
    const live = new LiveDecisions();
    live.add(made(1));
    live.add(decision({ id: 9, name: 'other' }));
    const before = live.of('default/chat');

    live.add(decision({ id: 10, name: 'other' }));

    expect(before.map((d) => d.id)).toEqual([1]);
    expect(live.of('default/chat')).toBe(before);
  });

  it('lets the oldest go and says so, because the log would have a hole', () => {
    const live = new LiveDecisions();
    live.onTrimmed = vi.fn();

    for (let id = 1; id <= 301; id++) {
      live.add(made(id));
    }

    expect(live.onTrimmed).toHaveBeenCalledExactlyOnceWith('default/chat');
    expect(live.of('default/chat')).toHaveLength(150);
    expect(live.of('default/chat')[0]?.id).toBe(301);
  });
});
