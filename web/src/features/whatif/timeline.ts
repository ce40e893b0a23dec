/** A line of steps through counts: each holds until the next. */
export function stepPath(counts: readonly number[], most: number, size: { width: number; height: number }): string {
  const step = size.width / Math.max(1, counts.length);
  const y = (count: number) => (size.height * (1 - count / most) * 0.96 + size.height * 0.02).toFixed(1);
  return counts.map((count, i) => `${i === 0 ? 'M' : 'V'}${i === 0 ? `0 ${y(count)}` : y(count)}H${((i + 1) * step).toFixed(1)}`).join('');
}
