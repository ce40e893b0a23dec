import { toApiError, unreachable } from './problem';
import type {
  AboutItem, AuditPage, AutoscalerItem, AutoscalerPage, ColdStartPage, DecisionPage, EnergyPage, ForecastItem, ManifestChange, ManifestItem, OverviewItem,
  PowerDomainPage, PowerNodePage, ServerlessServiceItem, ServerlessServicePage, ServiceDecisionPage, SessionItem, SpecText, WhatIfItem, WhatIfPreview,
} from './types';

const base = '/api/v1';

/** Calls the control plane with the session cookie; writes carry the CSRF token of the session. */
export class ApiClient {
  #csrfToken: string | null = null;

  /** Called when the server no longer knows the session. */
  onSignedOut: () => void = () => {};

  async session(): Promise<SessionItem> {
    return this.#remember(await this.#send<SessionItem>('GET', '/session', undefined, { quiet401: true }));
  }

  async signIn(token: string): Promise<SessionItem> {
    return this.#remember(await this.#send<SessionItem>('POST', '/session', { token }, { quiet401: true }));
  }

  async signOut(): Promise<void> {
    await this.#send<void>('DELETE', '/session');
    this.#csrfToken = null;
  }

  about = () => this.#send<AboutItem>('GET', '/about');

  autoscalers(namespace: string | null, cursor: string | null): Promise<AutoscalerPage> {
    return this.#send('GET', `/autoscalers${query({ limit: '500', namespace, cursor })}`);
  }

  autoscaler = (ns: string, name: string) => this.#send<AutoscalerItem>('GET', path(ns, name));

  decisions(ns: string, name: string, cursor: string | null, limit: number): Promise<DecisionPage> {
    return this.#send('GET', `${path(ns, name)}/decisions${query({ limit: String(limit), cursor })}`);
  }

  forecast = (ns: string, name: string, window: string) =>
    this.#send<ForecastItem>('GET', `${path(ns, name)}/forecast${query({ window })}`);

  services = (namespace: string | null) => this.#send<ServerlessServicePage>('GET', `/serverless-services${query({ namespace })}`);

  service = (ns: string, name: string) => this.#send<ServerlessServiceItem>('GET', servicePath(ns, name));

  coldStarts = (ns: string, name: string, limit: number) =>
    this.#send<ColdStartPage>('GET', `${servicePath(ns, name)}/cold-starts${query({ limit: String(limit) })}`);

  serviceDecisions = (ns: string, name: string, limit: number) =>
    this.#send<ServiceDecisionPage>('GET', `${servicePath(ns, name)}/decisions${query({ limit: String(limit) })}`);

  overview = () => this.#send<OverviewItem>('GET', '/overview');

  powerDomains = () => this.#send<PowerDomainPage>('GET', '/power/domains');

  powerNodes = (domain: string) => this.#send<PowerNodePage>('GET', `${powerPath(domain)}/nodes`);

  powerEvents = (domain: string, cursor: string | null) =>
    this.#send<AuditPage>('GET', `${powerPath(domain)}/events${query({ limit: '30', cursor })}`);

  energy = (window: string) => this.#send<EnergyPage>('GET', `/energy${query({ by: 'namespace', window, limit: '20' })}`);

  audit = (filter: Record<string, string | null>, cursor: string | null) =>
    this.#send<AuditPage>('GET', `/audit${query({ ...filter, limit: '50', cursor })}`);

  whatIfPreview = (ns: string, name: string) => this.#send<WhatIfPreview>('GET', `${path(ns, name)}/what-if`);

  startWhatIf = (ns: string, name: string, change: SpecText) => this.#send<WhatIfItem>('POST', `${path(ns, name)}/what-if`, change);

  whatIf = (ns: string, name: string, id: string) => this.#send<WhatIfItem>('GET', `${path(ns, name)}/what-if/${id}`);

  cancelWhatIf = (ns: string, name: string, id: string) => this.#send<void>('DELETE', `${path(ns, name)}/what-if/${id}`);

  /** @param object Of the API, such as /autoscalers/prod/chat. */
  manifest = (object: string) => this.#send<ManifestItem>('GET', `${object}/manifest`);

  replaceManifest = (object: string, yaml: string, version: string, dryRun: boolean) =>
    this.#send<ManifestChange>('PUT', `${object}/manifest${query({ dryRun: String(dryRun) })}`, { yaml }, { ifMatch: version });

  patchAutoscaler = (ns: string, name: string, change: SpecText, version: string, dryRun: boolean) =>
    this.#send<ManifestChange>('PATCH', `${path(ns, name)}${query({ dryRun: String(dryRun) })}`, change, { ifMatch: version });

  #remember(session: SessionItem): SessionItem {
    this.#csrfToken = session.csrfToken;
    return session;
  }

  async #send<T>(method: string, url: string, body?: unknown, options?: { quiet401?: boolean; ifMatch?: string }): Promise<T> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }

    if (method !== 'GET' && this.#csrfToken !== null) {
      headers['X-CSRF-Token'] = this.#csrfToken;
    }

    if (options?.ifMatch !== undefined) {
      headers['If-Match'] = `"${options.ifMatch}"`;
    }

    const init: RequestInit = { method, headers, credentials: 'same-origin' };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
    }

    const response = await fetch(base + url, init).catch(() => {
      throw unreachable();
    });
    const json: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
    if (response.ok) {
      return json as T;
    }

    if (response.status === 401 && !options?.quiet401) {
      this.onSignedOut();
    }

    throw toApiError(response.status, json);
  }
}

export const api = new ApiClient();

function path(ns: string, name: string): string {
  return `/autoscalers/${encodeURIComponent(ns)}/${encodeURIComponent(name)}`;
}

const servicePath = (ns: string, name: string) => `/serverless-services/${encodeURIComponent(ns)}/${encodeURIComponent(name)}`;

const powerPath = (domain: string) => `/power/domains/${encodeURIComponent(domain)}`;

/** Where a browser fetches the same entries as a file. */
export const auditExportUrl = (filter: Record<string, string | null>) => `${base}/audit/export${query(filter)}`;

export function query(values: Record<string, string | null>): string {
  const present = Object.entries(values).filter((e): e is [string, string] => e[1] !== null && e[1] !== '');
  return present.length === 0 ? '' : `?${new URLSearchParams(present).toString()}`;
}
