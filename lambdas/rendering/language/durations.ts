import type { Language } from './language.ts';
import { format, minus, noBreak } from './numbers.ts';

const units = [
  ['units.days', 86_400],
  ['units.hours', 3_600],
  ['units.minutes', 60],
  ['units.seconds', 1],
] as const;

type UnitName = (typeof units)[number][0];

type Part = readonly [UnitName, number];

/** Whole days, hours and minutes, and seconds with what fraction there is; without those of which there are none. */
const split = (seconds: number): Part[] => {
  let rest = seconds;
  return units
    .map(([name, length]): Part => {
      const amount = length === 1 ? rest : Math.floor(rest / length);
      rest -= amount * length;
      return [name, amount];
    })
    .filter(([, amount]) => amount !== 0);
};

const told = (language: Language, negative: boolean, parts: readonly Part[]): string => {
  const some = parts.length === 0 ? ([['units.seconds', 0]] as const) : parts;
  const text = some.map(([name, amount]) =>
    language.sayTogether(name, { n: format(language.locale, amount, { maximumFractionDigits: 3 }) }),
  );
  return (negative && parts.length > 0 ? minus : '') + text.join(noBreak);
};

const aHundredDays = 100 * 86_400;

/** What a duration is rounded to: the second of its units. */
const stepOf = (seconds: number): number => {
  if (seconds >= aHundredDays) return 86_400;
  const second = units[units.findIndex(([, length]) => seconds >= length) + 1];
  return seconds < 60 || !second ? 0.1 : second[1];
};

/** Below which a finer duration is rounded: the units smaller than its own step, then all there is. */
const finerStep = (step: number, finer: number): number | undefined =>
  units.map(([, length]) => length).filter((length) => length < step)[finer - 1];

/**
 * Seconds in their two largest units, `2 d 4 h`; from a hundred days on in whole days. Rounded in the smaller unit; `finer`
 * adds as many smaller ones.
 */
export const formatDuration = (language: Language, seconds: number, finer = 0): string => {
  if (finer > 0) {
    const smaller = finerStep(stepOf(Math.abs(seconds)), finer);
    return formatFullDuration(language, smaller ? Math.round(seconds / smaller) * smaller : seconds);
  }
  const step = stepOf(Math.abs(seconds));
  // Divided by ten rather than multiplied by a tenth, which would leave 0.30000000000000004.
  const rounded =
    step === 0.1
      ? Math.round(Math.abs(seconds) * 10) / 10
      : Math.min(Number.MAX_VALUE, Math.round(Math.abs(seconds) / step) * step);
  return told(language, seconds < 0, split(rounded).slice(0, 2));
};

/** Seconds in all their units, `56 d 21 h 36 min`, to the millisecond. */
export const formatFullDuration = (language: Language, seconds: number): string =>
  told(language, seconds < 0, split(Math.round(Math.abs(seconds) * 1000) / 1000));
