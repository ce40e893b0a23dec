import { useCallback, useSyncExternalStore } from 'react';

const changed = 'headroom:location';

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(changed, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(changed, listener);
  };
}

/** Goes to a path of the portal. @param replace True for what the back button should skip, such as typing in a filter. */
export function navigate(to: string, replace = false): void {
  window.history[replace ? 'replaceState' : 'pushState'](null, '', to);
  window.dispatchEvent(new Event(changed));
}

export const usePath = () => useSyncExternalStore(subscribe, () => window.location.pathname);

/** One value of the query string, and a setter that leaves the others alone; the fallback is not written. */
export function useParam(name: string, fallback = ''): [string, (value: string) => void] {
  const search = useSyncExternalStore(subscribe, () => window.location.search);
  const value = new URLSearchParams(search).get(name) ?? fallback;
  const set = useCallback(
    (next: string) => {
      const params = new URLSearchParams(window.location.search);
      if (next === fallback || next === '') {
        params.delete(name);
      } else {
        params.set(name, next);
      }

      const text = params.toString();
      navigate(window.location.pathname + (text === '' ? '' : `?${text}`), true);
    },
    [name, fallback],
  );
  return [value, set];
}

export type Route =
  | { page: 'overview' }
  | { page: 'power' }
  | { page: 'audit' }
  | { page: 'list' }
  | { page: 'autoscaler'; ns: string; name: string }
  | { page: 'whatif' }
  | { page: 'edit'; object: string; back: string }
  | { page: 'services' }
  | { page: 'service'; ns: string; name: string }
  | { page: 'unknown'; path: string };

const pages: Readonly<Record<string, Route>> = {
  '': { page: 'overview' },
  '/overview': { page: 'overview' },
  '/autoscalers': { page: 'list' },
  '/serverless': { page: 'services' },
  '/power': { page: 'power' },
  '/what-if': { page: 'whatif' },
  '/audit': { page: 'audit' },
};

export function routeOf(path: string): Route {
  const top = pages[path.replace(/\/$/, '')];
  if (top) {
    return top;
  }

  const edit = /^\/edit(\/(?:autoscalers|serverless-services)\/[^/]+\/[^/]+|\/power\/domains\/[^/]+)$/.exec(path);
  if (edit?.[1]) {
    const object = edit[1];
    const domain = /^\/power\/domains\/(.+)$/.exec(object)?.[1];
    return { page: 'edit', object, back: domain ? `/power?domain=${domain}` : object.replace('/serverless-services/', '/serverless/') };
  }

  const match = /^\/(autoscalers|serverless)\/([^/]+)\/([^/]+)\/?$/.exec(path);
  return match?.[2] && match[3]
    ? { page: match[1] === 'serverless' ? 'service' : 'autoscaler', ns: decodeURIComponent(match[2]), name: decodeURIComponent(match[3]) }
    : { page: 'unknown', path };
}

export const powerPath = (domain: string) => `/power?domain=${encodeURIComponent(domain)}`;

export const whatIfPath = (ns: string, name: string) => `/what-if?object=${encodeURIComponent(`${ns}/${name}`)}`;

export const editAutoscalerPath = (ns: string, name: string) => `/edit${autoscalerPath(ns, name)}`;

export const editServicePath = (ns: string, name: string) => `/edit/serverless-services/${encodeURIComponent(ns)}/${encodeURIComponent(name)}`;

export const editDomainPath = (domain: string) => `/edit/power/domains/${encodeURIComponent(domain)}`;

export const servicePath = (ns: string, name: string) =>
  `/serverless/${encodeURIComponent(ns)}/${encodeURIComponent(name)}`;

export const autoscalerPath = (ns: string, name: string) =>
  `/autoscalers/${encodeURIComponent(ns)}/${encodeURIComponent(name)}`;

/** The page of an object; null for a kind without one. */
export function objectPath(kind: string, ns: string, name: string): string | null {
  switch (kind) {
    case 'PredictiveAutoscaler':
      return autoscalerPath(ns, name);
    case 'ServerlessService':
      return servicePath(ns, name);
    case 'PowerDomain':
      return powerPath(name);
    default:
      return null;
  }
}
