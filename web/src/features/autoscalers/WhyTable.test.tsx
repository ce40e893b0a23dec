import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { decision } from '../../testing/builders';
import { costBars } from './candidates';
import { WhyTable } from './WhyTable';

afterEach(cleanup);

describe('costBars', () => {
  it('puts all candidates on the scale of the dearest', () => {
    const bars = costBars(decision().candidates);

    expect(bars[1]?.map((part) => part.width)).toEqual([75, 0, 25]);
    expect(bars[0]?.map((part) => part.width)).toEqual([25, 50, 0]);
  });

  it('gives unknown costs no width', () => {
    const unknown = { replicas: 1, expectedCost: null, idleCost: null, shortfallCost: null, changeCost: null, violationProbability: null };

    expect(costBars([unknown])[0]?.map((part) => part.width)).toEqual([0, 0, 0]);
  });
});

describe('WhyTable', () => {
  it('marks the chosen candidate and only that one', () => {
    render(<WhyTable decision={decision()} />);

    const rows = screen.getAllByTestId('candidate-row');
    expect(rows.map((row) => row.getAttribute('aria-current'))).toEqual([null, 'true']);
    expect(rows[1]?.textContent).toContain('<0.01%');
  });

  it('says why there are no candidates', () => {
    render(<WhyTable decision={decision({ candidates: [], message: 'metrics are lost' })} />);

    expect(screen.queryByTestId('why-table')).toBeNull();
    expect(screen.getByText(/metrics are lost/)).toBeTruthy();
  });
});
