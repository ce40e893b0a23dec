import type { ServerlessServiceItem } from '../../api/types';
import { missing, words } from '../../app/format';
import { Link } from '../../app/Link';
import { servicePath } from '../../app/location';

export function ServiceTable({ items }: { items: readonly ServerlessServiceItem[] }) {
  return (
    <div className="panel panel-table">
      <table className="table table-cards" data-testid="services">
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col" className="numeric" title="Replicas that serve, of those wanted">Ready</th>
            <th scope="col" className="numeric" title="Requests held until a replica is ready or free">Queue</th>
            <th scope="col" className="numeric" title="Requests that replicas have">In flight</th>
            <th scope="col" className="numeric" title="Starts from zero">Cold starts</th>
            <th scope="col">Keep-alive</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>{items.map((item) => <Row key={`${item.namespace}/${item.name}`} item={item} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ item }: { item: ServerlessServiceItem }) {
  const trouble = item.conditions.find((c) => c.type === 'Ready' && c.status === 'False');
  return (
    <tr className="row-link" data-testid="service-row">
      <td className="cell-title">
        <Link href={servicePath(item.namespace, item.name)} className="stretched">{item.name}</Link>
        <span className="sub quiet">{item.namespace} · {item.url}</span>
      </td>
      <td className="numeric" data-label="Ready"><span className="big">{item.readyReplicas}</span> / {item.replicas}</td>
      <td className="numeric" data-label="Queue">{item.queued ?? missing}</td>
      <td className="numeric" data-label="In flight">{item.inFlight ?? missing}</td>
      <td className="numeric" data-label="Cold starts">{item.coldStarts}</td>
      <td data-label="Keep-alive">{words(item.policy)}<span className="sub quiet">{item.keepAlive}</span></td>
      <td data-label="Why">
        {trouble ? <span className="text-bad">{trouble.message}</span> : <>{item.reason ? words(item.reason) : missing}<span className="sub-long quiet">{item.message}</span></>}
      </td>
    </tr>
  );
}
