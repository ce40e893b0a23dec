import { usePowerDomains } from '../../api/queries';
import { useWallTime } from '../../app/clock';
import { clockTime } from '../../app/format';
import { useParam } from '../../app/location';
import { ProblemNotice } from '../../app/ProblemNotice';
import { DomainDetail } from './DomainDetail';
import { DomainTree } from './DomainTree';
import { EmptyPower } from './EmptyPower';
import { EnergyPanel } from './EnergyPanel';
import { staleSince } from './powerModel';

export default function PowerPage() {
  const domains = usePowerDomains();
  const [name, setName] = useParam('domain');
  const now = useWallTime(1_000);
  const items = domains.data?.items;
  const chosen = items?.find((d) => d.name === name) ?? items?.[0];
  const stale = items ? staleSince(items, now) : null;
  return (
    <>
      <title>Power · Headroom</title>
      <div className="toolbar">
        <h1>Power</h1>
        {items && <span className="quiet" data-testid="domain-count">{items.length}</span>}
        {(stale !== null || (domains.isError && domains.data)) && (
          <span className="live live-stale" role="status" data-testid="power-stale">
            stale since {clockTime(stale ?? domains.dataUpdatedAt)}
          </span>
        )}
      </div>
      {domains.isError && <ProblemNotice error={domains.error} onRetry={() => void domains.refetch()} />}
      {domains.isPending && <div className="skeleton skeleton-panel" aria-busy="true" aria-label="Loading" />}
      {items?.length === 0 && <EmptyPower />}
      {items && items.length > 0 && <DomainTree items={items} chosen={chosen?.name ?? ''} onChoose={setName} />}
      {name !== '' && items && chosen?.name !== name && items.length > 0 && (
        <p className="notice">There is no PowerDomain {name}.</p>
      )}
      {chosen && <DomainDetail key={chosen.name} domain={chosen} />}
      {items && items.length > 0 && <EnergyPanel />}
    </>
  );
}
