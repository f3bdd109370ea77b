import { describe, expect, it } from 'vitest';
import { catalogue, headlines } from '../../lambdas/domain/kpis/catalogue.ts';
import type { DayCount } from '../../lambdas/domain/ports.ts';
import type { ReviewDocument } from '../../lambdas/domain/reviews/document.ts';
import { renderReaderCsv } from '../../lambdas/rendering/csv.ts';
import { renderPage } from '../../lambdas/rendering/page.ts';
import { renderXlsx } from '../../lambdas/rendering/xlsx.ts';
import { links, rendered } from '../fixtures/review.ts';
import { customer, deal, type Posted, recordsOf, reviewRecords } from '../support/review.ts';
import { workspaceOf } from '../support/workspace.ts';
import { mailed, visible } from './support/mailed.ts';
import { sheetsIn } from './support/workbook.ts';

const at = '2026-03-10T00:00:00Z';
const workspace = workspaceOf({ sources: ['crm', 'shop'].map((id) => ({ id, system: 'standard' })) });

const won = (id: string, owner: string, whose: string): Posted => ({
  ...deal(id, { outcome: 'won', closedAt: at, amount: 10, owner, customer: whose }, at),
  source: 'crm',
});

/** One deal of Ana's, 137 of Rui's, each of a customer of whom nothing is known; 153 customers of one source, 1 of another. */
const observations: readonly Posted[] = [
  won('ana', 'ana', 'c0'),
  ...Array.from({ length: 137 }, (_, index) => won(`rui ${index}`, 'rui', `ghost ${index}`)),
  ...Array.from({ length: 153 }, (_, index) => ({ ...customer(`c${index}`, { name: 'C' }, at), source: 'crm' })),
  { ...customer('s0', { name: 'S' }, at), source: 'shop' },
];

const day: DayCount = {
  day: '2026-03-10',
  ...{ deliveries: 871, failed: 613, wrongAccount: 161, refused: 0, observations: 0, rejected: 0 },
  ...{ firstAt: 0, lastAt: 0 },
};

/** Deliveries, those that failed, those of another account, changes, customers that nobody knows, that nothing ties. */
const counts = ['871', '613', '161', String(observations.length - 1), '137', '153'];

const [whole, part] = reviewRecords(recordsOf(observations), {
  period: '2026-03',
  workspace,
  scopes: [null, { owner: 'ana' }],
  received: { crm: [day] },
}) as [ReviewDocument, ReviewDocument];

const readingOf = (document: ReviewDocument) =>
  rendered('crm', { document, catalogue, headlines, reader: { role: 'crm' } });

/** The counts that stand somewhere in what was written. */
const toldIn = (words: string): string[] => {
  const numbers = new Set(words.match(/\d+/g));
  return counts.filter((count) => numbers.has(count));
};

describe('a review of a scope holds no count of the whole workspace', () => {
  it('in its document', () => {
    const numbers = ({ coverage, highlights, kpis }: ReviewDocument) => JSON.stringify([coverage, highlights, kpis]);
    expect(toldIn(numbers(whole))).toEqual(counts);
    expect(toldIn(numbers(part))).toEqual([]);
  });

  it('in its mail, and says all the same that some could not be read', async () => {
    const told = async (document: ReviewDocument) => {
      const { subject, html, text } = await mailed(readingOf(document));
      return { html: `${subject} ${visible(html)}`, text };
    };
    const all = await told(whole);
    expect([toldIn(all.html), toldIn(all.text)]).toEqual([counts, counts]);
    const hers = await told(part);
    expect([toldIn(hers.html), toldIn(hers.text)]).toEqual([[], []]);
    for (const words of [hers.html, hers.text.replace(/\s+/g, ' ')]) {
      expect(words).toContain('crm: some of what it sent could not be read, and is not in these numbers.');
      expect(words).toContain('crm: changes told of March 2026, the last on March 10, 2026. Some of what it sent');
    }
  });

  it('on its page', () => {
    const shown = (document: ReviewDocument) =>
      visible(
        renderPage(readingOf(document), { ...links, page: '/r/t', records: '/r/t/records', periods: [] }).replace(
          /<(script|svg)[\s\S]*?<\/\1>/g,
          '',
        ),
      );
    expect(toldIn(shown(whole))).toEqual(counts);
    expect(toldIn(shown(part))).toEqual([]);
  });

  it('in its files', async () => {
    expect(toldIn(renderReaderCsv(readingOf(part)))).toEqual([]);
    expect(toldIn(JSON.stringify(await sheetsIn(renderXlsx(readingOf(part)))))).toEqual([]);
  });
});
