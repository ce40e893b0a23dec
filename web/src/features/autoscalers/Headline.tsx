import type { ReactNode } from 'react';
import type { AutoscalerItem } from '../../api/types';
import { useDecisionTime } from '../../app/clock';
import { ago, duration, missing, number, serviceLevel, words } from '../../app/format';
import { Link } from '../../app/Link';
import { editAutoscalerPath, whatIfPath } from '../../app/location';
import { BudgetBar } from './BudgetBar';
import { ConditionChips } from './ConditionChips';

/** How many, and why, in one glance. */
export function Headline({ item }: { item: AutoscalerItem }) {
  const now = useDecisionTime();
  const decision = item.lastDecision;
  const troubles = item.conditions.filter((c) => c.status === 'False' && ['Ready', 'MetricsAvailable', 'Calibrated'].includes(c.type) && c.reason !== 'TooWide');
  return (
    <section className="panel headline" data-testid="headline">
      <div className="headline-number">
        <strong data-testid="headline-desired">{decision?.desired ?? missing}</strong>
        <span className="quiet">desired</span>
      </div>
      <div className="headline-text">
        <h1>
          {item.name}
          <span className="headline-target">scales {item.targetKind} {item.targetName}</span>
          <span className={`badge badge-${item.mode.toLowerCase()}`}>{item.mode}</span>
          {item.policy !== 'Headroom' && (
            <span className="badge badge-policy" data-testid="headline-policy" title="A published policy decides in place of Headroom's planner">{item.policy}</span>
          )}
          {decision && <span className="badge">{words(decision.reason)}</span>}
        </h1>
        <p data-testid="headline-message">
          {decision?.message ?? 'No decision yet: the first follows as soon as the target and its demand can be read.'}
        </p>
        {troubles.map((c) => <p key={c.type} className="text-bad">{c.type}: {c.message}</p>)}
        <ConditionChips conditions={item.conditions} />
        <p className="headline-actions">
          <Link className="button" href={whatIfPath(item.namespace, item.name)} data-testid="to-what-if">What if …</Link>
          <Link className="button" href={editAutoscalerPath(item.namespace, item.name)} data-testid="to-edit">Edit</Link>
        </p>
      </div>
      <dl className="facts">
        <Fact title="Ready / current">{decision ? `${decision.ready} / ${decision.current}` : missing}</Fact>
        <Fact title="Bounds">{item.minReplicas} to {item.maxReplicas}</Fact>
        <Fact title="Demand">{number(decision?.demand)} <span className="quiet">{item.indicators[0]}</span></Fact>
        <Fact title="Predicted demand">{number(decision?.predictedMean)}</Fact>
        <Fact title="At the level">{number(decision?.predictedUpper)}</Fact>
        <Fact title="Per replica">{number(decision?.capacityPerReplica)}</Fact>
        <Fact title="Horizon">{duration(decision?.horizonSeconds)}</Fact>
        <Fact title="Service level">{serviceLevel(item.serviceLevel)}</Fact>
        <Fact title="Budget left"><BudgetBar left={decision?.budgetRemaining} /></Fact>
        <Fact title="Decided">{ago(decision?.time, now)}</Fact>
      </dl>
    </section>
  );
}

const Fact = ({ title, children }: { title: string; children: ReactNode }) => (
  <div><dt>{title}</dt><dd>{children}</dd></div>
);
