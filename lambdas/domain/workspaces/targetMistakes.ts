import type { KpiDescription } from '../kpis/kpi.ts';
import type { Unit } from '../reviews/document.ts';
import { type Mistake, pathName, valueAt } from './mistakes.ts';
import { relativeChange, TargetError, targetAmount } from './targets.ts';
import { type Found, valuesAt } from './visit.ts';

/** What a number of a KPI is to be read as. */
export type Measured = Pick<KpiDescription, 'unit' | 'toldAs'>;

const sides = ['atLeast', 'atMost'] as const;

/** A side of a target as read; without an amount where a KPI without a known unit makes text unreadable. */
type Read = { readonly relative: boolean; readonly amount: number | undefined } | { readonly message: string };

const read = (value: number | string, unit: Unit | undefined): Read => {
  const change = relativeChange(value);
  if (change !== null) return { relative: true, amount: change };
  if (unit === undefined) return { relative: false, amount: typeof value === 'number' ? value : undefined };
  try {
    return { relative: false, amount: targetAmount(value, unit) };
  } catch (error) {
    if (error instanceof TargetError) return { message: `${error.message}, or a change as "+20%" with "of: previous"` };
    throw error;
  }
};

const sideProblem = (side: Read, of: unknown): string | null => {
  if ('message' in side) return side.message;
  if (side.relative && of === undefined) return 'say what the change is of: "of: previous" or "of: lastYear"';
  return !side.relative && of !== undefined ? 'goes with "of", so write a change: "+20%"' : null;
};

const mistakesOfTarget = ({ path, value: target }: Found, unit: Unit | undefined): Mistake[] => {
  const of = valueAt(target, ['of']);
  const given = sides.flatMap((name) => {
    const value = valueAt(target, [name]);
    return typeof value === 'number' || typeof value === 'string' ? [{ name, side: read(value, unit) }] : [];
  });
  const mistakes = given.flatMap(({ name, side }) => {
    const message = sideProblem(side, of);
    return message === null ? [] : [{ path: pathName([...path, name]), message }];
  });
  const [low, high] = given.map(({ side }) => ('amount' in side ? side : undefined));
  if (
    low?.amount !== undefined &&
    high?.amount !== undefined &&
    low.relative === high.relative &&
    low.amount > high.amount
  )
    mistakes.push({ path: pathName([...path, 'atLeast']), message: 'must not be more than atMost' });
  if (valuesAt(target, '*').every(({ path: [name] }) => name === 'of'))
    mistakes.push({ path: pathName(path), message: 'give atLeast or atMost' });
  return mistakes;
};

/** Mistakes in the values of targets; an own KPI that has mistakes itself has no unit to check them by. */
export const targetMistakes = (input: unknown, kpis: ReadonlyMap<string, Measured>): Mistake[] =>
  valuesAt(input, 'targets.*.*').flatMap((found) => mistakesOfTarget(found, kpis.get(String(found.path[1]))?.unit));
