import type { AutoscalerItem } from '../../api/types';
import { useDecisionTime } from '../../app/clock';
import { ago, missing, number, serviceLevel, shortTime, words } from '../../app/format';
import { Link } from '../../app/Link';
import { autoscalerPath } from '../../app/location';
import { BudgetBar } from './BudgetBar';
import { ConditionChips } from './ConditionChips';
import type { Sort, SortKey } from './listView';

const columns: readonly { title: string; hint?: string; key?: SortKey; className?: string }[] = [
  { title: 'Autoscaler', key: 'name' },
  { title: 'Target', key: 'target' },
  { title: 'Mode', key: 'mode' },
  { title: 'Desired', hint: 'Desired replicas, with ready and current beside', key: 'desired', className: 'numeric' },
  { title: 'Demand', key: 'demand', className: 'numeric' },
  { title: 'Level, budget left', hint: 'Service level, and the share of its violation budget that is left', key: 'budget' },
  { title: 'Reason', key: 'reason' },
  { title: 'Conditions' },
  { title: 'Decided', key: 'time', className: 'numeric' },
];

interface Props {
  items: readonly AutoscalerItem[];
  sort: Sort;
  onSort: (key: SortKey) => void;
}

export function AutoscalerTable({ items, sort, onSort }: Props) {
  const now = useDecisionTime();
  return (
    <div className="panel panel-table">
      <table className="table table-cards" data-testid="autoscalers">
        <thead>
          <tr>
            {columns.map(({ title, hint, key, className }) => (
              <th
                key={title} scope="col" className={className} title={hint}
                aria-sort={key === undefined || sort.key !== key ? undefined : sort.descending ? 'descending' : 'ascending'}
              >
                {key === undefined ? title : (
                  <button type="button" className="sort" onClick={() => onSort(key)} data-testid={`sort-${key}`}>
                    {title}
                    <span className="sort-mark" aria-hidden="true">{sort.key !== key ? '' : sort.descending ? '↓' : '↑'}</span>
                  </button>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{items.map((item) => <Row key={`${item.namespace}/${item.name}`} item={item} now={now} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ item, now }: { item: AutoscalerItem; now: number | null }) {
  const decision = item.lastDecision;
  return (
    <tr data-testid="autoscaler-row" data-key={`${item.namespace}/${item.name}`} className="row-link">
      <td className="cell-title">
        <Link href={autoscalerPath(item.namespace, item.name)} className="stretched">
          <span className="quiet">{item.namespace}/</span><strong>{item.name}</strong>
        </Link>
      </td>
      <td data-label="Target" className="nowrap">{item.targetName}<span className="quiet sub">{item.targetKind}</span></td>
      <td data-label="Mode"><span className={`badge badge-${item.mode.toLowerCase()}`}>{item.mode}</span></td>
      <td data-label="Desired" className="numeric">
        {decision ? (
          <>
            <strong className="big" data-testid="desired">{decision.desired}</strong>
            <span className="quiet sub">{decision.ready} ready, {decision.current} now</span>
          </>
        ) : <span className="quiet">{missing}</span>}
      </td>
      <td data-label="Demand" className="numeric">
        {number(decision?.demand)}
        <span className="quiet sub">{item.indicators[0]}</span>
      </td>
      <td data-label="Level, budget left">
        <span className="level"><span className="level-target">{serviceLevel(item.serviceLevel)}</span><BudgetBar left={decision?.budgetRemaining} /></span>
      </td>
      <td data-label="Reason" className="nowrap"><span title={decision?.message}>{decision ? words(decision.reason) : 'No decision yet'}</span></td>
      <td data-label="Conditions"><ConditionChips conditions={item.conditions} brief /></td>
      <td data-label="Decided" className="numeric nowrap" title={decision ? shortTime(decision.time) : undefined}>
        {ago(decision?.time, now)}
      </td>
    </tr>
  );
}
