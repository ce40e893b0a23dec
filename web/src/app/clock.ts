import { useEffect, useState } from 'react';
import { useAbout } from '../api/queries';

/** Milliseconds of the wall clock, asked again every period. */
export function useWallTime(periodMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), periodMs);
    return () => clearInterval(timer);
  }, [periodMs]);
  return now;
}

/** Past this the server has not answered when it was asked to: the clock stands rather than guesses. */
const longestGuessMs = 20_000;

/** The decision clock, carried on from the last answer at its speed; null before the first. */
export function useDecisionTime(periodMs = 1_000): number | null {
  const about = useAbout();
  const wall = useWallTime(periodMs);
  return about.data
    ? Date.parse(about.data.clock.time) + Math.min(longestGuessMs, Math.max(0, wall - about.dataUpdatedAt)) * about.data.clock.speed
    : null;
}
