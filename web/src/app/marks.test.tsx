import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, parseField } from '../api/problem';
import { clockTime } from './format';
import { LiveMark } from './LiveMark';
import { ProblemNotice } from './ProblemNotice';

afterEach(cleanup);

describe('LiveMark', () => {
  it('shows since when it is stale', () => {
    const since = Date.now() - 90_000;

    render(<LiveMark state={{ kind: 'stale', since }} serverLostSince={null} />);

    expect(screen.getByTestId('live-state').textContent).toContain(`stale since ${clockTime(since)}`);
    expect(screen.getByTestId('live-state').dataset['state']).toBe('stale');
  });

  it('does not believe an open stream when the server no longer answers', () => {
    render(<LiveMark state={{ kind: 'live' }} serverLostSince={Date.now()} />);

    expect(screen.getByTestId('live-state').dataset['state']).toBe('stale');
  });

  it('is live otherwise', () => {
    render(<LiveMark state={{ kind: 'live' }} serverLostSince={null} />);

    expect(screen.getByTestId('live-state').textContent).toBe('live');
  });
});

describe('ProblemNotice', () => {
  it('shows field, value and what is allowed', () => {
    const fields = [parseField('limit', '0 is not allowed: 1 to 500')];

    render(<ProblemNotice error={new ApiError(400, 'A parameter is not allowed.', 'limit: …', fields)} />);

    const text = screen.getByRole('alert').textContent;
    expect(text).toContain('A parameter is not allowed.');
    expect(text).toContain('limit');
    expect(text).toContain('value 0');
    expect(text).toContain('allowed: 1 to 500');
  });

  it('shows the detail of a problem without fields, and offers another try', () => {
    const retry = vi.fn();

    render(<ProblemNotice error={new ApiError(503, 'Cluster away.', 'Ask again later.')} onRetry={retry} />);
    screen.getByRole('button').click();

    expect(screen.getByRole('alert').textContent).toContain('Ask again later.');
    expect(retry).toHaveBeenCalledTimes(1);
  });
});
