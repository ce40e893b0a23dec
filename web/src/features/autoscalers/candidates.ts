import type { CandidateItem } from '../../api/types';

export interface CostPart {
  name: 'idle' | 'shortfall' | 'change';
  cost: number;
  /** Width of the part in percent of the dearest candidate's bar. */
  width: number;
}

const parts = ['idle', 'shortfall', 'change'] as const;

const costOf = (c: CandidateItem, name: CostPart['name']) =>
  ({ idle: c.idleCost, shortfall: c.shortfallCost, change: c.changeCost })[name];

const positive = (value: number | null) => (value !== null && Number.isFinite(value) ? Math.max(0, value) : 0);

const total = (c: CandidateItem) => parts.reduce((sum, name) => sum + positive(costOf(c, name)), 0);

/** Stacked bars on one scale: the dearest alternative fills the width. Unknown costs take no width. */
export function costBars(candidates: readonly CandidateItem[]): CostPart[][] {
  const longest = Math.max(0, ...candidates.map(total));
  return candidates.map((c) =>
    parts
      .map((name) => ({ name, cost: positive(costOf(c, name)), width: 0 }))
      .map((part) => ({ ...part, width: longest === 0 ? 0 : (100 * part.cost) / longest })),
  );
}
