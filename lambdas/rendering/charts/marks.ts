import { tenth } from './place.ts';

/** A place in a chart: `x` in percent of its width, `y` in pixels from its top. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A value written beside its point. */
export interface Mark extends Place {
  /** Which of its ends stands at `x`; `null` where its middle does. */
  readonly anchor: 'start' | 'end' | null;
  readonly text: string;
}

/** In pixels from a point to the foot of what is written over and under it. */
const over = -9;
const under = 19;
const lineHeight = 15;
/** From the top of a chart to the foot of the highest text. */
const highest = 12;

/** How wide a text is at most, in percent: charts are 210 pixels wide or wider, a letter is 6.6. */
const widthOf = (text: string): number => (100 * 6.6 * text.length) / 210;

/** In the middle over its point, unless it would reach out of the chart there. */
const anchorAt = (x: number, text: string): Mark['anchor'] => {
  const half = widthOf(text) / 2;
  return x < half ? 'start' : x > 100 - half ? 'end' : null;
};

const spanOf = ({ x, anchor, text }: Omit<Mark, 'y'>): readonly [from: number, to: number] => {
  const width = widthOf(text);
  const from = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return [from, from + width];
};

const collide = (a: Mark, b: Mark): boolean => {
  const [[fromA, toA], [fromB, toB]] = [spanOf(a), spanOf(b)];
  return Math.abs(a.y - b.y) < lineHeight && fromA < toB && fromB < toA;
};

/** Places on the line that are looked at, from each point to the next. */
const steps = 10;

/** How much of the line, and of lines that run across, a mark would be written over. */
const crossed = (mark: Mark, line: readonly Place[], across: readonly number[]): number => {
  const [from, to] = spanOf(mark);
  const isIn = (y: number): boolean => y > mark.y - lineHeight && y < mark.y + 4;
  let count = 3 * across.filter(isIn).length;
  for (let index = 0; index < line.length; index += 1) {
    const start = line[index] as Place;
    const end = line[index + 1] ?? start;
    if (end.x < from || start.x > to) continue;
    for (let step = 0; step < steps; step += 1) {
      const x = start.x + ((end.x - start.x) * step) / steps;
      if (x > from && x < to && isIn(start.y + ((end.y - start.y) * step) / steps)) count += 1;
    }
  }
  return count;
};

interface Placed {
  readonly mark: Mark;
  /** What is in its way; 0 where nothing is. */
  readonly cost: number;
}

/** The first of several marks with nothing in its way, else that with the least; those after the first are not looked at. */
const freest = (marks: readonly Mark[], costOf: (mark: Mark) => number): Placed | null => {
  let best: Placed | null = null;
  for (const mark of marks) {
    const cost = costOf(mark);
    if (best === null || cost < best.cost) best = { mark, cost };
    if (cost === 0) break;
  }
  return best;
};

/**
 * Marks of points, over or under each where less is in the way, a line of text further off where both are taken. One
 * that would run into another before it, or stand on a line, is left out: all but the first, which is always told.
 *
 * @param line all points of the line
 * @param across heights at which lines run across
 * @param foot the lowest that a mark may stand, in pixels from the top
 */
export const marksOf = (
  points: readonly (Place & { readonly text: string })[],
  line: readonly Place[],
  across: readonly number[],
  foot: number,
): Mark[] => {
  const lowest = Math.max(...line.map(({ y }) => y));
  const marks: Mark[] = [];
  for (const { x, y, text } of points) {
    const beside = y === lowest ? [under, over] : [over, under];
    const sides = [...beside, over - lineHeight, under + lineHeight];
    const isRoom = (mark: Mark): boolean => mark.y >= highest && mark.y <= foot;
    const free = sides
      .map((side): Mark => ({ x, y: tenth(y + side), anchor: anchorAt(x, text), text }))
      .filter((mark) => isRoom(mark) && !marks.some((one) => collide(one, mark)));
    const best = freest(free, (mark) => crossed(mark, line, across));
    if (best && (marks.length === 0 || best.cost === 0)) marks.push(best.mark);
  }
  return marks;
};
