import type { Unit } from '../reviews/document.ts';

/** A target's value is not of its KPI's unit. The message says how to write it. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
}

const seconds = { d: 86_400, h: 3_600, m: 60 } as const;
const duration = /^(\d+(?:\.\d+)?)([dhm])$/;
const relative = /^([+-]\d+(?:\.\d+)?)%$/;

const forms: Readonly<Record<Unit, string>> = {
  ratio: 'a share as a number, 0.3 for 30 %',
  money: "an amount as a number, in the workspace's currency",
  moneyPerDay: "an amount a day as a number, in the workspace's currency",
  duration: 'a duration as seconds, or as "14d", "4h" or "30m"',
  count: 'a count as a number',
  score: 'a score as a number',
};

/**
 * The value of a target in its KPI's unit, as review documents have it: durations in seconds, money in major units.
 *
 * `targetAmount('14d', 'duration')` is 1,209,600.
 *
 * @throws TargetError for text that is no duration, text for any other unit, and a duration below zero
 */
export const targetAmount = (value: number | string, unit: Unit): number => {
  if (typeof value === 'number' && (unit !== 'duration' || value >= 0)) return value;
  const [, amount, letter] = unit === 'duration' && typeof value === 'string' ? (duration.exec(value) ?? []) : [];
  if (amount === undefined) throw new TargetError(`write ${forms[unit]}`);
  return Number(amount) * seconds[letter as keyof typeof seconds];
};

/** The change that a relative target asks for as a share, 0.2 for `"+20%"`; `null` when the target is absolute. */
export const relativeChange = (value: number | string): number | null => {
  const [, percent] = typeof value === 'string' ? (relative.exec(value) ?? []) : [];
  return percent === undefined ? null : Number(percent) / 100;
};
