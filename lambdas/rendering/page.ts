import page from '../../templates/compiled/page.js';
import { firstThatFits } from './fit.ts';
import { type PageDetail, type PageLinks, pageContextOf } from './pageContext.ts';
import type { Rendered } from './render.ts';
import { fill } from './templates.ts';
import { viewOf } from './view.ts';

export type { PageLinks } from './pageContext.ts';

const template = fill<ReturnType<typeof pageContextOf>>(page);

const mostBytes = 200_000;

const details: readonly [PageDetail, ...PageDetail[]] = [
  { rows: 50, history: true, charts: true },
  { rows: 20, history: true, charts: true },
  { rows: 8, history: true, charts: true },
  { rows: 4, history: false, charts: true },
  { rows: 0, history: false, charts: true },
  { rows: 0, history: false, charts: false },
];

/**
 * A review as a self-contained web page of at most 200 KB: nothing is loaded from elsewhere, no script is needed. What
 * would be too much is left to the CSV, the longest breakdowns first.
 *
 * @throws TypeError for a link that is neither https nor on this machine
 */
export const renderPage = (rendered: Rendered, links: PageLinks = {}): string => {
  const { view, reading, kpis } = viewOf(rendered);
  return firstThatFits(
    details,
    (detail) => template(pageContextOf(view, reading, kpis, links, detail)),
    (html) => Buffer.byteLength(html) <= mostBytes,
  );
};
