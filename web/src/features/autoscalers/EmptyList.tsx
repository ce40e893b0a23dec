const minimal = (namespace: string) => `kubectl apply -f - <<'EOF'
apiVersion: headroom.dev/v1alpha1
kind: PredictiveAutoscaler
metadata: { name: chat, namespace: ${namespace} }
spec:
  scaleTargetRef: { kind: Deployment, name: chat }
  maxReplicas: 32
  mode: Recommend          # decides and explains, writes nothing
  indicators:
    - name: requests
      prometheus:
        serverAddress: http://prometheus.monitoring:9090
        query: sum(rate(http_requests_total{app="chat"}[1m]))
  capacity: { perReplica: "20" }   # requests/s one replica carries
EOF`;

export function EmptyList({ namespace }: { namespace: string }) {
  return (
    <div className="empty" data-testid="autoscalers-empty">
      <h2>No autoscalers {namespace ? `in ${namespace}` : ''} yet</h2>
      <p>Apply one beside a Deployment. In mode Recommend it only watches: the target is never written.</p>
      <pre tabIndex={0}><code>{minimal(namespace || 'default')}</code></pre>
      <p className="quiet">It appears here as soon as the cluster has it; the first decision follows within a minute.</p>
    </div>
  );
}
