import { useParam } from '../../app/location';
import type { SpecText } from '../../api/types';

export type ChangeField = keyof SpecText;

/** The fields that can be changed, as texts; empty leaves what is there. */
export type ChangeTexts = Readonly<Record<ChangeField, string>>;

const fields: readonly ChangeField[] = [
  'serviceLevel', 'budgetWindow', 'replicaCostPerHour', 'shortfallCostPerUnitHour', 'policy', 'minReplicas', 'maxReplicas',
];

/** In the address, so that a link asks the same question. */
export function useChange(): { texts: ChangeTexts; set: (field: ChangeField, text: string) => void; clear: () => void } {
  const entries = fields.map((field) => [field, ...useParam(field)] as const); // The same hooks in the same order each time.
  const set = (field: ChangeField, text: string) => entries.find(([f]) => f === field)?.[2](text);
  return {
    texts: Object.fromEntries(entries.map(([field, text]) => [field, text])) as Record<ChangeField, string>,
    set,
    clear: () => fields.forEach((field) => set(field, '')),
  };
}

/** What is asked for, without what stands there already. */
export function changeOf(texts: ChangeTexts, present: SpecText): SpecText {
  const change: Record<string, string | number> = {};
  for (const field of fields) {
    const text = texts[field].trim();
    if (text !== '' && text !== textOf(present[field])) {
      change[field] = isCount(field) && /^\d{1,9}$/.test(text) ? Number(text) : text;
    }
  }

  return change as SpecText;
}

export const isCount = (field: ChangeField) => field === 'minReplicas' || field === 'maxReplicas';

export const textOf = (value: string | number | null | undefined) => (value === null || value === undefined ? '' : String(value));
