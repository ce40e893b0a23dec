import type { PowerDomainItem } from '../../api/types';
import { watts } from '../../app/format';
import { barMarks } from './powerModel';

export function PowerBar({ domain }: { domain: PowerDomainItem }) {
  const marks = barMarks(domain);
  const told = `Draw ${watts(domain.drawWatts)}, forecast peak ${watts(domain.forecastPeakWatts)}, without leases at most ${watts(domain.safeSumWatts)}, budget ${watts(domain.budgetWatts)}`;
  if (marks === null) {
    return <span className="power-bar" role="img" aria-label={told} />;
  }

  const over = domain.drawWatts !== null && domain.budgetWatts !== null && domain.drawWatts > domain.budgetWatts;
  return (
    <span className="power-bar" role="img" aria-label={told} title={told} data-testid="power-bar">
      <span className={`power-draw ${over ? 'power-over' : ''}`} style={{ width: `${marks.draw}%` }} />
      {marks.safe !== null && <span className="power-safe" style={{ left: `${marks.safe}%` }} />}
      {marks.peak !== null && <span className="power-peak" style={{ left: `${marks.peak}%` }} />}
      <span className="power-budget" style={{ left: `${marks.budget}%` }} />
    </span>
  );
}
