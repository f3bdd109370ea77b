import type { TrendView } from '../trend.ts';

/** A trend as bars small enough for a cell of a table, in its own units, stretched to whatever size it is shown in. */
export interface Spark {
  readonly width: number;
  readonly height: number;
  /** The path of the bars that are past, and of the last one: a thick line each. */
  readonly past: string;
  readonly last: string;
  readonly target: number | null;
}

const height = 100;
const step = 10;

const whole = (share: number): number => Math.round(share * height);

export const sparkOf = ({ bars, above, target }: TrendView): Spark => {
  const drawn = bars.flatMap(({ up, down, known, last }, index) =>
    // A value of 0 is a line on the ground.
    known ? [{ last, path: `M${(index + 0.5) * step} ${whole(above - up)}v${Math.max(1, whole(up + down))}` }] : [],
  );
  const pathOf = (isLast: boolean): string =>
    drawn
      .filter(({ last }) => last === isLast)
      .map(({ path }) => path)
      .join('');
  return {
    width: bars.length * step,
    height,
    past: pathOf(false),
    last: pathOf(true),
    target: target === null ? null : whole(1 - target),
  };
};
