import type { ConditionItem } from '../../api/types';

export type Tone = 'good' | 'bad' | 'warn' | 'quiet';

/** Whether a status is good news depends on the condition: Fallback=True is not. */
export function toneOf({ type, status }: ConditionItem): Tone {
  if (status === 'Unknown') {
    return 'quiet';
  }

  switch (type) {
    case 'Fallback': return status === 'True' ? 'bad' : 'quiet';
    case 'Paused': return status === 'True' ? 'warn' : 'quiet';
    case 'Active': return status === 'True' ? 'good' : 'quiet';
    case 'Calibrated': return status === 'True' ? 'good' : 'warn';
    default: return status === 'True' ? 'good' : 'bad';
  }
}

/** Something a person may want to look at. */
export const isTrouble = (condition: ConditionItem) => ['bad', 'warn'].includes(toneOf(condition));
