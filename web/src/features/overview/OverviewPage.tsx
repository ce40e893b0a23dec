import { useOverview } from '../../api/queries';
import type { OverviewItem } from '../../api/types';
import { dollarsPerHour, missing, percent, watts } from '../../app/format';
import { Link } from '../../app/Link';
import { ProblemNotice } from '../../app/ProblemNotice';
import { AttentionList } from './AttentionList';

/** The first page: is everything as promised, what needs attention, what does it cost. */
export function OverviewPage() {
  const overview = useOverview();
  return (
    <>
      <title>Overview · Headroom</title>
      <h1 className="visually-hidden">Overview</h1>
      {overview.isError && <ProblemNotice error={overview.error} onRetry={() => void overview.refetch()} />}
      {overview.isPending && (
        <div className="tiles" aria-busy="true" aria-label="Loading">{[0, 1, 2, 3].map((i) => <div key={i} className="skeleton tile-skeleton" />)}</div>
      )}
      {overview.data && (isEmpty(overview.data) ? <EmptyOverview /> : (
        <>
          <Tiles overview={overview.data} />
          <AttentionList items={overview.data.attention} />
        </>
      ))}
    </>
  );
}

const isEmpty = (o: OverviewItem) => o.serviceLevels.autoscalers === 0 && !o.power?.domains && !o.coldStarts?.services;

function Tiles({ overview }: { overview: OverviewItem }) {
  const { serviceLevels, cost, power, coldStarts } = overview;
  return (
    <div className="tiles">
      <Link href="/autoscalers?sort=budget" className="panel tile" data-testid="tile-levels">
        <h2>Within service level</h2>
        <p className={`tile-number ${serviceLevels.spent > 0 ? 'text-bad' : ''}`}>{serviceLevels.kept} <span className="quiet">of {serviceLevels.autoscalers}</span></p>
        <p className="quiet">
          {serviceLevels.spent === 0 ? 'No violation budget is spent.' : `${serviceLevels.spent} have spent their violation budget.`}
          {serviceLevels.unknown > 0 && ` ${serviceLevels.unknown} without a measurement yet.`}
        </p>
      </Link>
      <Link href="/autoscalers" className="panel tile" data-testid="tile-cost" title={cost.formula}>
        <h2>Replicas now</h2>
        <p className="tile-number">{cost.replicas} <span className="quiet">{dollarsPerHour(cost.dollarsPerHour)}</span></p>
        <CostText cost={cost} />
      </Link>
      {power && (
        <Link href="/power" className="panel tile" data-testid="tile-power">
          <h2>Power against budget</h2>
          {power.roots === 0
            ? <><p className="tile-number">{missing}</p><p className="quiet">{power.domains === 0 ? 'No power domain yet.' : 'No feed is measured.'}</p></>
            : (
              <>
                <p className={`tile-number ${power.drawWatts > power.budgetWatts || power.braking > 0 ? 'text-bad' : ''}`}>{watts(power.drawWatts)} <span className="quiet">of {watts(power.budgetWatts)}</span></p>
                <span className="tile-track" aria-hidden="true"><span style={{ width: `${Math.min(100, (100 * power.drawWatts) / power.budgetWatts)}%` }} /></span>
                <p className="quiet">{power.braking > 0 ? `${power.braking} feeds are braking.` : 'No brake is on.'}{power.unmeasured > 0 && ` ${power.unmeasured} not measured.`}</p>
              </>
            )}
        </Link>
      )}
      {coldStarts && (
        <Link href="/serverless" className="panel tile" data-testid="tile-starts">
          <h2>Cold starts, last {coldStarts.hours} h</h2>
          <p className="tile-number">{coldStarts.starts}</p>
          <p className="quiet">{coldStarts.medianSeconds === null ? `${coldStarts.services} services scale to zero.` : `Half took longer than ${coldStarts.medianSeconds} s, over ${coldStarts.services} services.`}</p>
        </Link>
      )}
    </div>
  );
}

function CostText({ cost }: { cost: OverviewItem['cost'] }) {
  if (cost.comparedAutoscalers === 0) {
    return <p className="quiet">No history yet to compare with provisioning for the peak.</p>;
  }

  const saved = 1 - cost.comparedDollarsPerHour / cost.peakDollarsPerHour;
  return (
    <p className="quiet">
      Provisioned for the peak of {cost.peakWindowDays} days: {cost.peakReplicas} replicas, {dollarsPerHour(cost.peakDollarsPerHour)};{' '}
      {saved >= 0 ? `${percent(saved)} less now` : `${percent(-saved)} more now`}, over {cost.comparedAutoscalers} autoscalers.
    </p>
  );
}

function EmptyOverview() {
  return (
    <div className="empty" data-testid="overview-empty">
      <h2>Nothing to look after yet</h2>
      <p>
        Begin with an <Link href="/autoscalers">autoscaler</Link>, a <Link href="/serverless">service that scales to zero</Link> or
        a <Link href="/power">power domain</Link>: each page shows an object to apply. In Recommend nothing of yours is changed.
      </p>
    </div>
  );
}
