import { useEffect, useMemo } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { mergeDecisions, withLatest } from '../../api/liveDecisions';
import { keys, useAutoscaler, useDecisions } from '../../api/queries';
import { useLiveDecisions, useLiveState } from '../../app/Live';
import { Link } from '../../app/Link';
import { useParam } from '../../app/location';
import { ProblemNotice } from '../../app/ProblemNotice';
import { DecisionLog } from './DecisionLog';
import { ForecastPanel } from './ForecastPanel';
import { Headline } from './Headline';
import { SkillPanel } from './SkillPanel';
import { WhyPanel } from './WhyPanel';

/** A replay decides every second; the charts are asked for again at most this often. */
const forecastRefreshMs = 4_000;

export default function AutoscalerPage({ ns, name }: { ns: string; name: string }) {
  const key = `${ns}/${name}`;
  const autoscaler = useAutoscaler(ns, name);
  const live = useLiveDecisions(key);
  const state = useLiveState();
  const log = useDecisions(ns, name, state.kind !== 'connecting');
  const [selected, select] = useParam('decision');
  const decisions = useMemo(
    () => mergeDecisions(live, log.data?.pages.flatMap((page) => page.items) ?? []),
    [live, log.data],
  );
  useForecastRefresh(key, live[0]?.time);
  const item = autoscaler.data && withLatest(autoscaler.data, live);
  const chosen = decisions.find((d) => String(d.id) === selected) ?? null;
  return (
    <>
      <title>{`${key} · Headroom`}</title>
      <nav className="crumbs" aria-label="Breadcrumb"><Link href="/autoscalers">Autoscalers</Link> <span aria-hidden="true">/</span> {ns} <span aria-hidden="true">/</span> {name}</nav>
      {autoscaler.isError && <ProblemNotice error={autoscaler.error} onRetry={() => void autoscaler.refetch()} />}
      {autoscaler.isPending && <div className="skeleton skeleton-headline" aria-busy="true" />}
      {item && (
        <>
          <Headline item={item} />
          <ForecastPanel item={item} marked={chosen ? Date.parse(chosen.time) : null} />
          <div className="columns">
            <WhyPanel decision={chosen ?? item.lastDecision} isLatest={chosen === null} onLatest={() => select('')} />
            <SkillPanel item={item} />
          </div>
          <DecisionLog
            decisions={decisions} isPending={log.isPending} error={log.error} selected={selected} onSelect={select}
            hasOlder={log.hasNextPage} isLoadingOlder={log.isFetchingNextPage} onOlder={() => void log.fetchNextPage()}
          />
        </>
      )}
    </>
  );
}

function useForecastRefresh(key: string, lastDecision: string | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (lastDecision === undefined) {
      return;
    }

    const queryKey = keys.forecasts(key);
    const newest = Math.max(0, ...client.getQueryCache().findAll({ queryKey }).map((q) => q.state.dataUpdatedAt));
    if (Date.now() - newest >= forecastRefreshMs) {
      void client.invalidateQueries({ queryKey }, { cancelRefetch: false });
    }
  }, [client, key, lastDecision]);
}
