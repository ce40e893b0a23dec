import type { ColdStartItem } from '../../api/types';
import { shortTime, words } from '../../app/format';
import { axis, seconds } from './waterfallModel';

const names = ['decision', 'scheduling', 'image-pull', 'container-start', 'loading', 'first-byte'] as const;
const title = (name: string) => words(name.replace('-', ' '));

/** Each start as one bar on one axis, so that a slow one is seen beside the others. */
export function Waterfall({ starts }: { starts: readonly ColdStartItem[] }) {
  const scale = axis(starts.map((s) => s.totalSeconds));
  return (
    <div className="waterfall" data-testid="waterfall">
      <ul className="legend">
        {names.map((name) => <li key={name}><span className={`key part-${name}`} />{title(name)}</li>)}
      </ul>
      <div className="waterfall-row waterfall-axis" aria-hidden="true">
        <span /><span className="waterfall-track">
          {scale.ticks.map((tick) => <i key={tick} style={{ left: `${(100 * tick) / scale.end}%` }}>{seconds(tick)}</i>)}
        </span><span />
      </div>
      <ol>
        {starts.map((start) => <Row key={`${start.pod} ${start.began}`} start={start} end={scale.end} />)}
      </ol>
    </div>
  );
}

function Row({ start, end }: { start: ColdStartItem; end: number }) {
  const told = start.parts.map((p) => `${title(p.name)} ${seconds(p.seconds)}`).join(', ');
  return (
    <li className="waterfall-row" data-testid="cold-start" title={`${start.pod}: ${told}`}>
      <span className="waterfall-name">
        <time dateTime={start.began}>{shortTime(start.began)}</time>
        <span className="sub quiet">{words(start.cause)}{start.isFromZero ? ' · from zero' : ''}{start.wasAwaited ? ' · requests waited' : ''}</span>
      </span>
      <span className="waterfall-track" role="img" aria-label={told}>
        {start.parts.map((p) => (
          <span
            key={p.name} className={`waterfall-part part-${p.name}`} data-part={p.name}
            style={{ left: `${(100 * p.offsetSeconds) / end}%`, width: `${(100 * p.seconds) / end}%` }}
          />
        ))}
      </span>
      <span className="numeric">{seconds(start.totalSeconds)}</span>
    </li>
  );
}
