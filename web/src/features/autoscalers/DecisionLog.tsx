import type { DecisionItem } from '../../api/types';
import { number, shortTime, words, zone } from '../../app/format';
import { ProblemNotice } from '../../app/ProblemNotice';
import { WhyTable } from './WhyTable';

interface Props {
  decisions: readonly DecisionItem[];
  isPending: boolean;
  error: unknown;
  /** Id of the open decision, empty for none. */
  selected: string;
  onSelect: (id: string) => void;
  hasOlder: boolean;
  isLoadingOlder: boolean;
  onOlder: () => void;
}

/** Newest first. The open one is also the one the page explains and marks in the charts. */
export function DecisionLog(props: Props) {
  const { decisions, selected, onSelect } = props;
  return (
    <section className="panel" aria-labelledby="log-title">
      <div className="panel-head">
        <h2 id="log-title">Decisions</h2>
        <span className="quiet">{zone().name}</span>
      </div>
      {props.error !== null && <ProblemNotice error={props.error} />}
      {props.isPending && decisions.length === 0 && [0, 1, 2].map((i) => <div key={i} className="skeleton skeleton-row" />)}
      {!props.isPending && decisions.length === 0 && <p className="empty">No decision has been made yet.</p>}
      <ol className="log" data-testid="decision-log">
        {decisions.map((d) => {
          const id = String(d.id ?? d.time);
          return <Row key={id} decision={d} isOpen={id === selected} onToggle={() => onSelect(id === selected ? '' : id)} />;
        })}
      </ol>
      {props.hasOlder && (
        <button type="button" className="button" data-testid="load-older" disabled={props.isLoadingOlder} onClick={props.onOlder}>
          {props.isLoadingOlder ? 'Loading…' : 'Load older'}
        </button>
      )}
    </section>
  );
}

function Row({ decision: d, isOpen, onToggle }: { decision: DecisionItem; isOpen: boolean; onToggle: () => void }) {
  const change = Math.sign(d.desired - d.current);
  return (
    <li className={isOpen ? 'log-row log-open' : 'log-row'} data-testid="decision-row" data-id={d.id}>
      <button type="button" className="log-line" aria-expanded={isOpen} onClick={onToggle}>
        <time dateTime={d.time} className="quiet">{shortTime(d.time)}</time>
        <span className={`log-change ${change > 0 ? 'log-up' : change < 0 ? 'log-down' : 'quiet'}`}>
          {change === 0 ? `${d.desired}` : `${d.current} → ${d.desired}`}
        </span>
        <span className="log-reason">{words(d.reason)}</span>
        <span className="log-message quiet">{d.message}</span>
        <span className="quiet numeric">{d.applied ? 'applied' : ''}</span>
      </button>
      {isOpen && (
        <div className="log-detail" data-testid="decision-detail">
          <p>{d.message}</p>
          <p className="quiet">
            demand {number(d.demand)}, predicted {number(d.predictedMean)}, at the service level {number(d.predictedUpper)},
            {' '}{number(d.capacityPerReplica)} per replica; {d.ready} ready, {d.applied ? 'written to the target' : 'not written to the target'}
          </p>
          <WhyTable decision={d} />
        </div>
      )}
    </li>
  );
}
