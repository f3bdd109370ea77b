import type { Unit } from '../../domain/reviews/document.ts';
import { formatDuration, formatFullDuration } from './durations.ts';
import type { Language } from './language.ts';
import { format, threeDigits } from './numbers.ts';
import { remembering } from './remembering.ts';

/** A unit as it is told: a ratio that is no share is a plain number. */
export type ToldUnit = Unit | 'number';

/** Values in the reader's language, with their unit, for one currency. */
export interface Figures {
  /** Three significant digits: `R$ 1.24 M`, `28.4 %`, `2 d 4 h`; `finer` adds as many digits, or smaller units. */
  short(value: number, unit: ToldUnit, finer?: number): string;
  /** All there is. */
  full(value: number, unit: ToldUnit): string;
}

const exactUpTo = 10_000;

const create = (language: Language, currency: string): Figures => {
  const { locale } = language;
  const large = {
    notation: 'compact',
    compactDisplay: language.say('names.largeNumbers') === 'words' ? 'long' : 'short',
  } as const;
  const digits = (finer: number) => ({ maximumSignificantDigits: 3 + finer });
  const money = (value: number, finer: number): string => {
    const style = { style: 'currency', currency } as const;
    const rounded = threeDigits(value, finer);
    if (Math.abs(rounded) >= 1000) return format(locale, value, { ...style, ...large, ...digits(finer) });
    return format(locale, rounded, Number.isInteger(rounded) ? { ...style, maximumFractionDigits: 0 } : style);
  };
  const plain = (value: number, finer: number): string => {
    if (Math.abs(value) >= exactUpTo) return format(locale, value, { ...large, ...digits(finer) });
    return format(locale, Number.isInteger(value) ? value : threeDigits(value, finer), { maximumFractionDigits: 20 });
  };
  const short = (value: number, unit: ToldUnit, finer: number): string => {
    switch (unit) {
      case 'ratio':
        return format(locale, value, { style: 'percent', ...digits(finer) });
      case 'money':
        return money(value, finer);
      case 'moneyPerDay':
        return language.say('units.perDay', { money: money(value, finer) });
      case 'duration':
        return formatDuration(language, value, finer);
      case 'score':
        return format(locale, value, { minimumFractionDigits: 1, maximumFractionDigits: 1 + finer });
      case 'count':
      case 'number':
        return plain(value, finer);
    }
  };
  const full = (value: number, unit: ToldUnit): string => {
    const all = { maximumFractionDigits: 12 };
    switch (unit) {
      case 'ratio':
        return format(locale, value, { style: 'percent', ...all });
      case 'money':
        return format(locale, value, { style: 'currency', currency });
      case 'moneyPerDay':
        return language.say('units.perDay', {
          money: format(locale, value, { style: 'currency', currency }),
        });
      case 'duration':
        return formatFullDuration(language, value);
      case 'score':
      case 'count':
      case 'number':
        return format(locale, value, all);
    }
  };
  const shortOf = remembering((finer: number) =>
    remembering((unit: ToldUnit) => remembering((value: number) => short(value, unit, finer))),
  );
  const fullOf = remembering((unit: ToldUnit) => remembering((value: number) => full(value, unit)));
  return {
    short: (value, unit, finer = 0) => shortOf(finer)(unit)(value),
    full: (value, unit) => fullOf(unit)(value),
  };
};

const known = remembering((language: Language) => remembering((currency: string) => create(language, currency)));

export const figuresOf = (language: Language, currency: string): Figures => known(language)(currency);
