import type { AttentionItem } from '../../api/types';
import { useDecisionTime } from '../../app/clock';
import { shortTime, words } from '../../app/format';
import { Link } from '../../app/Link';
import { objectPath } from '../../app/location';

const tone: Record<string, string> = { critical: 'chip-bad', warning: 'chip-warn' };

/** What needs attention, in the server's order: worst first, then longest. */
export function AttentionList({ items }: { items: readonly AttentionItem[] }) {
  const now = useDecisionTime(60_000);
  return (
    <section className="panel" aria-labelledby="attention" aria-live="polite">
      <div className="panel-head">
        <h2 id="attention">Needs attention</h2>
        <span className="quiet" data-testid="attention-count">{items.length}</span>
      </div>
      {items.length === 0 && <p className="all-well" data-testid="all-well">Nothing: every condition is as it should be{now === null ? '' : ` at ${shortTime(now)}`}.</p>}
      <ol className="attention" data-testid="attention">
        {items.map((item) => {
          const path = objectPath(item.kind, item.namespace, item.name);
          const name = item.namespace === '' ? item.name : `${item.namespace}/${item.name}`;
          return (
            <li key={`${item.kind} ${name} ${item.title}`} data-severity={item.severity}>
              <span className={`chip ${tone[item.severity] ?? ''}`}>{words(item.severity)}</span>
              <span className="attention-what">
                <strong>{item.title}</strong> {path === null ? name : <Link href={path}>{name}</Link>}
                <span className="sub-long quiet">{item.message}</span>
              </span>
              {item.since && <time className="quiet nowrap" dateTime={item.since}>since {shortTime(item.since)}</time>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
