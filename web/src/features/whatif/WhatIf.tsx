import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api/client';
import { useWhatIf, useWhatIfPreview } from '../../api/queries';
import type { ManifestChange, SpecText, WhatIfPreview } from '../../api/types';
import { Link } from '../../app/Link';
import { autoscalerPath } from '../../app/location';
import { ProblemNotice } from '../../app/ProblemNotice';
import { ApplyPanel } from './ApplyPanel';
import { changeOf, useChange } from './change';
import { HistoryFacts } from './HistoryFacts';
import { Outcomes } from './Outcomes';
import { ReplicaTimeline } from './ReplicaTimeline';
import { WhatIfForm } from './WhatIfForm';

export function WhatIf({ ns, name }: { ns: string; name: string }) {
  const preview = useWhatIfPreview(ns, name);
  return (
    <>
      {preview.isError && <ProblemNotice error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isPending && <div className="skeleton skeleton-panel" aria-busy="true" aria-label="Loading" />}
      {preview.data?.missingBecause && (
        <div className="empty" data-testid="what-if-empty">
          <h2>There is too little to replay</h2>
          <p>{preview.data.missingBecause}</p>
          <button type="button" className="button" onClick={() => void preview.refetch()}>Look again</button>
        </div>
      )}
      {preview.data && !preview.data.missingBecause && <Replay ns={ns} name={name} preview={preview.data} onApplied={() => void preview.refetch()} />}
    </>
  );
}

function Replay({ ns, name, preview, onApplied }: { ns: string; name: string; preview: WhatIfPreview; onApplied: () => void }) {
  const { texts, set, clear } = useChange();
  const change = changeOf(texts, preview.present);
  const [asked, ask] = useState<SpecText>({} as SpecText);
  const [applied, setApplied] = useState<ManifestChange | null>(null);
  const start = useMutation({
    mutationFn: () => api.startWhatIf(ns, name, change),
    onMutate: () => {
      ask(change);
      setApplied(null);
    },
  });
  const run = useWhatIf(ns, name, start.data?.id ?? null);
  const item = start.isPending ? null : (run.data ?? start.data ?? null);
  const isRunning = start.isPending || item?.state === 'Running';
  const isCurrent = JSON.stringify(asked) === JSON.stringify(change);
  return (
    <>
      <WhatIfForm
        preview={preview} texts={texts} isRunning={isRunning} hasChange={Object.keys(change).length > 0} progress={item?.progress ?? 0}
        onChange={set} onClear={clear} onRun={() => start.mutate()}
        onCancel={() => item && void api.cancelWhatIf(ns, name, item.id).then(() => run.refetch())}
      />
      {preview.history && <HistoryFacts history={preview.history} />}
      {start.isError && <ProblemNotice error={start.error} onRetry={() => start.mutate()} />}
      {run.isError && <ProblemNotice error={run.error} />}
      {applied && (
        <p className="notice notice-good" role="status" data-testid="applied">
          Applied to {ns}/{name}: {applied.fields.map((f) => f.path).join(', ')}. <Link href={autoscalerPath(ns, name)}>See it decide</Link>
        </p>
      )}
      {item?.state === 'Failed' && <p className="notice notice-error" role="alert">{item.error}</p>}
      {item?.state === 'Cancelled' && <p className="notice" role="status" data-testid="what-if-cancelled">The replay was ended.</p>}
      {item?.result && (
        <>
          {!isCurrent && !applied && <p className="notice" role="status" data-testid="what-if-stale">These are the figures of an earlier question: run it again for what the form says now.</p>}
          <div className="columns what-if-result">
            <Outcomes result={item.result} />
            <ReplicaTimeline points={item.result.points} limits={item.result.limits} />
          </div>
          {isCurrent && !applied && Object.keys(change).length > 0 && (
            <ApplyPanel
              key={item.id} ns={ns} name={name} change={change} mayApply={preview.mayApply}
              onApplied={(written) => {
                setApplied(written);
                clear();
                onApplied();
              }}
            />
          )}
        </>
      )}
    </>
  );
}
