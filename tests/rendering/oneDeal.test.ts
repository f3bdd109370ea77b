import { describe, expect, it } from 'vitest';
import { situations } from '../../docs/gallery/situations.ts';
import { languages } from '../../lambdas/rendering/language/messages.ts';
import { kpisOf } from '../../lambdas/rendering/reader.ts';
import { type Reading, readingOf } from '../../lambdas/rendering/reading.ts';
import type { Rendered } from '../../lambdas/rendering/render.ts';
import { mailed, visible } from './support/mailed.ts';
import { rowOf, sectionOf, tableOf } from './support/mailTables.ts';

/** Of one deal of 1200 dollars, won eight days after it began: what a seller is told of it, in the order of the mail. */
const told = {
  wonRevenue: { value: /^\D*1[.,]2\D*$/, thin: false },
  winRate: { value: /^100\s?%$/, thin: true },
  pipelineValue: { value: /^\D*0\D*$/, thin: false },
  wonDeals: { value: /^1$/, thin: false },
  closeRate: { value: /^100\s?%$/, thin: true },
  salesCycle: { value: /^8\s\p{L}+$/u, thin: true },
  pipelineVelocity: { value: /^\D*150\D*$/, thin: true },
  averagePurchaseValue: { value: /^\D*1[.,]2\D*$/, thin: true },
  netNewRevenue: { value: /^\D*0\D*$/, thin: false },
} as const;

/** KPIs that wait for fields of one record, and for which. */
const waiting = [
  [['stageLength', 'stageConversion'], 'deal', ['stage']],
  [['dealVelocity'], 'deal', ['stage', 'outcome', 'closedAt']],
  [['leadConversionRate'], 'lead', ['createdAt', 'convertedAt']],
  [['leadResponseTime'], 'lead', ['createdAt', 'respondedAt']],
] as const;

const oneDealIn = (locale: string): Rendered => {
  const of = situations['one-deal']?.() ?? expect.fail('the gallery has no such situation');
  return { ...of, reader: { ...of.reader, locale } };
};

/** `Needs deals with stage, outcome, and closing date` */
const reasonOf = ({ language: { say, all, find } }: Reading, record: string, fields: readonly string[]): string => {
  const named = fields.map((field) => find(`fields.${field}`) ?? expect.fail(`no word for ${field}`));
  const records = find(`records.${record}`) ?? expect.fail(`no word for ${record}`);
  return say('missing.needs', { needs: say('missing.with', { records, fields: all(named) }) });
};

const oneLine = (text: string): string => text.replace(/[ \n]+/g, ' ');

describe.each(Object.keys(languages))('the mail of a workspace with one deal, in %s', (locale) => {
  const of = oneDealIn(locale);
  const reading = readingOf(of);
  const { language, nameOf } = reading;
  const { say, all } = language;

  it('tells what the deal tells, and of what too few cases say little that they do', async () => {
    const { html, text } = await mailed(of);
    const table = tableOf(html, say('table.title'));
    const lines = sectionOf(text, say('table.title'));
    expect(table.map(({ name }) => name)).toEqual(Object.keys(told).map(nameOf));
    for (const [id, { value, thin }] of Object.entries(told)) {
      const cells = table.find(({ name }) => name === nameOf(id))?.cells;
      expect([id, cells]).toEqual([id, [[expect.stringMatching(value)]]]);
      const flags = [...(thin ? [say('flags.thin')] : []), say('flags.partial')];
      expect([id, rowOf(lines, nameOf(id))]).toEqual([id, { cells: cells?.flat(), said: flags }]);
    }
    for (const part of [visible(html), text]) expect(oneLine(part)).toContain(say('about.thin'));
  });

  it('names every other number with why it is not there', async () => {
    const { html, text } = await mailed(of);
    const missing = oneLine(sectionOf(text, say('missing.title')).join('\n'));
    const shown = oneLine(visible(html.slice(html.indexOf(`>${say('missing.title')}</h2>`))));
    const others = kpisOf(of).filter(({ value }) => value === null);
    expect(others).toHaveLength(10);
    for (const part of [missing, shown]) {
      for (const { id } of others) expect(part).toContain(nameOf(id));
      for (const [ids, record, fields] of waiting)
        expect(part).toContain(`${all(ids.map(nameOf))} ${reasonOf(reading, record, fields)}`);
    }
  });

  it('holds nothing that is no number, and no change from a month of which nothing is known', async () => {
    const { subject, html, text } = await mailed(of);
    for (const part of [subject, visible(html), text])
      expect(part).not.toMatch(/undefined|NaN|Infinity|∞|\bnull\b|\{\{|\[object|[▲▼]/);
    expect(subject).toMatch(/1[.,]2/);
  });
});
