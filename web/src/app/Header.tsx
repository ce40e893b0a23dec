import { useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client';
import { keys, useAbout } from '../api/queries';
import type { SessionItem } from '../api/types';
import { useDecisionTime } from './clock';
import { fullTime, number, zone } from './format';
import { useLiveState } from './Live';
import { usePath } from './location';
import { Link } from './Link';
import { LiveMark } from './LiveMark';
import { ThemeToggle } from './ThemeToggle';

export function Header({ session }: { session: SessionItem }) {
  const about = useAbout();
  const client = useQueryClient();
  const state = useLiveState();
  const signOut = async () => {
    await api.signOut().catch(() => undefined); // A session that the server lost is gone as well.
    client.setQueryData(keys.session, null);
    client.removeQueries({ predicate: (q) => q.queryKey[0] !== keys.session[0] });
  };
  return (
    <header className="header">
      <Link href="/" className="brand">
        <img src="/favicon.svg" alt="" width="22" height="22" />
        Headroom
      </Link>
      <Navigation />
      <DecisionClock />
      {about.data && about.data.clock.speed > 1 && (
        <span className="badge badge-replay" data-testid="replay-badge" title="The decision clock runs faster than the wall clock">
          {number(about.data.clock.speed)}× replay
        </span>
      )}
      <LiveMark state={state} serverLostSince={about.isError ? about.dataUpdatedAt : null} />
      <span className="spacer" />
      {about.data && !about.data.database.isAvailable && (
        <span className="badge wide-only" title={about.data.database.detail} data-testid="database-state">history in memory only</span>
      )}
      {about.data && (
        <span className="quiet wide-only" title={about.data.version}>v{about.data.version.split('+')[0]}</span>
      )}
      <span className="quiet wide-only user" title={session.groups.join(', ')}>{session.user}</span>
      <ThemeToggle />
      <button type="button" className="button" onClick={() => void signOut()} data-testid="sign-out">Sign out</button>
    </header>
  );
}

const pages = [
  { href: '/', title: 'Overview' },
  { href: '/autoscalers', title: 'Autoscalers' },
  { href: '/serverless', title: 'Serverless' },
  { href: '/power', title: 'Power' },
  { href: '/what-if', title: 'What-if' },
  { href: '/audit', title: 'Audit' },
] as const;

function Navigation() {
  const path = usePath();
  return (
    <nav className="nav" aria-label="Pages">
      {pages.map(({ href, title }) => {
        const isHere = href === '/' ? path === '/' || path.startsWith('/overview') : path.startsWith(href);
        return (
          <Link key={href} href={href} aria-current={isHere ? 'page' : undefined} data-testid={`nav-${title.toLowerCase()}`}>{title}</Link>
        );
      })}
    </nav>
  );
}

function DecisionClock() {
  const now = useDecisionTime(500);
  return (
    <span className="clock" data-testid="decision-clock" title={`Decision clock, shown in ${zone().name}`}>
      {now === null ? <span className="skeleton skeleton-clock" /> : fullTime(now)}
    </span>
  );
}
