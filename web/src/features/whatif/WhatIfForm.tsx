import type { WhatIfPreview } from '../../api/types';
import { percent } from '../../app/format';
import { isCount, textOf, type ChangeField, type ChangeTexts } from './change';

interface Props {
  preview: WhatIfPreview;
  texts: ChangeTexts;
  isRunning: boolean;
  hasChange: boolean;
  progress: number;
  onChange: (field: ChangeField, text: string) => void;
  onClear: () => void;
  onRun: () => void;
  onCancel: () => void;
}

const titles: readonly [ChangeField, string, string][] = [
  ['serviceLevel', 'Service level', 'Share of intervals in which demand must not pass ready capacity'],
  ['budgetWindow', 'Over', 'Window of the violation budget'],
  ['replicaCostPerHour', 'Replica, $/h', 'Dollars per replica and hour'],
  ['shortfallCostPerUnitHour', 'Shortfall, $/unit·h', 'Dollars per unit of unserved demand and hour'],
  ['minReplicas', 'Fewest', 'spec.minReplicas'],
  ['maxReplicas', 'Most', 'spec.maxReplicas'],
];

/** Each field shows what stands in the object; what is typed is what might be. */
export function WhatIfForm({ preview, texts, isRunning, hasChange, progress, onChange, onClear, onRun, onCancel }: Props) {
  const present = preview.present;
  return (
    <form
      className="panel what-if-form" data-testid="what-if-form"
      onSubmit={(event) => {
        event.preventDefault();
        onRun();
      }}
    >
      {titles.map(([field, title, hint]) => (
        <label key={field} className={texts[field] === '' ? 'field' : 'field field-changed'} title={hint}>
          <span>{title}</span>
          <input
            className="input" data-testid={`field-${field}`} value={texts[field]} placeholder={textOf(present[field]) || 'none'} autoComplete="off"
            inputMode={isCount(field) ? 'numeric' : 'text'} onChange={(event) => onChange(field, event.target.value)}
          />
        </label>
      ))}
      <label className={texts.policy === '' ? 'field' : 'field field-changed'} title="Headroom, or a published policy in its place">
        <span>Policy</span>
        <select className="input" data-testid="field-policy" value={texts.policy || present.policy || ''} onChange={(event) => onChange('policy', event.target.value === present.policy ? '' : event.target.value)}>
          {preview.policies.map((policy) => <option key={policy} value={policy}>{policy}</option>)}
        </select>
      </label>
      <div className="what-if-actions">
        {isRunning
          ? <button type="button" className="button" data-testid="what-if-cancel" onClick={onCancel}>Stop</button>
          : <button type="submit" className="button button-primary" data-testid="what-if-run">Replay</button>}
        {hasChange && <button type="button" className="button" onClick={onClear}>Clear</button>}
        {isRunning && (
          <>
            <progress max={1} value={progress} aria-label="Replayed" />
            <span className="quiet" role="status">{percent(progress)}</span>
          </>
        )}
      </div>
    </form>
  );
}
