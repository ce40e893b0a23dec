import type { ConditionItem } from '../../api/types';
import { shortTime, words } from '../../app/format';
import { toneOf, type Tone } from './conditions';

const symbols: Record<Tone, string> = { good: '✓', bad: '✕', warn: '!', quiet: '·' };

const short: Record<string, string> = { MetricsAvailable: 'Metrics' };

/** What is neither good news nor bad is left out of lists: "Fallback: False" on every row is noise. */
const isWorthARow = (c: ConditionItem) => toneOf(c) !== 'quiet' && c.type !== 'Active';

export function ConditionChips({ conditions, brief = false }: { conditions: readonly ConditionItem[]; brief?: boolean }) {
  return (
    <ul className="chips">
      {conditions.filter((c) => !brief || isWorthARow(c)).map((c) => (
        <li
          key={c.type} className={`chip chip-${toneOf(c)}`} data-testid="condition" data-condition={c.type} data-status={c.status}
          title={`${c.type}=${c.status}, ${c.reason}: ${c.message} (since ${shortTime(c.lastTransitionTime)})`}
        >
          <span aria-hidden="true">{symbols[toneOf(c)]}</span> {brief ? (short[c.type] ?? words(c.type)) : words(c.type)}
          <span className="visually-hidden">: {c.status}, {c.message}</span>
        </li>
      ))}
    </ul>
  );
}
