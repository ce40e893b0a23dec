import { useServices } from '../../api/queries';
import { useParam } from '../../app/location';
import { ProblemNotice } from '../../app/ProblemNotice';
import { ServiceTable } from './ServiceTable';

export default function ServicesPage() {
  const [namespace] = useParam('namespace');
  const list = useServices(namespace || null);
  return (
    <>
      <title>Serverless · Headroom</title>
      <div className="toolbar">
        <h1>Serverless</h1>
        {list.data && <span className="quiet" data-testid="service-count">{list.data.items.length}</span>}
      </div>
      {list.isError && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <div className="skeleton skeleton-panel" aria-busy="true" />}
      {list.data && (list.data.items.length === 0 ? <NoServices /> : <ServiceTable items={list.data.items} />)}
    </>
  );
}

const example = `kubectl apply -f - <<'EOF'
apiVersion: headroom.dev/v1alpha1
kind: ServerlessService
metadata: { name: hello }
spec:
  route: { host: hello.example.com }     # requests for it come to the activator
  port: 8080
  scale: { max: 3, keepAlive: 1m }
  template: { spec: { containers: [{ name: app, image: example/hello }] } }
EOF`;

function NoServices() {
  return (
    <div className="empty" data-testid="services-empty">
      <h2>No services that scale to zero yet</h2>
      <p>A ServerlessService runs while it is asked for; the activator holds its first requests.</p>
      <pre tabIndex={0}><code>{example}</code></pre>
    </div>
  );
}
