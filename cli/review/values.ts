import type { Unit } from '../http/answers.ts';

const number = (value: number, least: number, most = least): string =>
  value.toLocaleString('en', { minimumFractionDigits: least, maximumFractionDigits: most });

const units = [
  { name: 'days', seconds: 86_400 },
  { name: 'hours', seconds: 3_600 },
  { name: 'min', seconds: 60 },
];

/** In the largest unit of which there are at least two: `57 days`, `51.8 days`, `36 hours`. */
const duration = (seconds: number): string => {
  const unit = units.find((candidate) => Math.abs(seconds) >= 2 * candidate.seconds);
  return unit ? `${number(seconds / unit.seconds, 0, 1)} ${unit.name}` : `${number(seconds, 0)} s`;
};

/** Cents matter little beside hundreds of thousands. */
const money = (amount: number): string => number(amount, Math.abs(amount) >= 100_000 ? 0 : 2);

/** A value as a person reads it, rounded and, for money, without its currency. */
export const plainText = (value: number | null, unit: Unit): string => {
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
    case 'score':
      return number(value, 1);
  }
};

/** A value as a person reads it, rounded; programs take the full one from `--json`. */
export const valueText = (value: number | null, unit: Unit, currency: string): string => {
  const text = plainText(value, unit);
  return value !== null && (unit === 'money' || unit === 'moneyPerDay') ? `${currency} ${text}` : text;
};

/** A difference: shares in percentage points, everything else in its unit. */
export const changeText = (change: number, unit: Unit): string => {
  const size = Math.abs(change);
  const text = unit === 'ratio' ? `${number(size * 100, 1)} pp` : plainText(size, unit);
  return `${change > 0 ? '+' : change < 0 ? '−' : '±'}${text}`;
};
