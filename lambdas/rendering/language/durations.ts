import type { Language } from './language.ts';
import { format, minus, noBreak } from './numbers.ts';

const units = [
  ['units.days', 86_400],
  ['units.hours', 3_600],
  ['units.minutes', 60],
  ['units.seconds', 1],
] as const;

type UnitName = (typeof units)[number][0];

const told = (language: Language, parts: readonly (readonly [UnitName, number])[]): string =>
  parts
    .filter(([, amount], index) => amount !== 0 || (index === 0 && parts.length === 1))
    .map(([name, amount]) =>
      language.sayTogether(name, { n: format(language.locale, amount, { maximumFractionDigits: 1 }) }),
    )
    .join(noBreak);

/** Seconds in their two largest units, `2 d 4 h`; from a hundred days on in whole days. Rounded in the smaller unit. */
export const formatDuration = (language: Language, seconds: number): string => {
  const sign = seconds < 0 ? minus : '';
  const size = Math.abs(seconds);
  const first = units.findIndex(([, length]) => size >= length);
  if (first === -1) return sign + told(language, [['units.seconds', Math.round(size * 10) / 10]]);
  const [name, length] = units[first] ?? units[3];
  const second = units[first + 1];
  if (!second || size >= 100 * units[0][1]) {
    return (
      sign + told(language, [[name, name === 'units.seconds' ? Math.round(size * 10) / 10 : Math.round(size / length)]])
    );
  }
  const smaller = Math.round(size / second[1]);
  const whole = Math.floor((smaller * second[1]) / length);
  // 23 h 59 min 40 s rounds up to what is the next larger unit.
  const previous = units[first - 1];
  if (previous && whole * length >= previous[1]) return sign + told(language, [[previous[0], 1]]);
  return (
    sign +
    told(language, [
      [name, whole],
      [second[0], smaller - (whole * length) / second[1]],
    ])
  );
};

/** Seconds in all their units, `56 d 21 h 36 min`, with whatever fraction there is of a second. */
export const formatFullDuration = (language: Language, seconds: number): string => {
  let rest = Math.abs(seconds);
  const parts = units.map(([name, length]): [UnitName, number] => {
    const amount = length === 1 ? Math.round(rest * 1000) / 1000 : Math.floor(rest / length);
    rest -= amount * length;
    return [name, amount];
  });
  const some = parts.filter(([, amount]) => amount !== 0);
  return (seconds < 0 ? minus : '') + told(language, some.length > 0 ? some : [['units.seconds', 0]]);
};
