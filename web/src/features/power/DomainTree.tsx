import type { PowerDomainItem } from '../../api/types';
import { missing, number, watts, words } from '../../app/format';
import { PowerBar } from './PowerBar';

const tone: Record<string, string> = {
  Braking: 'chip-bad', Unsafe: 'chip-bad', NotReady: 'chip-bad', HeadroomLow: 'chip-warn', Kept: 'chip-good', Recommend: '',
};

interface Props {
  items: readonly PowerDomainItem[];
  chosen: string;
  onChoose: (name: string) => void;
}

/** Each feed below the one that feeds it, its watts on a bar whose budget stands at one place. */
export function DomainTree({ items, chosen, onChoose }: Props) {
  return (
    <section className="panel" aria-labelledby="feeds">
      <div className="panel-head">
        <h2 id="feeds">Feeds</h2>
        <ul className="legend">
          <li><span className="key power-draw" />Draw</li>
          <li><span className="key power-peak" />Forecast peak</li>
          <li><span className="key power-safe" />Without leases</li>
          <li><span className="key power-budget" />Budget</li>
        </ul>
      </div>
      <ul className="feeds">
        {items.map((d) => (
          <li key={d.name} className="feed" data-testid="domain-row" data-domain={d.name} data-depth={Math.min(d.depth, 4)}>
            <button type="button" className="feed-name" aria-pressed={d.name === chosen} onClick={() => onChoose(d.name)}>
              {d.name}
            </button>
            <span className="chips">
              <span className={`chip ${tone[d.state] ?? ''}`} data-testid="domain-state">{words(d.state)}</span>
              {d.mode === 'Recommend' && d.state !== 'Recommend' && <span className="chip">Recommend</span>}
            </span>
            <PowerBar domain={d} />
            <span className="feed-watts numeric">
              <span className="big">{watts(d.drawWatts)}</span> <span className="quiet">of {watts(d.budgetWatts)}</span>
              <span className="sub quiet">{d.nodes} nodes, {d.gpus} GPUs · {d.oversubscription === null ? missing : `${number(d.oversubscription)}×`} name plates</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
