import type { Unit } from './document.ts';

/** Values in plain English, for the document's own sentences. */

/** A unit as it is told: a ratio that is no share is a plain number. */
export type ToldUnit = Unit | 'number';

const seconds = { day: 86_400, hour: 3_600, minute: 60 };

const number = (value: number, least: number, most = least): string =>
  value.toLocaleString('en', { minimumFractionDigits: least, maximumFractionDigits: most });

/** @param finer how many decimals more than usual */
const told = (value: number, unit: ToldUnit, currency: string, finer: number): string => {
  switch (unit) {
    case 'number':
      return number(value, 0, 2 + finer);
    case 'ratio':
      return `${number(100 * value, 1, 1 + finer)} %`;
    case 'money':
    case 'moneyPerDay':
      return `${currency} ${number(value, 0, 2 + finer)}`;
    case 'duration':
      if (value >= seconds.day) return `${number(value / seconds.day, 1, 1 + finer)} days`;
      return value >= seconds.hour
        ? `${number(value / seconds.hour, 1, 1 + finer)} hours`
        : `${number(value / seconds.minute, 1, 1 + finer)} minutes`;
    case 'score':
      return number(value, 1, 1 + finer);
    case 'count':
      return number(value, 0, finer);
  }
};

const finest = 12;

/** A value; the more exactly, the closer it is to others that it is told beside, so that what differs reads otherwise. */
export const plain = (
  value: number | null,
  unit: ToldUnit,
  currency: string,
  beside: readonly number[] = [],
): string => {
  if (value === null) return '—';
  const others = beside.filter((other) => other !== value);
  for (let finer = 0; ; finer += 1) {
    const text = told(value, unit, currency, finer);
    if (finer === finest || others.every((other) => told(other, unit, currency, finer) !== text)) return text;
  }
};
