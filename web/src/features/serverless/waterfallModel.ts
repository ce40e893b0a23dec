const steps = [1, 2, 5];

/** An axis from zero that holds every total, with about five round ticks. */
export function axis(totals: readonly number[]): { end: number; ticks: number[] } {
  const longest = Math.max(0.01, ...totals);
  const power = 10 ** Math.floor(Math.log10(longest / 5));
  const step = power * (steps.find((s) => longest / (s * power) <= 5) ?? 10);
  const count = Math.ceil(longest / step - 1e-9);
  return { end: count * step, ticks: Array.from({ length: count + 1 }, (_, i) => i * step) };
}

/** Milliseconds below a second, three digits above. */
export function seconds(value: number): string {
  if (value > 0 && value < 0.9995) {
    return `${Math.round(1000 * value)} ms`;
  }

  return `${Number(value.toPrecision(3))} s`;
}
