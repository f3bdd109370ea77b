import { percent } from './place.ts';

/** What a part of a bar means; never by colour alone: the row says it in words and figures. */
export type BarTone = 'tint' | 'accent' | 'good' | 'bad' | 'past';

/** A part of a bar, in percent of the width that bars have. */
export interface BarPart {
  readonly x: number;
  readonly width: number;
  readonly tone: BarTone;
}

/** A row of a table whose bar stands between its name and its figures. */
export interface BarRow {
  readonly label: string;
  readonly bar: readonly BarPart[];
  readonly value: string;
  /** All its digits, where the value is rounded. */
  readonly full: string | null;
  readonly basis: string;
}

/** A table of bars under its caption. */
export interface Bars {
  readonly title: string;
  /** What it shows, in a sentence. */
  readonly sentence: string | null;
  readonly rows: readonly BarRow[];
  readonly more: string | null;
}

/** Bars that all stand on zero, the least of `amounts` at the start and the greatest at the end; nothing is no bar. */
export const onZero = (amounts: readonly number[], tone: BarTone = 'tint'): BarPart[][] => {
  const [low, high] = [Math.min(0, ...amounts), Math.max(0, ...amounts)];
  const span = high - low;
  return amounts.map((amount) => {
    const width = percent(Math.abs(amount), span);
    return width === 0 ? [] : [{ x: percent(Math.min(0, amount) - low, span), width, tone }];
  });
};
