import { useColdStarts, useService, useServiceDecisions } from '../../api/queries';
import type { ServerlessServiceItem } from '../../api/types';
import { missing, shortTime, words } from '../../app/format';
import { Link } from '../../app/Link';
import { editServicePath } from '../../app/location';
import { ProblemNotice } from '../../app/ProblemNotice';
import { Waterfall } from './Waterfall';

export default function ServicePage({ ns, name }: { ns: string; name: string }) {
  const service = useService(ns, name);
  return (
    <>
      <title>{`${ns}/${name} · Headroom`}</title>
      <nav className="crumbs" aria-label="Breadcrumb"><Link href="/serverless">Serverless</Link> <span aria-hidden="true">/</span> {ns} <span aria-hidden="true">/</span> {name}</nav>
      {service.isError && <ProblemNotice error={service.error} onRetry={() => void service.refetch()} />}
      {service.isPending && <div className="skeleton skeleton-headline" aria-busy="true" />}
      {service.data && (
        <>
          <ServiceHeadline item={service.data} />
          <Starts ns={ns} name={name} />
          <Changes ns={ns} name={name} />
        </>
      )}
    </>
  );
}

function ServiceHeadline({ item }: { item: ServerlessServiceItem }) {
  const troubles = item.conditions.filter((c) => c.type === 'Ready' && c.status === 'False');
  return (
    <section className="panel headline" data-testid="service-headline">
      <div className="headline-number"><strong>{item.readyReplicas}</strong><span className="quiet">ready</span></div>
      <div className="headline-text">
        <h1>
          {item.name}
          <span className="headline-target">{item.url}</span>
          {item.reason && <span className="badge">{words(item.reason)}</span>}
          {item.isPaused && <span className="badge badge-recommend">Paused</span>}
        </h1>
        <p>{item.message ?? 'No decision yet.'}</p>
        {troubles.map((c) => <p key={c.type} className="text-bad">{c.message}</p>)}
        <p className="headline-actions"><Link className="button" href={editServicePath(item.namespace, item.name)} data-testid="to-edit">Edit</Link></p>
      </div>
      <dl className="facts">
        <div><dt>Wanted</dt><dd>{item.replicas}</dd></div>
        <div><dt>Bounds</dt><dd>{item.minReplicas} to {item.maxReplicas}</dd></div>
        <div><dt>Queue</dt><dd>{item.queued ?? missing}</dd></div>
        <div><dt>In flight</dt><dd>{item.inFlight ?? missing}</dd></div>
        <div><dt>Starts from zero</dt><dd>{item.coldStarts}</dd></div>
        <div><dt>Keep-alive</dt><dd>{words(item.policy)} <span className="quiet">{item.keepAlive}</span></dd></div>
      </dl>
    </section>
  );
}

function Starts({ ns, name }: { ns: string; name: string }) {
  const starts = useColdStarts(ns, name);
  return (
    <section className="panel" aria-labelledby="starts">
      <div className="panel-head"><h2 id="starts">Recent starts</h2></div>
      {starts.isError && <ProblemNotice error={starts.error} onRetry={() => void starts.refetch()} />}
      {starts.data && (starts.data.items.length === 0
        ? <p className="quiet">None has been recorded: a start appears here half a minute after its pod is ready at the latest.</p>
        : <Waterfall starts={starts.data.items} />)}
    </section>
  );
}

function Changes({ ns, name }: { ns: string; name: string }) {
  const changes = useServiceDecisions(ns, name);
  return (
    <section className="panel" aria-labelledby="changes">
      <div className="panel-head"><h2 id="changes">Changes and why</h2></div>
      {changes.isError && <ProblemNotice error={changes.error} onRetry={() => void changes.refetch()} />}
      <ol className="log" data-testid="service-changes">
        {changes.data?.items.map((d) => (
          <li key={d.time} className="log-row">
            <div className="log-line change-line">
              <time dateTime={d.time} className="quiet">{shortTime(d.time)}</time>
              <span className={`log-change ${d.replicas > d.replicasBefore ? 'log-up' : 'log-down'}`}>{d.replicasBefore} → {d.replicas}</span>
              <span className="log-reason">{words(d.reason)}</span>
              <span className="log-message quiet" title={d.message}>{d.message}</span>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
