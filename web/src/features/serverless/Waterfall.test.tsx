import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Waterfall } from './Waterfall';

test('parts stand behind one another and the longest start fills the axis', () => {
  render(
    <Waterfall starts={[{
      pod: 'chat-1', began: '2026-03-01T12:00:00Z', cause: 'Wanted', isFromZero: true, wasAwaited: true, totalSeconds: 5,
      parts: [
        { name: 'decision', offsetSeconds: 0, seconds: 1 },
        { name: 'loading', offsetSeconds: 1, seconds: 4 },
      ],
    }]} />,
  );
  const row = screen.getByTestId('cold-start');
  const part = (name: string) => row.querySelector<HTMLElement>(`[data-part='${name}']`)?.style;
  expect([part('decision')?.left, part('decision')?.width]).toEqual(['0%', '20%']);
  expect([part('loading')?.left, part('loading')?.width]).toEqual(['20%', '80%']);
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe('Decision 1 s, Loading 4 s');
});
