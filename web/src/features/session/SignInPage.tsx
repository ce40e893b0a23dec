import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api } from '../../api/client';
import { keys } from '../../api/queries';
import { ProblemNotice } from '../../app/ProblemNotice';
import { ThemeToggle } from '../../app/ThemeToggle';

/** Shown at any address while nobody is signed in, so that a deep link is still there afterwards. */
export function SignInPage() {
  const client = useQueryClient();
  const [token, setToken] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      client.setQueryData(keys.session, await api.signIn(token.trim()));
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="signin">
      <form className="panel signin-panel" onSubmit={(event) => void submit(event)}>
        <div className="signin-title">
          <img src="/favicon.svg" alt="" width="32" height="32" />
          <h1>Headroom</h1>
          <span className="spacer" />
          <ThemeToggle />
        </div>
        <label htmlFor="token">Bearer token of the cluster</label>
        <textarea
          id="token" data-testid="session-token-input" rows={5} required autoFocus spellCheck={false} autoComplete="off"
          placeholder="eyJhbGciOi…" value={token} onChange={(event) => setToken(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              event.currentTarget.form?.requestSubmit();
            }
          }}
        />
        {error !== null && <ProblemNotice error={error} />}
        <button type="submit" className="button button-primary" data-testid="session-submit" disabled={isBusy || token.trim() === ''}>
          {isBusy ? 'Asking the cluster…' : 'Sign in'}
        </button>
        <div className="quiet signin-hint">
          <p>No token at hand? Make one for a service account that may read autoscalers:</p>
          <pre><code>kubectl create token SERVICE_ACCOUNT -n NAMESPACE</code></pre>
          <p>
            What you see is what the cluster lets this token see. A one-time link signs in without a token, once; afterwards,
            or when the session has ended, sign in here.
          </p>
        </div>
      </form>
    </main>
  );
}
