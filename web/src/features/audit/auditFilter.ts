import { useMemo } from 'react';
import { navigate, useParam } from '../../app/location';

export interface AuditValues {
  kind: string;
  action: string;
  actor: string;
  namespace: string;
  name: string;
  since: string;
}

const hours: Record<string, number> = { '1h': 1, '24h': 24, '7d': 168, '30d': 720 };

/** To the minute: a filter that changed with every millisecond would be asked anew with every look. */
export function fromTime(since: string, now: number): string | null {
  const back = hours[since];
  return back === undefined ? null : new Date(Math.floor(now / 60_000) * 60_000 - back * 3_600_000).toISOString();
}

/** The filter as the address has it. */
export function useAuditFilter() {
  const [kind, setKind] = useParam('kind');
  const [action, setAction] = useParam('action');
  const [actor, setActor] = useParam('actor');
  const [namespace, setNamespace] = useParam('namespace');
  const [name, setName] = useParam('name');
  const [since, setSince] = useParam('since');
  const values: AuditValues = { kind, action, actor, namespace, name, since };
  const filter = useMemo(
    () => ({ kind, action, actor, namespace, name, from: fromTime(since, Date.now()) }),
    [kind, action, actor, namespace, name, since],
  );
  const setters = { kind: setKind, action: setAction, actor: setActor, namespace: setNamespace, name: setName, since: setSince };
  return {
    values,
    filter,
    set: (field: keyof AuditValues, value: string) => setters[field](value),
    clear: () => navigate(window.location.pathname, true),
  };
}
