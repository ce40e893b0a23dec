import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { ManifestChange, ManifestItem } from '../../api/types';
import { ProblemNotice } from '../../app/ProblemNotice';
import { ChangedMeanwhile, isMoved } from './ChangedMeanwhile';
import { DiffView } from './DiffView';

interface Props {
  object: string;
  name: string;
  read: ManifestItem;
  onNewest: () => Promise<ManifestItem | null>;
}

/** Text, then the difference that the server says it makes, then the write: nothing is applied unseen. */
export function Editor({ object, name, read, onNewest }: Props) {
  const [text, setText] = useState(read.yaml);
  const [version, setVersion] = useState(read.version);
  const [review, setReview] = useState<ManifestChange | null>(null);
  const [applied, setApplied] = useState<ManifestChange | null>(null);
  const write = useMutation({
    mutationFn: (run: { base: string; dryRun: boolean }) => api.replaceManifest(object, text, run.base, run.dryRun),
    onSuccess: (change, { dryRun }) => {
      setReview(dryRun ? change : null);
      if (!dryRun) {
        setApplied(change);
        setText(change.yaml);
        setVersion(change.version);
      }
    },
  });
  const change = (next: string) => {
    setText(next);
    setReview(null);
    setApplied(null);
    write.reset();
  };
  const rebase = async () => {
    const newest = await onNewest();
    if (newest) {
      setVersion(newest.version);
      write.mutate({ base: newest.version, dryRun: true });
    }
  };
  return (
    <>
      <section className="panel editor" data-testid="editor">
        <div className="panel-head">
          <h1>{name}</h1>
          {!read.mayWrite && <span className="badge" data-testid="read-only">read only: your roles do not allow changes</span>}
          <span className="spacer" />
          {read.mayWrite && (
            <button
              type="button" className="button" data-testid="review" disabled={write.isPending || text === ''}
              onClick={() => write.mutate({ base: version, dryRun: true })}
            >
              Review changes
            </button>
          )}
        </div>
        <textarea
          className="editor-text" aria-label={`${name} as YAML`} data-testid="yaml" spellCheck={false} wrap="off" readOnly={!read.mayWrite}
          rows={Math.min(40, Math.max(16, text.split('\n').length + 1))} value={text} onChange={(event) => change(event.target.value)}
        />
      </section>
      {write.isError && (isMoved(write.error) ? <ChangedMeanwhile onReload={() => void rebase()} /> : <ProblemNotice error={write.error} />)}
      {review && (
        <section className="panel" data-testid="review-panel">
          <div className="panel-head">
            <h2>What the server would make of it</h2>
            <span className="spacer" />
            {review.isChanged && (
              <button type="button" className="button button-primary" data-testid="apply" disabled={write.isPending} onClick={() => write.mutate({ base: version, dryRun: false })}>
                Apply
              </button>
            )}
          </div>
          <DiffView change={review} />
        </section>
      )}
      {applied && <p className="notice notice-good" role="status" data-testid="applied">Applied: {applied.fields.map((f) => f.path).join(', ')}.</p>}
    </>
  );
}
