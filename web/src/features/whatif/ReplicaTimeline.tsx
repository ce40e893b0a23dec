import type { WhatIfPoint } from '../../api/types';
import { shortTime } from '../../app/format';
import { stepPath } from './timeline';

const size = { width: 600, height: 180 };

/** Replicas of both specs, and those that demand asked for. */
export function ReplicaTimeline({ points, limits }: { points: readonly WhatIfPoint[]; limits: readonly string[] }) {
  const most = Math.max(1, ...points.map((p) => Math.max(p.needed, p.present, p.proposed)));
  const path = (of: (p: WhatIfPoint) => number) => stepPath(points.map(of), most, size);
  const [first, last] = [points[0], points.at(-1)];
  return (
    <section className="panel" data-testid="what-if-timeline">
      <div className="panel-head">
        <h2>Replicas</h2>
        <ul className="legend">
          <li><span className="key key-observed" />needed</li>
          <li><span className="key key-capacity" />as it is</li>
          <li><span className="key key-desired" />as proposed</li>
        </ul>
      </div>
      <svg className="timeline" viewBox={`0 0 ${size.width} ${size.height}`} preserveAspectRatio="none" role="img" aria-label={`Replicas over time, at most ${most}`}>
        <path className="timeline-needed" d={path((p) => p.needed)} />
        <path className="timeline-present" d={path((p) => p.present)} />
        <path className="timeline-proposed" d={path((p) => p.proposed)} />
      </svg>
      {first && last && <p className="timeline-ends quiet"><span>{shortTime(first.time)}</span><span>at most {most}</span><span>{shortTime(last.time)}</span></p>}
      <ul className="what-if-limits quiet">{limits.map((limit) => <li key={limit}>{limit}</li>)}</ul>
    </section>
  );
}
