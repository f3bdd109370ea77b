import { atWork, closedMonths, day, type Month } from './calendar.ts';
import { leaver, type Person, sellers, successor } from './company.ts';
import type { Draw } from './draw.ts';

/** The instant at which one of the sellers left, in the fifth month before the last closed one ended. */
export const departure = (months: readonly Month[]): number => {
  const month = months.find(({ index }) => index === closedMonths - 5);
  if (!month) throw new RangeError('The demonstration has too few months.');
  return atWork(month.start + 11 * day);
};

/** The sellers of a region at an instant. */
const sellersAt = (region: string, instant: number, left: number): Person[] =>
  sellers.filter((person) => person.region === region && person !== (instant < left ? successor : leaver));

export const sellerFor = (region: string, instant: number, left: number, draw: Draw): Person =>
  draw.pick(sellersAt(region, instant, left));
