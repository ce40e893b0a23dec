import type { ReactNode } from 'react';
import type { WhatIfOutcome, WhatIfResult } from '../../api/types';
import { dollars, dollarsPerHour, duration, number, percent, serviceLevel } from '../../app/format';

/** Both specs over the same past, row by row. */
export function Outcomes({ result }: { result: WhatIfResult }) {
  const { present, proposed, difference } = result;
  const both = (of: (outcome: WhatIfOutcome) => ReactNode) => ({ present: of(present), proposed: of(proposed) });
  return (
    <section className="panel panel-table" data-testid="what-if-outcomes" tabIndex={0} aria-label="Both specs over the same history">
      <table className="table">
        <caption className="visually-hidden">The present and the proposed spec over the same history</caption>
        <thead><tr><th scope="col"><span className="visually-hidden">Figure</span></th><th scope="col">As it is</th><th scope="col">As proposed</th><th scope="col">Difference</th></tr></thead>
        <tbody>
          <Row title="Policy" {...both((o) => o.policy)} />
          <Row title="Service level" {...both((o) => serviceLevel(o.serviceLevel))} />
          <Row
            title="Violations" id="violations" difference={signed(difference.violations, number)}
            {...both((o) => <>{number(o.violations)} <span className="quiet">of {number(o.steps)}, {percent(o.violationShare)}</span></>)}
          />
          <Row
            title="Kept" id="kept"
            {...both((o) => <span className={`chip ${o.isKept ? 'chip-good' : 'chip-bad'}`}>{o.isKept ? 'yes' : 'no'}</span>)}
          />
          <Row title="Worst run" {...both((o) => duration(o.worstRunSeconds))} />
          <Row title="Replica-hours" difference={signed(difference.replicaHours, number)} {...both((o) => number(o.replicaHours))} />
          <Row title="Mean / most" {...both((o) => `${number(o.meanReplicas)} / ${o.peakReplicas}`)} />
          <Row title="Changes" {...both((o) => number(o.changes))} />
          <Row
            title="Dollars" id="dollars" {...both((o) => dollars(o.dollars))}
            difference={<>{signed(difference.dollars, dollars)}{difference.dollarsShare !== null && <span className="quiet"> {signed(difference.dollarsShare, percent)}</span>}</>}
          />
          <Row title="By the hour" difference={signed(difference.dollarsPerHour, dollarsPerHour)} {...both((o) => dollarsPerHour(o.dollarsPerHour))} />
        </tbody>
      </table>
    </section>
  );
}

function Row(props: { title: string; id?: string; present: ReactNode; proposed: ReactNode; difference?: ReactNode }) {
  return (
    <tr data-testid={props.id && `outcome-${props.id}`}>
      <th scope="row">{props.title}</th><td>{props.present}</td><td>{props.proposed}</td><td>{props.difference}</td>
    </tr>
  );
}

function signed(value: number, format: (value: number) => string): string {
  return value === 0 ? '±0' : `${value > 0 ? '+' : '−'}${format(Math.abs(value))}`;
}
