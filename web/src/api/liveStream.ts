import { query } from './client';
import type { DecisionItem } from './types';

export type LiveState = { kind: 'connecting' } | { kind: 'live' } | { kind: 'stale'; since: number };

/** What the stream is about; nulls mean every one. */
export interface LiveScope {
  namespace: string | null;
  name: string | null;
}

export interface LiveHandlers {
  onDecision(decision: DecisionItem): void;
  /** Events may have been missed: what is shown must be read again. */
  onMissed(): void;
  onState(state: LiveState): void;
}

/** The parts of EventSource that are used, so that tests can play the server. */
export interface EventSourceLike {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

const closed = 2;
const shortestRetryMs = 3_000;
const longestRetryMs = 30_000;

/**
 * Follows decisions. A dropped connection is resumed by the browser with Last-Event-ID; a refused one (sign-in ended, too
 * many streams) is closed by the browser for good, so it is opened again here, ever more slowly.
 *
 *   connecting --open--> live --error--> stale --open--> live
 *   connecting --error--> stale
 */
export class LiveStream {
  #source: EventSourceLike | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retryMs = shortestRetryMs;
  #lastSeen: number;
  #state: LiveState = { kind: 'connecting' };

  constructor(
    readonly scope: LiveScope,
    private readonly handlers: LiveHandlers,
    private readonly open: (url: string) => EventSourceLike = (url) => new EventSource(url),
    private readonly now: () => number = Date.now,
  ) {
    this.#lastSeen = now();
    this.#connect();
  }

  stop(): void {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }

  #connect(): void {
    const source = this.open(`/api/v1/stream${query({ namespace: this.scope.namespace, name: this.scope.name })}`);
    this.#source = source;
    source.addEventListener('open', () => this.#opened());
    source.addEventListener('error', () => this.#failed(source));
    source.addEventListener('gap', () => this.handlers.onMissed());
    source.addEventListener('decision', (event) => {
      this.#lastSeen = this.now();
      this.handlers.onDecision(JSON.parse(event.data) as DecisionItem);
    });
  }

  #opened(): void {
    this.#retryMs = shortestRetryMs;
    this.#lastSeen = this.now();
    if (this.#state.kind === 'stale') {
      this.handlers.onMissed();
    }

    this.#enter({ kind: 'live' });
  }

  #failed(source: EventSourceLike): void {
    if (this.#source !== source) {
      return;
    }

    if (this.#state.kind !== 'stale') {
      // An idle stream proves life only by staying open, so an open one was good until now.
      this.#enter({ kind: 'stale', since: this.#state.kind === 'live' ? this.now() : this.#lastSeen });
    }

    if (source.readyState === closed) {
      source.close();
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => this.#connect(), this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
    }
  }

  #enter(state: LiveState): void {
    this.#state = state;
    this.handlers.onState(state);
  }
}
