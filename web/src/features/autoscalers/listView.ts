import type { AutoscalerItem } from '../../api/types';
import { isTrouble } from './conditions';

export type SortKey = 'name' | 'target' | 'mode' | 'desired' | 'demand' | 'budget' | 'reason' | 'time';

export interface Sort {
  key: SortKey;
  descending: boolean;
}

export const sortKeys: readonly SortKey[] = ['name', 'target', 'mode', 'desired', 'demand', 'budget', 'reason', 'time'];

/** "budget" or "-budget"; anything else is by name. */
export function parseSort(text: string): Sort {
  const key = text.replace(/^-/, '') as SortKey;
  return sortKeys.includes(key) ? { key, descending: text.startsWith('-') } : { key: 'name', descending: false };
}

export const formatSort = (sort: Sort) => (sort.descending ? '-' : '') + sort.key;

/** The same column again turns the order around; a new one starts ascending. */
export const nextSort = (sort: Sort, key: SortKey): Sort => ({ key, descending: sort.key === key && !sort.descending });

/** Every word must occur in name, target, mode, indicators, reason or a condition that is in trouble. */
export function matches(item: AutoscalerItem, text: string): boolean {
  const haystack = [
    `${item.namespace}/${item.name}`, `${item.targetKind}/${item.targetName}`, item.mode, ...item.indicators,
    item.lastDecision?.reason ?? '', item.isPaused ? 'paused' : '',
    ...item.conditions.filter(isTrouble).flatMap((c) => [c.type, c.reason]),
  ].join(' ').toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => haystack.includes(word));
}

const nameOf = (item: AutoscalerItem) => `${item.namespace}/${item.name}`;

function valueOf(item: AutoscalerItem, key: SortKey): string | number | null {
  const decision = item.lastDecision;
  switch (key) {
    case 'name': return nameOf(item);
    case 'target': return `${item.targetKind}/${item.targetName}`;
    case 'mode': return item.mode;
    case 'desired': return decision?.desired ?? null;
    case 'demand': return decision?.demand ?? null;
    case 'budget': return decision?.budgetRemaining ?? null;
    case 'reason': return decision?.reason ?? null;
    case 'time': return decision ? Date.parse(decision.time) : null;
  }
}

/** Missing values come last in either direction; equal ones are ordered by name. */
export function listed(items: readonly AutoscalerItem[], text: string, sort: Sort): AutoscalerItem[] {
  return items
    .filter((item) => matches(item, text.trim()))
    .sort((a, b) => {
      const [x, y] = [valueOf(a, sort.key), valueOf(b, sort.key)];
      if (x === null || y === null) {
        return Number(x === null) - Number(y === null) || compare(nameOf(a), nameOf(b));
      }

      return (sort.descending ? -1 : 1) * compare(x, y) || compare(nameOf(a), nameOf(b));
    });
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b), 'en', { numeric: true });
}
