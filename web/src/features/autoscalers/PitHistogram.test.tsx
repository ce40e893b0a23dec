import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { PitHistogram } from './PitHistogram';

afterEach(cleanup);

describe('PitHistogram', () => {
  it('draws a bar for each twentieth, the highest to the top and the ends marked', () => {
    const counts = Array.from({ length: 20 }, (_, i) => (i === 19 ? 40 : 2));

    render(<PitHistogram counts={counts} scored={78} />);

    const bars = [...screen.getByRole('img').querySelectorAll('span')];
    expect(bars).toHaveLength(20);
    expect(bars[19]?.style.height).toBe('100%');
    expect(bars[3]?.style.height).toBe('5%');
    expect(bars.filter((bar) => bar.className === 'pit-tail')).toEqual([bars[0], bars[19]]);
    expect(bars[19]?.title).toBe('40 of 78 between the 95% and 100% quantile');
  });

  it('waits for enough observations', () => {
    render(<PitHistogram counts={Array.from({ length: 20 }, () => 1)} scored={20} />);

    expect(screen.queryByRole('img')).toBeNull();
    expect(screen.getByTestId('pit').textContent).toBe('20 of 30 observations seen for coverage.');
  });
});
