import { missing, percent } from '../../app/format';

/** Share of the violation budget that is left; below zero it is overspent. */
export function BudgetBar({ left }: { left: number | null | undefined }) {
  if (left === null || left === undefined || !Number.isFinite(left)) {
    return <span className="quiet">{missing}</span>;
  }

  const tone = left <= 0 ? 'bad' : left < 0.25 ? 'warn' : 'good';
  return (
    <span className="budget" title={left < 0 ? 'The violation budget is overspent' : 'Violation budget left'}>
      <span className="budget-track" aria-hidden="true">
        <span className={`budget-fill fill-${tone}`} style={{ width: `${100 * Math.min(1, Math.max(0, left))}%` }} />
      </span>
      <span className={tone === 'bad' ? 'text-bad' : undefined}>{percent(left)}</span>
    </span>
  );
}
