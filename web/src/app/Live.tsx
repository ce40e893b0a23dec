import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { LiveDecisions } from '../api/liveDecisions';
import { LiveStream, type LiveState } from '../api/liveStream';
import { reload } from '../api/queries';
import type { DecisionItem } from '../api/types';

interface Live {
  state: LiveState;
  decisions: LiveDecisions;
}

const LiveContext = createContext<Live>({ state: { kind: 'connecting' }, decisions: new LiveDecisions() });

/** Follows the decisions of one scope for as long as it is shown. */
export function LiveProvider(props: { namespace: string | null; name: string | null; children: ReactNode }) {
  const { namespace, name, children } = props;
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>({ kind: 'connecting' });
  const decisions = useMemo(() => new LiveDecisions(), [namespace, name]);
  useEffect(() => {
    decisions.onTrimmed = (key) => reload(client, key);
    const stream = new LiveStream({ namespace, name }, {
      onDecision: (decision) => decisions.add(decision),
      onMissed: () => {
        decisions.clear();
        reload(client);
      },
      onState: setState,
    });
    return () => {
      stream.stop();
      setState({ kind: 'connecting' });
    };
  }, [client, decisions, namespace, name]);
  const live = useMemo(() => ({ state, decisions }), [state, decisions]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

export const useLiveState = () => useContext(LiveContext).state;

export function useAllLiveDecisions(): ReadonlyMap<string, readonly DecisionItem[]> {
  const { decisions } = useContext(LiveContext);
  return useSyncExternalStore(decisions.subscribe, decisions.all);
}

export function useLiveDecisions(key: string): readonly DecisionItem[] {
  const { decisions } = useContext(LiveContext);
  return useSyncExternalStore(decisions.subscribe, () => decisions.of(key));
}
