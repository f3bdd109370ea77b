import { compareDecimals, toUnits } from '../../records/decimal.ts';
import { type Found, leavingOut } from '../found.ts';
import { without } from '../measure.ts';
import { type Subject, type Tools, textOf } from '../subject.ts';
import type { Condition } from './condition.ts';
import { isMoney } from './offered.ts';

/** What a record says in a field, as conditions compare it; `null` is nothing. */
const saidOf = (subject: Subject, field: string): string | null => {
  const value = subject.record.current(field);
  return value === undefined || value === null || value === '' ? null : String(value);
};

/** What tells values of a field apart: of a reference whom it means, whatever it is called. */
export const keyOf = ({ source }: Subject, { of }: Pick<Condition, 'of'>, text: string, { meant }: Tools): string =>
  of.kind === 'reference' ? meant(source, of.to, text) : text;

/** Whether a record says what is wanted, as far as that asks for no size. */
export const holds = (condition: Condition, subject: Subject, tools: Tools): boolean => {
  const { field, among, not, known } = condition;
  const text = saidOf(subject, field);
  if (known !== null && known === (text === null)) return false;
  if (text === null) return among === null;
  const key = keyOf(subject, condition, text, tools);
  const isAmong = (texts: readonly string[]): boolean =>
    texts.some((one) => keyOf(subject, condition, one, tools) === key);
  return (among === null || isAmong(among)) && !isAmong(not);
};

export const asksForSize = ({ atLeast, atMost }: Condition): boolean => atLeast !== null || atMost !== null;

const isBetween = (compared: (bound: string) => number, { atLeast, atMost }: Condition): boolean =>
  (atLeast === null || compared(atLeast) >= 0) && (atMost === null || compared(atMost) <= 0);

/** An amount in minor units, converted as of `at`. */
export const amountIn = (
  subject: Subject,
  field: string,
  { money }: Pick<Tools, 'money'>,
  at: number,
): Found & object => money.minor(textOf(subject, field), textOf(subject, 'currency'), subject.source, at);

/** Why a record does not count, if it is not of the size that is wanted: none, or a size that is not known. */
export const outOfSize = (
  condition: Condition,
  subject: Subject,
  tools: Tools,
  at: number,
): { readonly found: Found } | null => {
  const { field } = condition;
  if (isMoney(field)) {
    const amount = amountIn(subject, field, tools, at);
    if (amount.leftOut !== null) return { found: amount };
    const compared = (bound: string): number => Number(BigInt(amount.value) - toUnits(bound, tools.money.exponent));
    return isBetween(compared, condition) ? null : { found: null };
  }
  const text = textOf(subject, field);
  if (text === null) return { found: leavingOut(without(field)) };
  return isBetween((bound) => compareDecimals(text, bound), condition) ? null : { found: null };
};
