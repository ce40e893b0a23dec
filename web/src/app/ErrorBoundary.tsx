import { Component, type ReactNode } from 'react';
import { ProblemNotice } from './ProblemNotice';

/** A page that throws is replaced by what it threw; a chunk that a newer build removed is cured by loading again. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    return this.state.error === null
      ? this.props.children
      : <main className="page"><ProblemNotice error={this.state.error} onRetry={() => window.location.reload()} /></main>;
  }
}
