import { words } from '../../app/format';
import type { AuditValues } from './auditFilter';

const kinds = ['PredictiveAutoscaler', 'ServerlessService', 'PowerDomain', 'Session'];
const actions = [
  'ScaleWritten', 'ServiceWoken', 'ServiceStopped', 'ServiceScaled', 'CapsChanged', 'BrakeOn', 'BrakeOff', 'SafeStateKept', 'SafeStateLost', 'NodeSilent',
  'NodeBack', 'ObjectEdited', 'SignedIn', 'SignedOut',
];

interface Props {
  values: AuditValues;
  onChange: (field: keyof AuditValues, value: string) => void;
}

export function AuditFilters({ values, onChange }: Props) {
  return (
    <div className="toolbar" role="search" aria-label="Filter the audit">
      <Choice label="Kind" value={values.kind} options={kinds.map((k) => [k, k])} all="Any kind" onChange={(v) => onChange('kind', v)} />
      <Choice label="Action" value={values.action} options={actions.map((a) => [a, words(a)])} all="Any action" onChange={(v) => onChange('action', v)} />
      <Choice
        label="Since" value={values.since} all="All of it" onChange={(v) => onChange('since', v)}
        options={[['1h', 'Last hour'], ['24h', 'Last 24 hours'], ['7d', 'Last 7 days'], ['30d', 'Last 30 days']]}
      />
      {(['actor', 'namespace', 'name'] as const).map((field) => (
        <input
          key={`${field} ${values[field]}`} type="search" className="input input-short" placeholder={`Any ${field}`} aria-label={words(field)}
          data-testid={`audit-${field}`} defaultValue={values[field]}
          onBlur={(event) => onChange(field, event.target.value.trim())}
          onKeyDown={(event) => event.key === 'Enter' && onChange(field, event.currentTarget.value.trim())}
        />
      ))}
    </div>
  );
}

function Choice(props: { label: string; value: string; options: string[][]; all: string; onChange: (value: string) => void }) {
  return (
    <select className="input input-short" aria-label={props.label} data-testid={`audit-${props.label.toLowerCase()}`} value={props.value} onChange={(event) => props.onChange(event.target.value)}>
      <option value="">{props.all}</option>
      {props.options.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
    </select>
  );
}
