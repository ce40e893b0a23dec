import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decision } from '../testing/builders';
import { LiveStream, type EventSourceLike, type LiveState } from './liveStream';

class ScriptedSource implements EventSourceLike {
  readyState = 0;
  readonly #listeners = new Map<string, (event: MessageEvent<string>) => void>();

  constructor(readonly url: string) {}

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void) {
    this.#listeners.set(type, listener);
  }

  close = vi.fn(() => {
    this.readyState = 2;
  });

  play(type: string, data = '') {
    this.#listeners.get(type)?.(new MessageEvent(type, { data }));
  }

  open() {
    this.readyState = 1;
    this.play('open');
  }

  drop(readyState: 0 | 2) {
    this.readyState = readyState;
    this.play('error');
  }
}

function started() {
  const sources: ScriptedSource[] = [];
  const states: LiveState[] = [];
  const handlers = { onDecision: vi.fn(), onMissed: vi.fn(), onState: (state: LiveState) => states.push(state) };
  const stream = new LiveStream({ namespace: 'default', name: 'chat' }, handlers, (url) => {
    const source = new ScriptedSource(url);
    sources.push(source);
    return source;
  });
  return { stream, sources, states, handlers, source: sources[0]! };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('LiveStream', () => {
  it('asks for its scope and hands decisions on', () => {
    const { source, handlers, states } = started();

    source.open();
    source.play('decision', JSON.stringify(decision({ id: 7 })));

    expect(source.url).toBe('/api/v1/stream?namespace=default&name=chat');
    expect(states).toEqual([{ kind: 'live' }]);
    expect(handlers.onDecision).toHaveBeenCalledExactlyOnceWith(decision({ id: 7 }));
    expect(handlers.onMissed).not.toHaveBeenCalled();
  });

  it('is stale since the moment it was lost, however often the browser tries again', () => {
    const { source, states, sources } = started();
    source.open();
    vi.setSystemTime(1_060_000);
    source.drop(0);
    vi.setSystemTime(1_090_000);
    source.drop(0);

    expect(states.at(-1)).toEqual({ kind: 'stale', since: 1_060_000 });
    expect(states).toHaveLength(2);
    expect(sources).toHaveLength(1);
  });

  it('is live again when the browser reconnects, and what was missed is read', () => {
    const { source, states, handlers } = started();
    source.open();
    source.drop(0);
    source.open();

    expect(states.map((s) => s.kind)).toEqual(['live', 'stale', 'live']);
    expect(handlers.onMissed).toHaveBeenCalledTimes(1);
  });

  it('opens a refused stream again, ever more slowly', () => {
    const { source, sources } = started();
    source.drop(2);
    vi.advanceTimersByTime(3_000);
    expect(sources).toHaveLength(2);

    sources[1]!.drop(2);
    vi.advanceTimersByTime(5_999);
    expect(sources).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(sources).toHaveLength(3);
  });

  it('reads again what it shows when the server tells of a gap', () => {
    const { source, handlers } = started();
    source.open();
    source.play('gap', '{}');

    expect(handlers.onMissed).toHaveBeenCalledTimes(1);
  });

  it('stays closed once stopped', () => {
    const { stream, source, sources } = started();
    source.drop(2);

    stream.stop();
    vi.advanceTimersByTime(60_000);

    expect(sources).toHaveLength(1);
    expect(source.close).toHaveBeenCalled();
  });
});
