import type { KpiResult } from '../domain/reviews/document.ts';
import type { ToldUnit } from './language/figures.ts';
import type { Language } from './language/language.ts';
import type { Reading } from './reading.ts';
import type { Cell } from './xlsx/sheet.ts';

/** Numbers of one unit as cells of a spreadsheet, which writes them as its user does; only the currency is ours. */
interface UnitCells {
  /** What they are in: `BRL`, `BRL a day`, `%`, `d`; nothing of a plain number. */
  readonly name: string;
  value(value: number | null): Cell;
  /** The same of a difference, with its sign. */
  change(value: number | null): Cell;
}

export interface NumberCells {
  /** @param like a value of the kind that is told: what takes hours is told in hours, what takes days in days */
  of(unit: ToldUnit, like: number | null): UnitCells;
  /** Of a KPI, in all its rows. */
  ofKpi(kpi: KpiResult): UnitCells;
  /** A number of cases. */
  count(value: number | null): Cell;
}

/** Text within a format, as a literal; what a format cannot hold is left out. */
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '')}"`;

/** `"R$" #,##0.00`: the currency where the language has it, with the digits that it has. */
const moneyFormat = ({ locale }: Language, currency: string): string => {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  const parts = format.formatToParts(1);
  const symbol = parts.find(({ type }) => type === 'currency')?.value ?? currency;
  const { minimumFractionDigits: digits = 2 } = format.resolvedOptions();
  const number = `#,##0${digits > 0 ? `.${'0'.repeat(digits)}` : ''}`;
  const place = (of: Intl.NumberFormatPartTypes): number => parts.findIndex(({ type }) => type === of);
  return place('currency') < place('integer') ? `${quoted(symbol)} ${number}` : `${number} ${quoted(symbol)}`;
};

/** With a sign in front of what is more, and of what is less. */
const signed = (format: string): string => `+${format};-${format};${format}`;

const isWhole = (value: number): boolean => Number.isInteger(value);

const inFormats = (name: string, formatOf: (value: number) => string, divisor = 1): UnitCells => ({
  name,
  value: (value) => (value === null ? null : { value: value / divisor, format: formatOf(value) }),
  change: (value) => (value === null ? null : { value: value / divisor, format: signed(formatOf(value)) }),
});

const hour = 3_600;
const day = 86_400;

export const numberCells = (reading: Reading): NumberCells => {
  const { language, rendered } = reading;
  const { currency } = rendered.document;
  const money = (name: string): UnitCells => inFormats(name, () => moneyFormat(language, currency));
  const counts = inFormats('', (value) => (isWhole(value) ? '#,##0' : '#,##0.00'));
  // As plain numbers: what is shown as a time is read by programs as a date of the year 1900.
  const durations = (seconds: number | null): UnitCells => {
    const [unit, length] = Math.abs(seconds ?? 0) < 2 * day ? (['hours', hour] as const) : (['days', day] as const);
    const name = language.say(`units.${unit}`, { n: '' }).trim();
    return inFormats(name, () => `#,##0.0${quoted(` ${name}`)}`, length);
  };
  const of: NumberCells['of'] = (unit, like) => {
    switch (unit) {
      case 'ratio':
        return inFormats('%', () => '0.0%');
      case 'money':
        return money(currency);
      case 'moneyPerDay':
        return money(language.say('units.perDay', { money: currency }));
      case 'duration':
        return durations(like);
      case 'score':
        return inFormats('', () => '0.0');
      case 'number':
        return inFormats('', () => '#,##0.00');
      case 'count':
        return counts;
    }
  };
  return {
    of,
    ofKpi: (kpi) => of(reading.unitOf(kpi), kpi.value ?? kpi.previous?.value ?? null),
    count: counts.value,
  };
};
