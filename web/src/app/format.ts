/** Shown where a value is missing. */
export const missing = '—';

type Maybe = number | null | undefined;

const isNumber = (value: Maybe): value is number => typeof value === 'number' && Number.isFinite(value);

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const threeDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** Three significant digits, never fewer than the whole part has: 0.123, 45.6, 1,234. */
export function number(value: Maybe): string {
  return !isNumber(value) ? missing : (Math.abs(value) >= 100 ? whole : threeDigits).format(value);
}

/** Dollars per hour to the cent, to the dollar from 100 on. */
export function dollarsPerHour(value: Maybe): string {
  if (!isNumber(value)) {
    return missing;
  }

  const text = Math.abs(value) >= 100 ? whole.format(Math.abs(value)) : Math.abs(value).toFixed(2);
  return `${value < 0 ? '−' : ''}$${text}/h`;
}

/** Dollars, to the cent below a hundred. */
export const dollars = (value: Maybe) =>
  isNumber(value) ? `$${value >= 100 ? whole.format(value) : value.toFixed(2)}` : missing;

const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** 940 W, 28.1 kW, 1.2 MW. */
export function watts(value: Maybe): string {
  if (!isNumber(value)) {
    return missing;
  }

  const size = Math.abs(value);
  return size < 1_000 ? `${whole.format(value)} W` : size < 1e6 ? `${tenths.format(value / 1_000)} kW` : `${tenths.format(value / 1e6)} MW`;
}

/** A share as percent. Small but present probabilities never read as zero. */
export function percent(share: Maybe): string {
  if (!isNumber(share)) {
    return missing;
  }

  const value = 100 * share;
  if (value !== 0 && Math.abs(value) < 0.01) {
    return value > 0 ? '<0.01%' : '>−0.01%';
  }

  return `${threeDigits.format(value)}%`.replace('-', '−');
}

/** Service levels keep every nine: 99.95%. */
export const serviceLevel = (share: Maybe) =>
  isNumber(share) ? `${Number((100 * share).toFixed(4))}%` : missing;

export function duration(seconds: Maybe): string {
  if (!isNumber(seconds)) {
    return missing;
  }

  const s = Math.round(Math.abs(seconds));
  if (s < 120) {
    return `${s} s`;
  }

  const minutes = Math.round(s / 60);
  if (minutes < 120) {
    return `${minutes} min`;
  }

  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} d`;
}

/** @param now On the same clock as the time: decisions are on the decision clock. */
export function ago(time: string | null | undefined, now: number | null): string {
  if (!time || now === null) {
    return missing;
  }

  const seconds = (now - Date.parse(time)) / 1000;
  return seconds < 1 ? 'now' : `${duration(seconds)} ago`;
}

const parts = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', options);
const timeOfDay = parts({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dateAndTime = parts({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dateYearTime = parts({
  day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
});

export const clockTime = (time: number | string) => timeOfDay.format(new Date(time));
export const shortTime = (time: number | string) => dateAndTime.format(new Date(time));
export const fullTime = (time: number | string) => `${dateYearTime.format(new Date(time))} ${zone().short}`;

/** The viewer's zone: name such as Europe/Zurich, and what a clock there calls it now. */
export function zone(at: Date = new Date()): { name: string; short: string } {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  const short = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' })
    .formatToParts(at)
    .find((p) => p.type === 'timeZoneName')?.value;
  return { name, short: short ?? name };
}

/** ViolationBudget → Violation budget. */
export function words(camelCase: string): string {
  const spaced = camelCase.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
