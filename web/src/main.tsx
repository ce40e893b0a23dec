import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { api } from './api/client';
import { ApiError } from './api/problem';
import { keys } from './api/queries';
import { App } from './app/App';
import { ErrorBoundary } from './app/ErrorBoundary';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/autoscalers.css';
import './styles/autoscaler.css';
import './styles/serverless.css';
import './styles/overview.css';
import './styles/power.css';
import './styles/editing.css';
import './styles/whatif.css';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // An answer of the server is an answer; only a lost connection or an outage is worth another try.
      retry: (count, error) => count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
      refetchOnWindowFocus: false,
    },
  },
});
api.onSignedOut = () => client.setQueryData(keys.session, null);

const root = document.getElementById('root');
if (!root) {
  throw new Error('index.html has no #root');
}

createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <QueryClientProvider client={client}><App /></QueryClientProvider>
    </ErrorBoundary>
  </StrictMode>,
);
