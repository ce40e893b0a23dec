import type { AutoscalerItem, DecisionItem } from './types';

/** Beyond this the log is read afresh from the server; a replay makes one decision per second. */
const mostKept = 300;

export const keyOf = (item: { namespace: string; name: string }) => `${item.namespace}/${item.name}`;

/** A decision that was not journaled has no id; its time is as good, there is one per reconcile. */
const identity = (d: DecisionItem) => d.id ?? `${keyOf(d)}@${d.time}`;

/** Union by id, newest first. Merging the same decision again changes nothing. */
export function mergeDecisions(...lists: readonly (readonly DecisionItem[])[]): DecisionItem[] {
  const byId = new Map<number | string, DecisionItem>();
  for (const decision of lists.flat()) {
    byId.set(identity(decision), decision);
  }

  return [...byId.values()].sort((a, b) => Date.parse(b.time) - Date.parse(a.time) || (b.id ?? 0) - (a.id ?? 0));
}

/** The newer of what the list said and what the stream said. */
export function withLatest(item: AutoscalerItem, live: readonly DecisionItem[]): AutoscalerItem {
  const latest = live[0];
  if (!latest || (item.lastDecision && Date.parse(item.lastDecision.time) > Date.parse(latest.time))) {
    return item;
  }

  return { ...item, lastDecision: latest };
}

const none: readonly DecisionItem[] = [];

/** Decisions that came by the stream, per autoscaler, kept apart from what was fetched so that a slow fetch cannot undo them. */
export class LiveDecisions {
  #byKey: ReadonlyMap<string, readonly DecisionItem[]> = new Map();
  readonly #listeners = new Set<() => void>();

  /** Called with the key of an autoscaler whose oldest live decisions were let go. */
  onTrimmed: (key: string) => void = () => {};

  add(decision: DecisionItem): void {
    const key = keyOf(decision);
    const merged = mergeDecisions(this.of(key), [decision]);
    const trim = merged.length > mostKept;
    this.#replace(new Map(this.#byKey).set(key, trim ? merged.slice(0, mostKept / 2) : merged));
    if (trim) {
      this.onTrimmed(key);
    }
  }

  clear(): void {
    this.#replace(new Map());
  }

  of = (key: string): readonly DecisionItem[] => this.#byKey.get(key) ?? none;

  all = (): ReadonlyMap<string, readonly DecisionItem[]> => this.#byKey;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #replace(next: ReadonlyMap<string, readonly DecisionItem[]>): void {
    this.#byKey = next;
    this.#listeners.forEach((notify) => notify());
  }
}
