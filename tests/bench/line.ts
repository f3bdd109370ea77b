import type { Figure } from './bench.ts';

/** A figure as it is printed and kept. */
export interface Line extends Figure {
  readonly bench: string;
  /** Whether it keeps within its limit; absent where it has none. */
  readonly ok?: boolean;
}

const digits = 4;

/** Four digits are more than a repetition agrees on. Whole numbers are counted, and stay as they are. */
const rounded = (value: number): number =>
  Number.isInteger(value) ? value : Number(value.toPrecision(Math.max(digits, String(Math.trunc(value)).length)));

const keeps = (value: number, limit: NonNullable<Figure['limit']>): boolean =>
  'atMost' in limit ? value <= limit.atMost : value >= limit.atLeast;

/** The line of a figure. Its limit is held against what was measured, not against what is printed of it. */
export const lineOf = (bench: string, { figure, value, unit, limit }: Figure): Line => ({
  bench,
  figure,
  value: rounded(value),
  unit,
  ...(limit && { limit, ok: keeps(value, limit) }),
});

/** Ratios first; otherwise in the order in which they were measured. */
export const ratiosFirst = (lines: readonly Line[]): Line[] => [
  ...lines.filter(({ unit }) => unit === 'ratio'),
  ...lines.filter(({ unit }) => unit !== 'ratio'),
];
