import { describe, expect, it } from 'vitest';
import { ago, dollarsPerHour, duration, number, percent, serviceLevel, words } from './format';

describe('format', () => {
  it('shows missing values as a dash, never as zero', () => {
    for (const format of [number, percent, dollarsPerHour, duration, serviceLevel]) {
      expect([null, undefined, Number.NaN, Number.POSITIVE_INFINITY].map(format)).toEqual(['—', '—', '—', '—']);
    }
  });

  it('gives numbers three digits, whole from a hundred on', () => {
    expect([0, 0.12345, 45.678, 1234.5].map(number)).toEqual(['0', '0.123', '45.7', '1,235']);
  });

  it('does not round a small risk to zero', () => {
    expect([0, 0.0000001, 0.0303, 1].map(percent)).toEqual(['0%', '<0.01%', '3.03%', '100%']);
    expect(percent(-0.25)).toBe('−25%');
  });

  it('keeps every nine of a service level', () => {
    expect(serviceLevel(0.9995)).toBe('99.95%');
  });

  it('writes money per hour, durations and ages', () => {
    expect([0.005, 10.303, 1234.4, -2].map(dollarsPerHour)).toEqual(['$0.01/h', '$10.30/h', '$1,234/h', '−$2.00/h']);
    expect([70, 600, 7200, 200_000].map(duration)).toEqual(['70 s', '10 min', '2 h', '2 d']);
    expect(ago('2026-03-01T10:00:00Z', Date.parse('2026-03-01T10:00:42Z'))).toBe('42 s ago');
    expect(ago(null, 0)).toBe('—');
  });

  it('makes words of reasons', () => {
    expect(words('ScaleDownStabilized')).toBe('Scale down stabilized');
  });
});
