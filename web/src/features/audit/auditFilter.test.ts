import { expect, test } from 'vitest';
import { fromTime } from './auditFilter';

test('a span goes back from the whole minute, and none is no bound', () => {
  const now = Date.parse('2026-03-01T12:00:42.123Z');
  expect(fromTime('24h', now)).toBe('2026-02-28T12:00:00.000Z');
  expect(fromTime('', now)).toBeNull();
  expect(fromTime('forever', now)).toBeNull();
});
