import { lazy, Suspense } from 'react';
import { useSession } from '../api/queries';
import type { SessionItem } from '../api/types';
import { OverviewPage } from '../features/overview/OverviewPage';
import { SignInPage } from '../features/session/SignInPage';
import { Header } from './Header';
import { Link } from './Link';
import { LiveProvider } from './Live';
import { routeOf, useParam, usePath, type Route } from './location';
import { ProblemNotice } from './ProblemNotice';

const AutoscalersPage = lazy(() => import('../features/autoscalers/AutoscalersPage'));
const PowerPage = lazy(() => import('../features/power/PowerPage'));
const AuditPage = lazy(() => import('../features/audit/AuditPage'));
const ServicesPage = lazy(() => import('../features/serverless/ServicesPage'));
const ServicePage = lazy(() => import('../features/serverless/ServicePage'));
const WhatIfPage = lazy(() => import('../features/whatif/WhatIfPage'));
const EditPage = lazy(() => import('../features/editing/EditPage'));
const AutoscalerPage = lazy(() => import('../features/autoscalers/AutoscalerPage'));

export function App() {
  const session = useSession();
  if (session.isPending) {
    return <main className="page" aria-busy="true"><div className="skeleton skeleton-panel" /></main>;
  }

  if (session.isError) {
    return <main className="page"><ProblemNotice error={session.error} onRetry={() => void session.refetch()} /></main>;
  }

  return session.data === null ? <SignInPage /> : <Portal session={session.data} />;
}

function Portal({ session }: { session: SessionItem }) {
  const route = routeOf(usePath());
  const [namespace] = useParam('namespace');
  const scope = route.page === 'autoscaler'
    ? { namespace: route.ns, name: route.name }
    : { namespace: namespace || null, name: null };
  return (
    <LiveProvider {...scope}>
      <Header session={session} />
      <main className="page" id="main">
        <Suspense fallback={<div className="skeleton skeleton-panel" />}><Page route={route} /></Suspense>
      </main>
    </LiveProvider>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'overview':
      return <OverviewPage />;
    case 'power':
      return <PowerPage />;
    case 'audit':
      return <AuditPage />;
    case 'list':
      return <AutoscalersPage />;
    case 'autoscaler':
      return <AutoscalerPage key={`${route.ns}/${route.name}`} ns={route.ns} name={route.name} />;
    case 'whatif':
      return <WhatIfPage />;
    case 'edit':
      return <EditPage key={route.object} object={route.object} back={route.back} />;
    case 'services':
      return <ServicesPage />;
    case 'service':
      return <ServicePage key={`${route.ns}/${route.name}`} ns={route.ns} name={route.name} />;
    case 'unknown':
      return (
        <div className="notice">
          <strong>There is no page at {route.path}.</strong>
          <p><Link href="/">Overview</Link></p>
        </div>
      );
  }
}
