import { ApiError } from '../../api/problem';

/** The object has moved on since it was read: what was typed stays, and can be held against what is there now. */
export function ChangedMeanwhile({ onReload }: { onReload: () => void }) {
  return (
    <div className="notice notice-error" role="alert" data-testid="changed-meanwhile">
      <strong>Changed meanwhile.</strong>
      <p>Somebody else has changed this object since you read it. Your text is kept: take the newest version as its base, and review the difference again.</p>
      <button type="button" className="button" onClick={onReload}>Review against the newest version</button>
    </div>
  );
}

export const isMoved = (error: unknown): boolean => error instanceof ApiError && (error.status === 412 || error.status === 409);
