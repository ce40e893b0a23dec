import { useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/react-query';
import { api } from './client';
import { ApiError } from './problem';
import type { AutoscalerItem, SessionItem } from './types';

/** The stream carries decisions only; conditions and the clock are asked for this often. */
const pollMs = 15_000;
/** Services change within seconds, and nothing streams that. */
const servicePollMs = 2_000;
/** A leader decides about power every two seconds. */
const powerPollMs = 2_000;
const overviewPollMs = 5_000;
/** A replay takes seconds. */
const whatIfPollMs = 300;
const startsShown = 30;
const mostPages = 20;
const decisionsPerPage = 50;

export const keys = {
  session: ['session'] as const,
  about: ['about'] as const,
  lists: ['autoscalers'] as const,
  autoscaler: (key: string) => ['autoscaler', key] as const,
  decisions: (key: string) => ['decisions', key] as const,
  forecasts: (key: string) => ['forecast', key] as const,
};

/** Null when nobody is signed in. */
export function useSession() {
  return useQuery<SessionItem | null>({
    queryKey: keys.session,
    queryFn: () =>
      api.session().catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 401) {
          return null;
        }

        throw error;
      }),
    staleTime: Infinity,
  });
}

export const useAbout = () => useQuery({ queryKey: keys.about, queryFn: api.about, refetchInterval: pollMs });

export function useAutoscalers(namespace: string | null) {
  return useQuery({
    queryKey: [...keys.lists, namespace],
    queryFn: () => allAutoscalers(namespace),
    refetchInterval: pollMs,
  });
}

export function useAutoscaler(ns: string, name: string) {
  return useQuery({
    queryKey: keys.autoscaler(`${ns}/${name}`),
    queryFn: () => api.autoscaler(ns, name),
    refetchInterval: pollMs,
  });
}

/** @param isFollowed True once the stream is open or has failed: read earlier, decisions in between would be in neither. */
export function useDecisions(ns: string, name: string, isFollowed: boolean) {
  return useInfiniteQuery({
    queryKey: keys.decisions(`${ns}/${name}`),
    queryFn: ({ pageParam }) => api.decisions(ns, name, pageParam, decisionsPerPage),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    enabled: isFollowed,
    staleTime: Infinity,
    gcTime: 0, // Decisions made while nobody follows this autoscaler would be missing from it.
  });
}

export function useForecast(ns: string, name: string, window: string) {
  return useQuery({
    queryKey: [...keys.forecasts(`${ns}/${name}`), window],
    queryFn: () => api.forecast(ns, name, window),
    refetchInterval: pollMs,
    placeholderData: (previous) => (previous?.namespace === ns && previous.name === name ? previous : undefined),
  });
}

export function useServices(namespace: string | null) {
  return useQuery({ queryKey: ['services', namespace], queryFn: () => api.services(namespace), refetchInterval: servicePollMs });
}

export function useService(ns: string, name: string) {
  return useQuery({ queryKey: ['service', ns, name], queryFn: () => api.service(ns, name), refetchInterval: servicePollMs });
}

export function useColdStarts(ns: string, name: string) {
  return useQuery({ queryKey: ['cold-starts', ns, name], queryFn: () => api.coldStarts(ns, name, startsShown), refetchInterval: servicePollMs });
}

export function useServiceDecisions(ns: string, name: string) {
  return useQuery({ queryKey: ['service-decisions', ns, name], queryFn: () => api.serviceDecisions(ns, name, startsShown), refetchInterval: servicePollMs });
}

export const useOverview = () => useQuery({ queryKey: ['overview'], queryFn: api.overview, refetchInterval: overviewPollMs });

export const usePowerDomains = () => useQuery({ queryKey: ['power'], queryFn: api.powerDomains, refetchInterval: powerPollMs });

export function usePowerNodes(domain: string) {
  return useQuery({ queryKey: ['power-nodes', domain], queryFn: () => api.powerNodes(domain), refetchInterval: powerPollMs });
}

export function usePowerEvents(domain: string) {
  return useQuery({ queryKey: ['power-events', domain], queryFn: () => api.powerEvents(domain, null), refetchInterval: powerPollMs });
}

export function useEnergy(window: string) {
  return useQuery({ queryKey: ['energy', window], queryFn: () => api.energy(window), refetchInterval: pollMs });
}

export function useWhatIfPreview(ns: string, name: string) {
  return useQuery({ queryKey: ['what-if-preview', ns, name], queryFn: () => api.whatIfPreview(ns, name), refetchInterval: pollMs });
}

/** Asks until the replay has ended. */
export function useWhatIf(ns: string, name: string, id: string | null) {
  return useQuery({
    queryKey: ['what-if', ns, name, id],
    queryFn: () => api.whatIf(ns, name, id ?? ''),
    enabled: id !== null,
    refetchInterval: (query) => (query.state.data === undefined || query.state.data.state === 'Running' ? whatIfPollMs : false),
    staleTime: Infinity,
  });
}

/** @param object Of the API, such as /autoscalers/prod/chat. What is being edited must not change under the cursor. */
export function useManifest(object: string) {
  return useQuery({ queryKey: ['manifest', object], queryFn: () => api.manifest(object), staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false });
}

export function useAudit(filter: Record<string, string | null>) {
  return useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam }) => api.audit(filter, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** Decisions were missed or let go: the log starts again from its first page. */
export function reload(client: QueryClient, key?: string): void {
  if (key === undefined) {
    void client.resetQueries({ queryKey: ['decisions'] });
    void client.invalidateQueries({ predicate: (q) => q.queryKey[0] !== 'session' && q.queryKey[0] !== 'decisions' });
  } else {
    void client.resetQueries({ queryKey: keys.decisions(key) });
  }
}

async function allAutoscalers(namespace: string | null): Promise<AutoscalerItem[]> {
  const items: AutoscalerItem[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page++) {
    const next = await api.autoscalers(namespace, cursor);
    items.push(...next.items);
    cursor = next.nextCursor;
    if (cursor === null) {
      break;
    }
  }

  return items;
}
