import type { EChartsType } from './echarts';

const charts = new Set<EChartsType>();

/**
 * Charts that joined show pointer and zoom at the same place. ECharts' own connect() finds the place by series and data
 * index, which differ between these charts; their grids are equally wide, so the pixel is the same.
 *
 * @returns Leaves again.
 */
export function joinSharedAxis(chart: EChartsType): () => void {
  const others = () => [...charts].filter((other) => other !== chart && !other.isDisposed());
  const show = (event: { offsetX: number }) =>
    others().forEach((other) => other.dispatchAction({ type: 'showTip', x: event.offsetX, y: other.getHeight() / 2 }));
  const hide = () =>
    others().forEach((other) => {
      other.dispatchAction({ type: 'hideTip' });
      other.dispatchAction({ type: 'updateAxisPointer', currTrigger: 'leave' });
    });
  const zoom = (event: unknown) => {
    const { start, end } = (event as { batch?: { start: number; end: number }[] }).batch?.[0] ?? {};
    if (start !== undefined) {
      // Silent, or the charts would answer one another for ever.
      others().forEach((other) => other.dispatchAction({ type: 'dataZoom', start, end }, { silent: true }));
    }
  };
  charts.add(chart);
  chart.getZr().on('mousemove', show);
  chart.getZr().on('globalout', hide);
  chart.on('datazoom', zoom);
  return () => charts.delete(chart);
}
