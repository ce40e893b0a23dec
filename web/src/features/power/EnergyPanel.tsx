import { useEnergy } from '../../api/queries';
import { dollars, number } from '../../app/format';
import { useParam } from '../../app/location';
import { ProblemNotice } from '../../app/ProblemNotice';

const windows = ['1d', '7d', '30d'] as const;

export function EnergyPanel() {
  const [window, setWindow] = useParam('energy', '1d');
  const energy = useEnergy(window);
  const items = energy.data?.items ?? [];
  const largest = Math.max(...items.map((i) => i.kilowattHours), Number.MIN_VALUE);
  return (
    <section className="panel" aria-labelledby="energy">
      <div className="panel-head">
        <h2 id="energy">Energy by namespace</h2>
        <span className="segments" role="group" aria-label="Window">
          {windows.map((w) => (
            <button key={w} type="button" aria-pressed={w === window} onClick={() => setWindow(w)}>{w}</button>
          ))}
        </span>
        {energy.data && <span className="quiet">GPUs only, at ${energy.data.dollarsPerKilowattHour} a kWh</span>}
      </div>
      {energy.isError && <ProblemNotice error={energy.error} onRetry={() => void energy.refetch()} />}
      {energy.isPending && <div className="skeleton skeleton-row" aria-busy="true" />}
      {energy.data && items.length === 0 && <p className="quiet">Nothing was counted in this window: the ledger begins with the agents’ first reports.</p>}
      {items.length > 0 && (
        <table className="table" data-testid="energy">
          <thead><tr><th scope="col">Namespace</th><th scope="col" className="numeric">kWh</th><th scope="col" className="numeric">Dollars</th><th scope="col"><span className="visually-hidden">Share</span></th></tr></thead>
          <tbody>
            {items.map((i) => (
              <tr key={i.name}>
                <td>{i.name === '' ? <em>without a pod</em> : i.name}</td>
                <td className="numeric">{number(i.kilowattHours)}</td>
                <td className="numeric">{dollars(i.dollars)}</td>
                <td className="cell-bar" aria-hidden="true"><span className="energy-bar" style={{ width: `${(100 * i.kilowattHours) / largest}%` }} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
