import type { PowerCapItem, PowerDomainItem } from '../../api/types';
import { missing, watts, words } from '../../app/format';
import { Link } from '../../app/Link';
import { editDomainPath } from '../../app/location';
import { EventTimeline } from './EventTimeline';
import { NodeHeatMap } from './NodeHeatMap';

export function DomainDetail({ domain }: { domain: PowerDomainItem }) {
  return (
    <>
      <section className="panel headline" data-testid="domain-headline">
        <div className="headline-number"><strong>{watts(domain.headroomWatts)}</strong><span className="quiet">headroom</span></div>
        <div className="headline-text">
          <h1>
            {domain.name}
            <span className={`badge ${domain.mode === 'Apply' ? 'badge-apply' : 'badge-recommend'}`}>{domain.mode}</span>
            <span className="badge">{words(domain.policy)}</span>
          </h1>
          <p data-testid="domain-plan">{domain.plan ?? 'Nothing is planned yet.'}</p>
          {domain.mode === 'Recommend' && <p className="quiet">It only recommends: no cap and no safe limit is set. spec.mode: Apply sets them.</p>}
          <p className="headline-actions"><Link className="button" href={editDomainPath(domain.name)} data-testid="to-edit">Edit</Link></p>
          <ul className="conditions">
            {domain.conditions.map((c) => (
              <li key={c.type}>
                <span className={`chip ${isTrouble(c.type, c.status) ? 'chip-bad' : ''}`}>{words(c.type)}: {c.status === 'True' ? 'yes' : c.status === 'False' ? 'no' : 'unknown'}</span>
                <span className="quiet">{c.message}</span>
              </li>
            ))}
          </ul>
        </div>
        <dl className="facts">
          <div><dt>Forecast peak</dt><dd>{watts(domain.forecastPeakWatts)}</dd></div>
          <div><dt>Without leases</dt><dd>{watts(domain.safeSumWatts)}</dd></div>
          <div><dt>Name plates</dt><dd>{watts(domain.nameplateWatts)}</dd></div>
          <div><dt>Silent nodes</dt><dd>{domain.silentNodes}</dd></div>
          <div><dt>Brakes</dt><dd>{domain.brakes}</dd></div>
          <div><dt>Fed by</dt><dd>{domain.parent ?? missing}</dd></div>
        </dl>
      </section>
      <div className="columns">
        <Caps caps={domain.caps} isRecommend={domain.mode === 'Recommend'} />
        <EventTimeline domain={domain.name} />
      </div>
      <NodeHeatMap domain={domain.name} />
    </>
  );
}

/** Ready and Enforcing are promises; of the others True is the trouble. */
const isTrouble = (type: string, status: string) => (type === 'Ready' || type === 'Enforcing' ? status === 'False' : status === 'True');

function Caps({ caps, isRecommend }: { caps: readonly PowerCapItem[]; isRecommend: boolean }) {
  return (
    <section className="panel" aria-labelledby="caps">
      <div className="panel-head"><h2 id="caps">{isRecommend ? 'Caps that Apply would set' : 'Caps in force'}</h2></div>
      {caps.length === 0 ? <p className="quiet">No group of nodes is known yet: caps appear with the agents’ first reports.</p> : (
        <table className="table" data-testid="caps">
          <thead><tr><th scope="col">Group</th><th scope="col" className="numeric">Nodes</th><th scope="col">Held to</th></tr></thead>
          <tbody>
            {caps.map((c) => (
              <tr key={c.group}>
                <td>{c.group}</td>
                <td className="numeric">{c.nodes}</td>
                <td>
                  {c.isBraked && <span className="chip chip-bad">Brake</span>} {heldTo(c)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function heldTo(cap: PowerCapItem): string {
  const parts = [cap.clockMegahertz === null ? null : `${cap.clockMegahertz} MHz`, cap.powerLimitWatts === null ? null : `${cap.powerLimitWatts} W a GPU`];
  return parts.filter((p) => p !== null).join(' and ') || 'free';
}
