import type { DecisionItem } from '../../api/types';
import { dollarsPerHour, percent } from '../../app/format';
import { costBars } from './candidates';

/** What each alternative would have cost. */
export function WhyTable({ decision }: { decision: DecisionItem }) {
  if (decision.candidates.length === 0) {
    return <p className="quiet">No alternatives were weighed: {decision.message}.</p>;
  }

  const bars = costBars(decision.candidates);
  return (
    <table className="table table-why" data-testid="why-table">
      <thead>
        <tr>
          <th scope="col" className="numeric">Replicas</th>
          <th scope="col" className="cell-bar">Expected cost</th>
          <th scope="col" className="numeric">Total</th>
          <th scope="col" className="numeric wide-only">Idle</th>
          <th scope="col" className="numeric wide-only">Shortfall</th>
          <th scope="col" className="numeric wide-only">Change</th>
          <th scope="col" className="numeric" title="Probability that demand exceeds ready capacity when the decision is in effect">Risk</th>
        </tr>
      </thead>
      <tbody>
        {decision.candidates.map((c, i) => (
          <tr
            key={c.replicas} data-testid="candidate-row" data-replicas={c.replicas}
            className={c.replicas === decision.desired ? 'chosen' : undefined} aria-current={c.replicas === decision.desired || undefined}
          >
            <td className="numeric">
              {c.replicas === decision.desired && <span className="chosen-mark">chosen</span>}
              {c.replicas === decision.current && c.replicas !== decision.desired && <span className="quiet">current </span>}
              <strong>{c.replicas}</strong>
            </td>
            <td className="cell-bar">
              <span className="cost-bar" aria-hidden="true">
                {(bars[i] ?? []).map((part) => (
                  <span
                    key={part.name} className={`cost-${part.name}`} style={{ width: `${part.width}%` }}
                    title={`${part.name}: ${dollarsPerHour(part.cost)}`}
                  />
                ))}
              </span>
            </td>
            <td className="numeric">{dollarsPerHour(c.expectedCost)}</td>
            <td className="numeric wide-only">{dollarsPerHour(c.idleCost)}</td>
            <td className="numeric wide-only">{dollarsPerHour(c.shortfallCost)}</td>
            <td className="numeric wide-only">{dollarsPerHour(c.changeCost)}</td>
            <td className="numeric">{percent(c.violationProbability)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
