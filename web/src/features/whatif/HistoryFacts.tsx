import type { WhatIfPreview } from '../../api/types';
import { duration, number, shortTime } from '../../app/format';

/** What is replayed, in a line. */
export function HistoryFacts({ history }: { history: NonNullable<WhatIfPreview['history']> }) {
  return (
    <p className="quiet what-if-history" data-testid="what-if-history">
      {number(history.steps)} steps of {duration(history.stepSeconds)}, {shortTime(history.from)} to {shortTime(history.until)}; the
      first {number(history.learningSteps)} are learned from, the rest is judged. A decision lands {duration(history.leadSeconds)} later, a replica
      carries {number(history.capacityPerReplica)}.
    </p>
  );
}
