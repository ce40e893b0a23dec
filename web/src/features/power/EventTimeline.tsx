import { usePowerEvents } from '../../api/queries';
import { shortTime, words } from '../../app/format';
import { Link } from '../../app/Link';
import { ProblemNotice } from '../../app/ProblemNotice';

const bad = new Set(['BrakeOn', 'SafeStateLost', 'NodeSilent']);
const good = new Set(['BrakeOff', 'SafeStateKept', 'NodeBack']);

export function EventTimeline({ domain }: { domain: string }) {
  const events = usePowerEvents(domain);
  return (
    <section className="panel" aria-labelledby="power-events">
      <div className="panel-head">
        <h2 id="power-events">What happened</h2>
        <span className="spacer" />
        <Link href={`/audit?kind=PowerDomain&name=${encodeURIComponent(domain)}`}>All in the audit</Link>
      </div>
      {events.isError && <ProblemNotice error={events.error} onRetry={() => void events.refetch()} />}
      {events.isPending && <div className="skeleton skeleton-row" aria-busy="true" />}
      {events.data?.items.length === 0 && <p className="quiet">No cap, brake or agent has changed yet.</p>}
      <ol className="timeline" data-testid="power-events" tabIndex={0} aria-labelledby="power-events">
        {events.data?.items.map((e) => (
          <li key={e.id} data-action={e.action}>
            <time dateTime={e.time} className="quiet">{shortTime(e.time)}</time>
            <span className={`chip ${bad.has(e.action) ? 'chip-bad' : good.has(e.action) ? 'chip-good' : ''}`}>{words(e.action)}</span>
            {!e.isApplied && <span className="chip">recommended</span>}
            <span className="timeline-text">{e.message}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
