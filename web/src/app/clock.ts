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

/** The decision clock, carried on from the last answer at its speed; null before the first. */
export function useDecisionTime(periodMs = 1_000): number | null {
  const about = useAbout();
  const wall = useWallTime(periodMs);
  return about.data
    ? Date.parse(about.data.clock.time) + Math.max(0, wall - about.dataUpdatedAt) * about.data.clock.speed
    : null;
}
