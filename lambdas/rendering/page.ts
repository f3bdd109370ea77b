import page from '../../templates/compiled/page.js';
import { firstThatFits } from './fit.ts';
import { type PageLinks, pageContextOf } from './pageContext.ts';
import type { PageDetail } from './pageDetail.ts';
import type { Chosen } from './pageSegment.ts';
import { pageWeights } from './pageWeight.ts';
import type { Rendered } from './render.ts';
import { fill } from './templates.ts';
import { viewOf } from './view.ts';

export type { PageLinks } from './pageContext.ts';

const template = fill<ReturnType<typeof pageContextOf>>(page);

const mostBytes = 200_000;

const full = { history: true, sparks: true, charts: 'all' } as const;

const barest: PageDetail = { rows: 0, breakdowns: 0, charts: 'none', history: false, sparks: false };

const details: readonly PageDetail[] = [
  { ...full, rows: 50, breakdowns: 20 },
  { ...full, rows: 8, breakdowns: 20 },
  { ...full, rows: 6, breakdowns: 4 },
  { ...full, rows: 5, breakdowns: 2 },
  { ...full, rows: 5, breakdowns: 1 },
  { ...full, rows: 0, breakdowns: 0 },
  { ...full, rows: 0, breakdowns: 0, charts: 'bounded' },
  { ...full, rows: 0, breakdowns: 0, charts: 'none' },
  { ...full, rows: 0, breakdowns: 0, charts: 'none', history: false },
  barest,
];

/**
 * A review as a self-contained web page of at most 200 KB: nothing is loaded from elsewhere, and it is complete
 * without its script. What would be too much is left to the files, the longest breakdowns first.
 *
 * @param chosen the segment that is told beside the whole
 * @throws TypeError for a link that is neither https nor on this machine
 */
export const renderPage = (rendered: Rendered, links: PageLinks = {}, chosen: Chosen = {}): string => {
  const { view, reading, kpis } = viewOf(rendered);
  // What is far from fitting is not made first, only to be thrown away.
  const weightOf = pageWeights(kpis);
  const [first, ...rest] = details.filter((detail) => weightOf(detail) <= mostBytes);
  return firstThatFits(
    first ? [first, ...rest] : [barest],
    (detail) => template(pageContextOf(view, reading, kpis, { links, chosen }, detail)),
    (html) => Buffer.byteLength(html) <= mostBytes,
  );
};
