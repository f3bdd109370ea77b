import type { Unit } from '../http/answers.ts';

const number = (value: number, least: number, most = least): string =>
  value.toLocaleString('en', { minimumFractionDigits: least, maximumFractionDigits: most });

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

const duration = (seconds: number): string => {
  const size = Math.abs(seconds);
  if (size >= 2 * day) return `${number(seconds / day, 1)} d`;
  if (size >= 2 * hour) return `${number(seconds / hour, 1)} h`;
  if (size >= 2 * minute) return `${number(seconds / minute, 1)} min`;
  return `${number(seconds, 0)} s`;
};

/** Cents matter little beside hundreds of thousands. */
const money = (amount: number): string => number(amount, Math.abs(amount) >= 100_000 ? 0 : 2);

/** A value as a person reads it, rounded; programs take the full one from `--json`. */
export const valueText = (value: number | null, unit: Unit, currency: string): string => {
  if (value === null) return '—';
  switch (unit) {
    case 'ratio':
      return `${number(value * 100, 1)} %`;
    case 'money':
      return `${currency} ${money(value)}`;
    case 'moneyPerDay':
      return `${currency} ${money(value)} a day`;
    case 'duration':
      return duration(value);
    case 'count':
      return number(value, 0, 1);
    case 'score':
      return number(value, 1);
  }
};

/** A difference: shares in percentage points, everything else in its unit. */
export const changeText = (change: number, unit: Unit, currency: string): string => {
  const size = Math.abs(change);
  const text = unit === 'ratio' ? `${number(size * 100, 1)} pp` : valueText(size, unit, currency);
  return `${change > 0 ? '+' : change < 0 ? '−' : '±'}${text}`;
};
