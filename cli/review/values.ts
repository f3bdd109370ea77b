import type { Unit } from '../http/answers.ts';

/** How a value is told: by its unit, or as a plain number although it is a ratio. */
export type Told = Unit | 'number';

/** A hyphen is no minus. */
const number = (value: number, least: number, most = least): string =>
  value.toLocaleString('en', { minimumFractionDigits: least, maximumFractionDigits: most }).replace(/^-/, '−');

const units = [
  { name: 'days', seconds: 86_400 },
  { name: 'hours', seconds: 3_600 },
  { name: 'min', seconds: 60 },
];

/**
 * In the largest unit of which there are at least two: `57 days`, `51.8 days`, `36 hours`.
 *
 * @param beside a duration in whose unit it is told, so that the two can be compared
 */
const duration = (seconds: number, beside = seconds): string => {
  const unit = units.find((candidate) => Math.abs(beside) >= 2 * candidate.seconds);
  if (!unit) return `${number(seconds, 0)} s`;
  const amount = number(seconds / unit.seconds, 0, 1);
  return `${amount} ${amount === '1' ? unit.name.replace(/s$/, '') : unit.name}`;
};

/** Cents matter little beside hundreds of thousands. */
const money = (amount: number): string => number(amount, Math.abs(amount) >= 100_000 ? 0 : 2);

/** A value as a person reads it, rounded and, for money, without its currency. */
export const plainText = (value: number | null, unit: Told): string => {
  if (value === null) return '—';
  switch (unit) {
    case 'ratio':
      return `${number(value * 100, 1)} %`;
    case 'money':
      return money(value);
    case 'moneyPerDay':
      return `${money(value)} a day`;
    case 'duration':
      return duration(value);
    case 'count':
      return number(value, 0, 1);
    case 'number':
      return number(value, 0, 2);
    case 'score':
      return number(value, 1);
  }
};

/** A value as a person reads it, rounded; programs take the full one from `--json`. */
export const valueText = (value: number | null, unit: Told, currency: string): string => {
  const text = plainText(value, unit);
  return value !== null && (unit === 'money' || unit === 'moneyPerDay') ? `${currency} ${text}` : text;
};

/**
 * A difference: shares in percentage points, everything else in its unit.
 *
 * @param value what has changed by it
 */
export const changeText = (change: number, unit: Told, value: number | null): string => {
  const size = Math.abs(change);
  const sign = change > 0 ? '+' : change < 0 ? '−' : '±';
  if (unit === 'ratio') return `${sign}${number(size * 100, 1)} pp`;
  if (unit !== 'duration') return sign + plainText(size, unit);
  // Of a second three days are not told in seconds.
  const beside = Math.abs(value ?? 0) * 10 < size ? size : (value ?? size);
  return sign + duration(size, beside);
};
