import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef } from 'react';
import { init, type EChartsType } from './echarts';
import { joinSharedAxis } from './sharedAxis';

/** One canvas of the shared time axis; it follows the width of its box. */
export function Chart(props: { option: EChartsCoreOption; label: string; testId: string; className: string }) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  useEffect(() => {
    if (!box.current) {
      return undefined;
    }

    const made = init(box.current);
    const leave = joinSharedAxis(made);
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      leave();
      made.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    // Series come and go with the forecast; the zoom stays.
    chart.current?.setOption(props.option, { replaceMerge: ['series'] });
  }, [props.option]);
  return <div ref={box} className={props.className} role="img" aria-label={props.label} data-testid={props.testId} />;
}
