import { useMemo } from 'react';
import { keyOf, withLatest } from '../../api/liveDecisions';
import { useAutoscalers } from '../../api/queries';
import { useAllLiveDecisions } from '../../app/Live';
import { useParam } from '../../app/location';
import { ProblemNotice } from '../../app/ProblemNotice';
import { AutoscalerTable } from './AutoscalerTable';
import { EmptyList } from './EmptyList';
import { formatSort, listed, nextSort, parseSort } from './listView';

export default function AutoscalersPage() {
  const [namespace, setNamespace] = useParam('namespace');
  const [text, setText] = useParam('q');
  const [sortText, setSort] = useParam('sort', 'name');
  const list = useAutoscalers(namespace || null);
  const live = useAllLiveDecisions();
  const sort = useMemo(() => parseSort(sortText), [sortText]);
  const items = useMemo(
    () => list.data?.map((item) => withLatest(item, live.get(keyOf(item)) ?? [])),
    [list.data, live],
  );
  const shown = useMemo(() => listed(items ?? [], text, sort), [items, text, sort]);
  return (
    <>
      <title>Autoscalers · Headroom</title>
      <div className="toolbar">
        <h1>Autoscalers</h1>
        {items && (
          <span className="quiet" data-testid="autoscaler-count">
            {shown.length === items.length ? items.length : `${shown.length} of ${items.length}`}
          </span>
        )}
        <span className="spacer" />
        <input
          type="search" className="input" placeholder="Filter: name, target, reason, paused…" aria-label="Filter autoscalers"
          data-testid="autoscaler-filter" value={text} onChange={(event) => setText(event.target.value)}
        />
        <input
          type="search" className="input input-short" placeholder="Any namespace" aria-label="Namespace" key={namespace}
          data-testid="namespace-filter" defaultValue={namespace}
          onBlur={(event) => setNamespace(event.target.value.trim())}
          onKeyDown={(event) => event.key === 'Enter' && setNamespace(event.currentTarget.value.trim())}
        />
      </div>
      {list.isError && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <ListSkeleton />}
      {items?.length === 0 && <EmptyList namespace={namespace} />}
      {items && items.length > 0 && (
        shown.length === 0
          ? <p className="empty">No autoscaler matches “{text}”. <button type="button" className="button" onClick={() => setText('')}>Clear the filter</button></p>
          : <AutoscalerTable items={shown} sort={sort} onSort={(key) => setSort(formatSort(nextSort(sort, key)))} />
      )}
    </>
  );
}

function ListSkeleton() {
  return (
    <div className="panel" aria-busy="true" aria-label="Loading">
      {[0, 1, 2, 3, 4].map((i) => <div key={i} className="skeleton skeleton-row" />)}
    </div>
  );
}
