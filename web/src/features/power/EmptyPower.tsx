const example = `kubectl apply -f - <<'EOF'
apiVersion: headroom.dev/v1alpha1
kind: PowerDomain
metadata: { name: row-7 }
spec:
  budget: 32k                  # watts
  mode: Recommend              # plans and explains; sets nothing
  nodeSelector: { matchLabels: { topology.example.com/row: "7" } }
  measurement: { source: Agents, hostMaxWatts: "2500" }
EOF`;

export function EmptyPower() {
  return (
    <div className="empty" data-testid="power-empty">
      <h2>No power domains yet</h2>
      <p>A PowerDomain is a feed with a budget and the nodes on it. In Recommend it shows what it would do.</p>
      <pre tabIndex={0}><code>{example}</code></pre>
    </div>
  );
}
