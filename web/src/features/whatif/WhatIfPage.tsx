import { useAutoscalers } from '../../api/queries';
import { Link } from '../../app/Link';
import { useParam } from '../../app/location';
import { ProblemNotice } from '../../app/ProblemNotice';
import { WhatIf } from './WhatIf';

export default function WhatIfPage() {
  const [object, pick] = useParam('object');
  const [namespace] = useParam('namespace');
  const autoscalers = useAutoscalers(namespace || null);
  const keys = autoscalers.data?.map((a) => `${a.namespace}/${a.name}`) ?? [];
  const [ns, name] = object.split('/');
  return (
    <>
      <title>What-if · Headroom</title>
      <div className="toolbar">
        <h1>What if …</h1>
        <select className="input" aria-label="Autoscaler" data-testid="what-if-object" value={object} onChange={(event) => pick(event.target.value)}>
          <option value="">Pick an autoscaler</option>
          {[...new Set(object === '' ? keys : [object, ...keys])].map((key) => <option key={key} value={key}>{key}</option>)}
        </select>
        <span className="quiet">Its own history is replayed under the spec as it is and as it might be. Nothing changes until you apply it.</span>
      </div>
      {autoscalers.isError && !object && <ProblemNotice error={autoscalers.error} onRetry={() => void autoscalers.refetch()} />}
      {autoscalers.data && keys.length === 0 && (
        <p className="empty" data-testid="what-if-none">No autoscaler yet: <Link href="/autoscalers">Autoscalers</Link> says how to make the first.</p>
      )}
      {!object && keys.length > 0 && <p className="empty">Pick an autoscaler to begin.</p>}
      {ns && name && <WhatIf key={object} ns={ns} name={name} />}
    </>
  );
}
