import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { ManifestChange, SpecText } from '../../api/types';
import { autoscalerPath } from '../../app/location';
import { ProblemNotice } from '../../app/ProblemNotice';
import { ChangedMeanwhile, isMoved } from '../editing/ChangedMeanwhile';
import { DiffView } from '../editing/DiffView';

interface Props {
  ns: string;
  name: string;
  change: SpecText;
  mayApply: boolean;
  onApplied: (change: ManifestChange) => void;
}

/** The difference first, then the write; whoever may not change the object sees neither button. */
export function ApplyPanel({ ns, name, change, mayApply, onApplied }: Props) {
  const [review, setReview] = useState<ManifestChange | null>(null);
  const look = useMutation({
    mutationFn: async () => {
      const { version } = await api.manifest(autoscalerPath(ns, name));
      return api.patchAutoscaler(ns, name, change, version, true);
    },
    onSuccess: setReview,
  });
  const apply = useMutation({
    mutationFn: (version: string) => api.patchAutoscaler(ns, name, change, version, false),
    onSuccess: onApplied,
  });
  if (!mayApply) {
    return <p className="notice" data-testid="apply-refused">Your roles let you look, not change: whoever may patch predictiveautoscalers in {ns} can apply this.</p>;
  }

  const again = () => {
    apply.reset();
    look.mutate();
  };
  return (
    <section className="panel" data-testid="apply-panel">
      <div className="panel-head">
        <h2>Apply it</h2>
        <span className="spacer" />
        {review === null
          ? <button type="button" className="button" data-testid="review" disabled={look.isPending} onClick={() => look.mutate()}>Show the difference</button>
          : review.isChanged && <button type="button" className="button button-primary" data-testid="apply" disabled={apply.isPending} onClick={() => apply.mutate(review.version)}>Apply</button>}
      </div>
      {look.isError && <ProblemNotice error={look.error} onRetry={() => look.mutate()} />}
      {apply.isError && (isMoved(apply.error) ? <ChangedMeanwhile onReload={again} /> : <ProblemNotice error={apply.error} />)}
      {review ? <DiffView change={review} /> : <p className="quiet">The object is written as you, with the cluster's own validation.</p>}
    </section>
  );
}
