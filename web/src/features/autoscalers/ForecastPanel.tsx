import { lazy, Suspense } from 'react';
import { ApiError } from '../../api/problem';
import { useForecast } from '../../api/queries';
import type { AutoscalerItem } from '../../api/types';
import { zone } from '../../app/format';
import { useParam } from '../../app/location';
import { ProblemNotice } from '../../app/ProblemNotice';

const ForecastCharts = lazy(() => import('../../charts/ForecastCharts'));
export const windows = ['1h', '6h', '24h'] as const;
export const defaultWindow = '6h';

export function ForecastPanel({ item, marked }: { item: AutoscalerItem; marked: number | null }) {
  const [window, setWindow] = useParam('window', defaultWindow);
  const forecast = useForecast(item.namespace, item.name, window);
  return (
    <section className="panel" aria-labelledby="forecast-title">
      <div className="panel-head">
        <h2 id="forecast-title">Demand and capacity</h2>
        <Legend unit={item.indicators[0]} />
        <span className="spacer" />
        <span className="quiet nowrap" title={`Times are in ${zone().name}`}>{zone().name}</span>
        <div className="segments" role="group" aria-label="History shown">
          {windows.map((w) => (
            <button
              key={w} type="button" aria-pressed={w === window} data-testid={`window-${w}`} onClick={() => setWindow(w)}
            >
              {w}
            </button>
          ))}
        </div>
      </div>
      {forecast.isError && <ForecastProblem error={forecast.error} onRetry={() => void forecast.refetch()} />}
      {forecast.isPending && <ChartSkeleton />}
      {forecast.data && !forecast.isError && (
        <Suspense fallback={<ChartSkeleton />}><ForecastCharts forecast={forecast.data} marked={marked} /></Suspense>
      )}
    </section>
  );
}

function ForecastProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return error instanceof ApiError && error.status === 404
    ? <p className="empty" data-testid="forecast-empty">No forecast yet. {error.detail}</p>
    : <ProblemNotice error={error} onRetry={onRetry} />;
}

const Legend = ({ unit }: { unit: string | undefined }) => (
  <ul className="legend">
    <li><span className="key key-observed" />observed{unit && ` ${unit}`}</li>
    <li><span className="key key-forecast" />predicted median</li>
    <li title="Darker is likelier: bands that hold 50, 80, 90, 95 and 99% of what may come"><span className="key key-fan" />50–99% bands</li>
    <li title="Ready replicas × what one carries"><span className="key key-capacity" />ready capacity</li>
    <li title="Desired replicas × what one carries"><span className="key key-planned" />planned capacity</li>
  </ul>
);

const ChartSkeleton = () => (
  <div role="status" aria-busy="true" aria-label="Loading the charts">
    <div className="skeleton chart chart-fan" />
    <div className="skeleton chart chart-replicas" />
  </div>
);
