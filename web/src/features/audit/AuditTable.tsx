import type { AuditItem } from '../../api/types';
import { shortTime, words } from '../../app/format';
import { Link } from '../../app/Link';
import { objectPath } from '../../app/location';

export function AuditTable({ items }: { items: readonly AuditItem[] }) {
  return (
    <div className="panel panel-table">
      <table className="table table-cards" data-testid="audit">
        <thead>
          <tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Object</th><th scope="col">Detail</th></tr>
        </thead>
        <tbody>{items.map((item) => <Row key={`${item.id} ${item.kind} ${item.name} ${item.action}`} item={item} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ item }: { item: AuditItem }) {
  const path = objectPath(item.kind, item.namespace, item.name);
  const name = item.namespace === '' ? item.name : `${item.namespace}/${item.name}`;
  return (
    <tr data-testid="audit-row" data-action={item.action}>
      <td className="nowrap" data-label="When"><time dateTime={item.time}>{shortTime(item.time)}</time></td>
      <td data-label="Who">{item.actor}</td>
      <td data-label="What">{words(item.action)}{!item.isApplied && <span className="sub quiet">only recommended</span>}</td>
      <td data-label="Object" className="audit-object">{path === null ? name : <Link href={path}>{name}</Link>}<span className="sub quiet">{words(item.kind)}</span></td>
      <td data-label="Detail" className="audit-detail">{item.message}</td>
    </tr>
  );
}
