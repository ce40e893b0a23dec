import type { LiveState } from '../api/liveStream';
import { clockTime, duration } from './format';
import { useWallTime } from './clock';

/** @param serverLostSince When the server last answered, if it no longer does: a silent connection looks open to the browser. */
export function LiveMark({ state, serverLostSince }: { state: LiveState; serverLostSince: number | null }) {
  const now = useWallTime(1_000);
  const since = state.kind === 'stale' ? state.since : serverLostSince;
  if (since !== null) {
    return (
      <span
        className="live live-stale" data-testid="live-state" data-state="stale" role="status"
        title={`Nothing heard for ${duration((now - since) / 1000)} of wall time; reconnecting`}
      >
        <span className="dot" aria-hidden="true" />
        stale since {clockTime(since)}
      </span>
    );
  }

  return (
    <span className={`live live-${state.kind}`} data-testid="live-state" data-state={state.kind} role="status">
      <span className="dot" aria-hidden="true" />
      {state.kind === 'live' ? 'live' : 'connecting'}
    </span>
  );
}
