import type { MovedView } from '../moved.ts';
import type { BarPart } from './bars.ts';
import { tenth } from './place.ts';

/** From the middle: to the start what took away, to the end what added; the longest reaches the edge. */
const barOf = (share: number): BarPart => {
  const width = Math.max(0.5, tenth(Math.abs(share) * 50));
  return share < 0 ? { x: tenth(50 - width), width, tone: 'past' } : { x: 50, width, tone: 'tint' };
};

/** The segments that moved a KPI, a bar for each. */
export const movedBarsOf = ({ title, change, tone, rows }: MovedView) => ({
  title,
  change,
  tone,
  rows: rows.map(({ label, size, share, parts }) => ({ label, size, parts, bar: barOf(share) })),
});
