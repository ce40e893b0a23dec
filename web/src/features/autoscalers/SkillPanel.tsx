import { useForecast } from '../../api/queries';
import type { AutoscalerItem, ForecastItem, RivalItem } from '../../api/types';
import { missing, number, percent } from '../../app/format';
import { useParam } from '../../app/location';
import { defaultWindow } from './ForecastPanel';
import { PitHistogram } from './PitHistogram';

/** How good the forecast has been, which members it is made of, and what other scalers ask for. */
export function SkillPanel({ item }: { item: AutoscalerItem }) {
  const [window] = useParam('window', defaultWindow);
  const forecast = useForecast(item.namespace, item.name, window);
  const rivals = item.lastDecision?.rivals ?? [];
  return (
    <section className="panel" aria-labelledby="skill-title">
      <div className="panel-head"><h2 id="skill-title">Forecast</h2></div>
      {forecast.isPending && <div className="skeleton skeleton-row" />}
      {forecast.data && <Skill forecast={forecast.data} />}
      {forecast.isError && <p className="empty">No forecast yet.</p>}
      <div className="panel-head"><h2>Other scalers</h2></div>
      {rivals.length === 0
        ? <p className="quiet">None scales this target.</p>
        : <Rivals rivals={rivals} ours={item.lastDecision?.desired ?? null} />}
    </section>
  );
}

function Skill({ forecast }: { forecast: ForecastItem }) {
  return (
    <>
      <dl className="facts facts-pair">
        <div title="CRPS over that of seasonal-naive, below 1 is better: in validation when the pool was fitted">
          <dt>CRPS when fitted</dt><dd data-testid="relative-crps">{number(forecast.relativeCrps)}</dd>
        </div>
        <div title="CRPS over that of seasonal-naive, below 1 is better: over the last observations, one step ahead">
          <dt>CRPS lately</dt><dd data-testid="recent-crps">{number(forecast.recentRelativeCrps)}</dd>
        </div>
        <div title="Share of recent observations inside the 90% band">
          <dt>Coverage of 90%</dt><dd data-testid="coverage">{percent(forecast.coverage90)}</dd>
        </div>
      </dl>
      <PitHistogram counts={forecast.pitCounts} scored={forecast.scored} />
      {forecast.members.length === 0 ? (
        <p className="quiet">
          The pool is not fitted yet: until there is enough history, the bands come from recent changes of the demand.
        </p>
      ) : (
        <table className="table" data-testid="members">
          <thead>
            <tr><th scope="col">Member</th><th scope="col">Weight</th><th scope="col" className="numeric" title="CRPS in validation, the demand's unit">CRPS</th></tr>
          </thead>
          <tbody>
            {forecast.members.map((member) => (
              <tr key={member.name}>
                <td>{member.name}</td>
                <td>
                  <span className="budget">
                    <span className="budget-track" aria-hidden="true">
                      <span className="budget-fill fill-forecast" style={{ width: `${100 * Math.min(1, Math.max(0, member.weight ?? 0))}%` }} />
                    </span>
                    {percent(member.weight)}
                  </span>
                </td>
                <td className="numeric">{number(member.validationCrps)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

const Rivals = ({ rivals, ours }: { rivals: readonly RivalItem[]; ours: number | null }) => (
  <table className="table" data-testid="rivals">
    <thead>
      <tr><th scope="col">Scaler</th><th scope="col" className="numeric">Theirs</th><th scope="col" className="numeric">Ours</th></tr>
    </thead>
    <tbody>
      {rivals.map((rival) => (
        <tr key={`${rival.kind}/${rival.name}`}>
          <td><span className="quiet">{rival.kind}</span> {rival.name}</td>
          <td className="numeric">{rival.desired ?? missing}</td>
          <td className="numeric">{ours ?? missing}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
