import type { EChartsCoreOption } from 'echarts/core';
import { number } from '../app/format';
import type { ForecastModel, Point } from './forecastModel';
import { opacityOf, type Palette } from './palette';
import { demandAt, replicasAt } from './readout';

interface Drawing {
  model: ForecastModel;
  stepMs: number;
  palette: Palette;
  /** A time to mark: the decision that is explained beside the charts. */
  marked: number | null;
}

/** Observed demand, the predicted fan and capacity. */
export function demandOption({ model, stepMs, palette, marked }: Drawing): EChartsCoreOption {
  const fan = { type: 'line', stack: 'fan', stackStrategy: 'all', symbol: 'none', silent: true, lineStyle: { opacity: 0 } };
  return {
    ...frame(model, palette, (at) => demandAt(model, at, stepMs)),
    yAxis: valueAxis(palette),
    series: [
      { ...fan, name: 'base', data: model.base },
      ...model.layers.map((layer, i) => ({
        ...fan,
        name: `fan-${i}`,
        data: layer.points,
        areaStyle: { color: palette.forecast, opacity: opacityOf(layer.coverage), origin: 'start' },
      })),
      { ...lineOf('Capacity', model.capacity, palette.capacity), step: 'end' },
      { ...lineOf('Planned capacity', model.planned, palette.capacity, 'dashed'), step: 'end' },
      lineOf('Predicted median', model.median, palette.forecast),
      { ...lineOf('Observed', model.observed, palette.observed), markLine: marks(model, palette, marked) },
    ],
  };
}

/** Desired and ready replicas. */
export function replicaOption({ model, palette, marked }: Drawing): EChartsCoreOption {
  return {
    ...frame(model, palette, (at) => replicasAt(model, at)),
    yAxis: { ...valueAxis(palette), minInterval: 1 },
    series: [
      {
        ...lineOf('Ready', model.ready, palette.capacity),
        step: 'end',
        areaStyle: { color: palette.capacity, opacity: 0.12 },
      },
      { ...lineOf('Desired', model.desired, palette.desired), step: 'end', markLine: marks(model, palette, marked) },
    ],
  };
}

function frame(model: ForecastModel, palette: Palette, read: (at: number) => string): EChartsCoreOption {
  return {
    animation: false,
    grid: { left: 52, right: 14, top: 12, bottom: 26 },
    xAxis: {
      type: 'time',
      min: model.from,
      max: model.to,
      axisLine: { lineStyle: { color: palette.border } },
      axisTick: { lineStyle: { color: palette.border } },
      axisLabel: { color: palette.quiet, hideOverlap: true, fontSize: 11 },
      splitLine: { show: false },
      // Each chart would snap to points of its own, and the two would read different times.
      axisPointer: { snap: false },
    },
    // Zooming with the bare wheel would take the page's scrolling away.
    dataZoom: [{ type: 'inside', xAxisIndex: 0, zoomOnMouseWheel: 'ctrl', filterMode: 'none' }],
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText', // HTML tooltips write inline styles, which the server's policy refuses.
      confine: true,
      backgroundColor: palette.panel,
      borderColor: palette.border,
      borderWidth: 1,
      textStyle: { color: palette.text, fontSize: 12, lineHeight: 17 },
      axisPointer: { type: 'line', lineStyle: { color: palette.quiet, type: 'dashed' } },
      formatter: (items: unknown) => {
        const at = (items as { axisValue?: number }[])[0]?.axisValue;
        return at === undefined ? '' : read(at);
      },
    },
  };
}

const valueAxis = (palette: Palette) => ({
  type: 'value',
  min: 0,
  splitNumber: 4,
  axisLabel: { color: palette.quiet, fontSize: 11, formatter: (value: number) => number(value) },
  splitLine: { lineStyle: { color: palette.grid } },
});

const lineOf = (name: string, data: Point[], color: string, type: 'solid' | 'dashed' = 'solid') => ({
  name,
  type: 'line',
  data,
  symbol: 'none',
  connectNulls: false,
  lineStyle: { color, width: 1.6, type },
  itemStyle: { color },
});

const marks = (model: ForecastModel, palette: Palette, marked: number | null) => ({
  silent: true,
  symbol: 'none',
  label: { show: false },
  data: [
    { xAxis: model.origin, lineStyle: { color: palette.quiet, type: 'dotted', width: 1 } },
    ...(marked === null || marked < model.from || marked > model.to
      ? []
      : [{ xAxis: marked, lineStyle: { color: palette.mark, type: 'solid', width: 1.5 } }]),
  ],
});
