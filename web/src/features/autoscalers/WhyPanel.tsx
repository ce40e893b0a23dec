import type { DecisionItem } from '../../api/types';
import { shortTime } from '../../app/format';
import { WhyTable } from './WhyTable';

interface Props {
  decision: DecisionItem | null;
  /** False while a decision of the log is looked at. */
  isLatest: boolean;
  onLatest: () => void;
}

export function WhyPanel({ decision, isLatest, onLatest }: Props) {
  return (
    <section className="panel" aria-labelledby="why-title">
      <div className="panel-head">
        <h2 id="why-title">Why {decision ? decision.desired : 'this number'}</h2>
        <ul className="legend">
          <li><span className="key cost-idle" />idle</li>
          <li><span className="key cost-shortfall" />shortfall</li>
          <li><span className="key cost-change" />change</li>
        </ul>
        <span className="spacer" />
        {decision && <span className="quiet nowrap">{shortTime(decision.time)}</span>}
        {isLatest
          ? decision && <span className="badge">latest</span>
          : <button type="button" className="button" onClick={onLatest} data-testid="why-latest">Back to the latest</button>}
      </div>
      {decision ? <WhyTable decision={decision} /> : <p className="empty">There is no decision to explain yet.</p>}
    </section>
  );
}
