import type { Comparison, KpiResult } from '../domain/reviews/document.ts';
import { type Weight, weightOf } from '../domain/reviews/weight.ts';
import { formatDuration } from './language/durations.ts';
import type { Language } from './language/language.ts';
import { format, noBreak } from './language/numbers.ts';
import { remembering } from './language/remembering.ts';
import type { Reading } from './reading.ts';

export type Tone = 'good' | 'bad' | 'neutral';
type Direction = 'up' | 'down' | 'same';

/** How a value differs from another period's, in words. */
export interface Change {
  /** With its sign: `+12 %`, `−1.9 pt`; `from 0`; `no change`. */
  readonly text: string;
  /** The same without a sign. */
  readonly size: string;
  readonly direction: Direction;
  readonly tone: Tone;
  /** What to make of it: `better`, `slower`, `within noise`; `null` where that is said elsewhere or cannot be said. */
  readonly word: string | null;
}

type Tell = (amount: number, signed: boolean) => string;

type Told = { readonly amount: number; readonly as: Tell } | 'fromZero';

const sign = (signed: boolean): Intl.NumberFormatOptions => ({ signDisplay: signed ? 'exceptZero' : 'never' });

/** Tens and more in whole numbers; less with one decimal; less than one with two digits. */
const rounding = (amount: number): Intl.NumberFormatOptions =>
  Math.abs(amount) >= 9.95
    ? { maximumFractionDigits: 0 }
    : Math.abs(amount) >= 0.995
      ? { maximumFractionDigits: 1 }
      : { maximumFractionDigits: 2 };

/** One decimal is what the ratios beside points show. */
const roundingOfPoints = (amount: number): Intl.NumberFormatOptions =>
  Math.abs(amount) >= 0.995 ? { maximumFractionDigits: 1 } : rounding(amount);

const tellRemembering = (tell: Tell): Tell => {
  const signed = remembering((amount: number) => tell(amount, true));
  const unsigned = remembering((amount: number) => tell(amount, false));
  return (amount, isSigned) => (isSigned ? signed : unsigned)(amount);
};

/** How differences are told in a language. */
const tellersOf = remembering((language: Language) => {
  const numbers = (amount: number, options: Intl.NumberFormatOptions, signed: boolean): string =>
    format(language.locale, amount, { ...options, ...sign(signed) });
  return {
    share: tellRemembering((amount, signed) =>
      Math.abs(amount) >= 10
        ? language.sayTogether('changes.times', {
            n: format(language.locale, amount + 1, { maximumSignificantDigits: 3 }),
          })
        : numbers(amount, { style: 'percent', ...rounding(amount * 100) }, signed),
    ),
    points: tellRemembering((amount, signed) =>
      language.sayTogether('units.points', { n: numbers(amount, roundingOfPoints(amount), signed) }),
    ),
    duration: tellRemembering(
      (amount, signed) =>
        (signed && amount > 0 ? '+' : '') + formatDuration(language, signed ? amount : Math.abs(amount)),
    ),
    score: tellRemembering((amount, signed) =>
      numbers(amount, { minimumFractionDigits: 1, maximumFractionDigits: 1 }, signed),
    ),
    number: tellRemembering((amount, signed) => numbers(amount, rounding(amount), signed)),
  };
});

const told = (reading: Reading, kpi: KpiResult, change: number, before: number): Told => {
  const tellers = tellersOf(reading.language);
  const unit = reading.unitOf(kpi);
  switch (unit) {
    case 'ratio':
      return { amount: change * 100, as: tellers.points };
    case 'duration':
    case 'score':
    case 'number':
      return { amount: change, as: tellers[unit] };
    case 'count':
    case 'money':
    case 'moneyPerDay':
      if (before === 0) return 'fromZero';
      if (before > 0) return { amount: change / before, as: tellers.share };
      // A share of a negative amount has the wrong sign: the difference is told instead.
      return {
        amount: change,
        as: (amount, signed) =>
          (signed && amount > 0 ? '+' : '') + reading.figures.short(signed ? amount : Math.abs(amount), unit),
      };
  }
};

/** A difference in a KPI's unit with its sign, `−1.9 pt`, `+R$ 120 K`: what a segment did to a change. */
export const differenceOf = (reading: Reading, kpi: KpiResult, difference: number): string => {
  // Before something negative, no share is told.
  const how = told(reading, kpi, difference, -1);
  return how === 'fromZero' ? '' : how.as(how.amount, true);
};

/** Why a change is neither good nor bad; `null` where there is nothing to say of it. */
const wordOf = ({ say }: Reading['language'], weight: Exclude<Weight, 'telling'>): string | null => {
  const words = {
    flagged: null,
    part: 'flags.partial',
    noise: 'changes.noise',
    few: 'flags.thin',
    little: 'changes.little',
    soFar: 'changes.soFar',
    untold: null,
  } as const;
  const name = words[weight];
  return name && say(name);
};

/** Whether nothing of it is left once it is rounded. */
export const showsNothing = remembering((text: string): boolean => !/[1-9\p{Nd}]/u.test(text.replace(/[0٠۰०]/gu, '')));

/**
 * A change as the reader is told it. Ratios change by percentage points, amounts and counts by a share of what they
 * were (from nothing, by no share at all), durations by the time between them. What cannot be told from noise, rests
 * on too few cases, is small where no test applies, or is of or against a part of a period, is neither good nor bad. Of a value of which
 * nothing was heard no change is told.
 */
export const changeOf = (reading: Reading, kpi: KpiResult, comparison: Comparison | null): Change | null => {
  if (comparison === null || comparison.value === null || comparison.change === null) return null;
  const { language } = reading;
  const { change } = comparison;
  if (kpi.silent)
    return { text: language.say('values.none'), size: '', direction: 'same', tone: 'neutral', word: null };
  const same: Change = { text: language.say('changes.none'), size: '', direction: 'same', tone: 'neutral', word: null };
  if (change === 0) return same;
  const how = told(reading, kpi, change, comparison.value);
  const direction: Direction = change > 0 ? 'up' : 'down';
  const fromZero = how === 'fromZero';
  const size = fromZero ? language.sayTogether('changes.fromZero') : how.as(how.amount, false);
  if (!fromZero && showsNothing(size)) return same;
  const text = fromZero ? size : how.as(how.amount, true);
  const neutral = { text, size, direction, tone: 'neutral' } as const;
  const weight = weightOf(kpi, comparison, reading.rendered.document.status);
  if (weight !== 'telling') return { ...neutral, word: wordOf(language, weight) };
  const good = (direction === 'up') === (kpi.better === 'higher');
  const words =
    kpi.unit === 'duration'
      ? (['changes.slower', 'changes.faster'] as const)
      : good
        ? (['changes.better', 'changes.better'] as const)
        : (['changes.worse', 'changes.worse'] as const);
  return {
    text,
    size,
    direction,
    tone: good ? 'good' : 'bad',
    word: language.say(direction === 'up' ? words[0] : words[1]),
  };
};

/** `▲ 12 %`: an arrow in place of the sign, where there is something to see; else the signed text. */
export const arrowed = ({ direction, tone, text, size }: Change): string =>
  tone === 'neutral' ? text : `${direction === 'up' ? '▲' : '▼'}${noBreak}${size}`;
