import { useMemo } from 'react';
import type { ForecastItem } from '../api/types';
import { number } from '../app/format';
import { useIsDark } from '../app/theme';
import { Chart } from './Chart';
import { toModel } from './forecastModel';
import { demandOption, replicaOption } from './options';
import { paletteOf } from './palette';

/** The two charts on one time axis. Its own chunk: it brings ECharts. */
export default function ForecastCharts({ forecast, marked }: { forecast: ForecastItem; marked: number | null }) {
  const isDark = useIsDark();
  const drawing = useMemo(
    () => ({ model: toModel(forecast), stepMs: forecast.stepSeconds * 1000, palette: paletteOf(isDark), marked }),
    [forecast, isDark, marked],
  );
  const demand = useMemo(() => demandOption(drawing), [drawing]);
  const replicas = useMemo(() => replicaOption(drawing), [drawing]);
  const { model } = drawing;
  return (
    <>
      <Chart
        option={demand} testId="fan-chart" className="chart chart-fan"
        label={`Demand: ${number(model.observed.at(-1)?.[1])} observed last, ${number(model.median.at(-1)?.[1])} predicted at the end of the horizon, capacity ${number(model.capacity.at(-1)?.[1])}`}
      />
      <div className="chart-title">
        <h3>Replicas</h3>
        <ul className="legend">
          <li><span className="key key-desired" />desired</li>
          <li><span className="key key-capacity" />ready</li>
        </ul>
      </div>
      <Chart
        option={replicas} testId="replica-chart" className="chart chart-replicas"
        label={`Replicas: ${number(model.desired.at(-1)?.[1])} desired, ${number(model.ready.at(-1)?.[1])} ready`}
      />
    </>
  );
}
