import { ApiError } from '../api/problem';

/** An error as the server explained it: what, why, and for a parameter its value and what is allowed. */
export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = error instanceof ApiError ? error : new ApiError(0, 'The page failed.', String(error));
  return (
    <div className="notice notice-error" role="alert" data-testid="problem">
      <strong>{problem.title}</strong>
      {problem.fields.length === 0 && problem.detail && <p>{problem.detail}</p>}
      {problem.fields.length > 0 && (
        <dl className="fields">
          {problem.fields.map((f) => (
            <div key={f.field + f.message}>
              <dt><code>{f.field}</code></dt>
              <dd>
                {f.value === null ? f.message : (
                  <>
                    <span>value <code>{f.value}</code></span>
                    <span>allowed: {f.allowed}</span>
                  </>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {onRetry && <button type="button" className="button" onClick={onRetry}>Try again</button>}
    </div>
  );
}
