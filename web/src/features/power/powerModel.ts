import type { PowerDomainItem, PowerGpuItem } from '../../api/types';

/** Where things stand on a feed's bar, in percent of its width; the budget stands at the same place on every bar. */
export interface PowerBarMarks {
  draw: number;
  peak: number | null;
  safe: number | null;
  budget: number;
}

/** Room beyond the budget, so that an overdraw is seen as one. */
const endOverBudget = 1.25;

export function barMarks(domain: PowerDomainItem): PowerBarMarks | null {
  if (domain.budgetWatts === null || domain.budgetWatts <= 0) {
    return null;
  }

  const end = domain.budgetWatts * endOverBudget;
  const at = (value: number | null) => (value === null ? null : Math.min(100, (100 * value) / end));
  return { draw: at(domain.drawWatts) ?? 0, peak: at(domain.forecastPeakWatts), safe: at(domain.safeSumWatts), budget: 100 / endOverBudget };
}

/** Five steps of a card's draw over its nameplate; null where its draw is not known. */
export function heatStep(gpu: PowerGpuItem): 0 | 1 | 2 | 3 | 4 | null {
  const load = gpu.load;
  return load === null ? null : load < 0.3 ? 0 : load < 0.5 ? 1 : load < 0.7 ? 2 : load < 0.9 ? 3 : 4;
}

/** Leaders decide every two seconds; past this one was missed several times. */
const staleAfterMs = 10_000;

/** When the newest decision was made if that is too long ago, else null. A replica that does not lead tells no time. */
export function staleSince(items: readonly PowerDomainItem[], now: number): number | null {
  const times = items.flatMap((d) => (d.decidedAt === null ? [] : [Date.parse(d.decidedAt)]));
  const newest = Math.max(...times);
  return times.length > 0 && now - newest > staleAfterMs ? newest : null;
}
