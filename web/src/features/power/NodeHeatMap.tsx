import { useState } from 'react';
import { usePowerNodes } from '../../api/queries';
import type { PowerGpuItem, PowerNodeItem } from '../../api/types';
import { duration, missing, percent, watts, words } from '../../app/format';
import { ProblemNotice } from '../../app/ProblemNotice';
import { heatStep } from './powerModel';

/** More rows than this are asked for: a feed of thousands of nodes would take seconds to draw. */
const rowsAtOnce = 100;

const leaseTone: Record<string, string> = { Held: 'chip-good', Expired: 'chip-bad', NeverReported: 'chip-bad' };

export function NodeHeatMap({ domain }: { domain: string }) {
  const nodes = usePowerNodes(domain);
  const [rows, setRows] = useState(rowsAtOnce);
  const items = nodes.data?.items ?? [];
  return (
    <section className="panel" aria-labelledby="heat">
      <div className="panel-head">
        <h2 id="heat">Nodes and GPUs</h2>
        <ul className="legend" aria-label="Draw over name plate">
          {['< 30%', '30–50%', '50–70%', '70–90%', '≥ 90%'].map((text, step) => (
            <li key={text}><span className={`key heat heat-${step}`} />{text}</li>
          ))}
          <li><span className="key heat heat-locked" />clock locked</li>
        </ul>
      </div>
      {nodes.isError && <ProblemNotice error={nodes.error} onRetry={() => void nodes.refetch()} />}
      {nodes.isPending && <div className="skeleton skeleton-row" aria-busy="true" />}
      {nodes.data && items.length === 0 && (
        <p className="quiet">No node of this feed has an agent yet. The operator labels its nodes headroom.dev/power-managed=true; the agent’s DaemonSet follows that label.</p>
      )}
      <ul className="heat-rows" data-testid="heat-map">
        {items.slice(0, rows).map((n) => <NodeRow key={n.name} node={n} />)}
      </ul>
      {items.length > rows && (
        <button type="button" className="button" onClick={() => setRows(rows + rowsAtOnce)}>Show more ({items.length - rows} left)</button>
      )}
    </section>
  );
}

function NodeRow({ node }: { node: PowerNodeItem }) {
  const heard = node.heardSecondsAgo === null ? 'last report unknown' : `last report ${duration(node.heardSecondsAgo)} ago`;
  return (
    <li className="heat-row" data-testid="power-node" data-lease={node.lease}>
      <span className="heat-name">{node.name}<span className="sub quiet">level {node.priorityLevel ?? missing}</span></span>
      <span className="chips">
        <span className={`chip ${leaseTone[node.lease] ?? ''}`} title={heard}>{leaseText(node)}</span>
        {!node.isConfirmed && <span className="chip chip-warn" title="It is charged at its nameplate until its agent confirms the safe limits">not confirmed</span>}
      </span>
      <span className="heat-cells">
        {node.gpus.map((g, i) => <Cell key={g.uuid} gpu={g} index={i} />)}
      </span>
      <span className="numeric heat-watts">{watts(node.drawWatts)}<span className="sub quiet">safe {watts(node.safeWatts)}</span></span>
    </li>
  );
}

function leaseText(node: PowerNodeItem): string {
  switch (node.lease) {
    case 'Held':
      return 'lease held';
    case 'Expired':
      return `lease ran out ${duration(node.heardSecondsAgo)} ago`;
    case 'NotGranted':
      return 'no lease: recommend';
    default:
      return words(node.lease).toLowerCase();
  }
}

function Cell({ gpu, index }: { gpu: PowerGpuItem; index: number }) {
  const step = heatStep(gpu);
  const told = `GPU ${index}: ${gpu.model}, ${watts(gpu.drawWatts)} of ${watts(gpu.maxLimitWatts)}, limit ${watts(gpu.limitWatts)}, safe ${watts(gpu.safeLimitWatts)}`
    + `${gpu.lockedMegahertz === null ? '' : `, locked at ${gpu.lockedMegahertz} MHz`}, ${words(gpu.state).toLowerCase()}`;
  return (
    <span
      className={`heat ${step === null ? '' : `heat-${step}`} ${gpu.lockedMegahertz === null ? '' : 'heat-locked'}`}
      role="img" aria-label={told} title={told} data-testid="gpu-cell"
    >
      {gpu.load === null ? '?' : percent(Math.round(gpu.load * 100) / 100).replace('%', '')}
    </span>
  );
}
