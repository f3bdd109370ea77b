import { describe, expect, it } from 'vitest';
import { roles } from '../../lambdas/domain/workspaces/schema.ts';
import { languages } from '../../lambdas/rendering/language/messages.ts';
import { headlinesOf, kpisOf } from '../../lambdas/rendering/reader.ts';
import { readingOf } from '../../lambdas/rendering/reading.ts';
import type { Rendered } from '../../lambdas/rendering/render.ts';
import { valueTold } from '../../lambdas/rendering/target.ts';
import { document, links, rendered } from '../fixtures/review.ts';
import { annual, campaign, moved, quarterly, renderedOf } from '../fixtures/reviewPeriods.ts';
import { manyRendered } from '../fixtures/reviewVariants.ts';
import { mailed, visible } from './support/mailed.ts';

const locales = Object.keys(languages);

/** The numbers of the reader's KPIs as the reader is told them, with the KPI that each is of. */
const numbersOf = (of: Rendered): [kpi: string, number: string][] => {
  const reading = readingOf(of);
  return kpisOf(of).flatMap((kpi): [string, string][] => {
    if (kpi.value === null) return [];
    const others = [kpi.previous?.value, kpi.lastYear?.value, kpi.target?.atLeast, kpi.target?.atMost];
    const apart = (value: number): string =>
      value === kpi.target?.atLeast || value === kpi.target?.atMost
        ? reading.tellApart(kpi, value, kpi.target.status === 'missed' ? (kpi.value ?? value) : value)
        : reading.tell(kpi, value);
    return [
      [kpi.id, valueTold(reading, kpi)],
      ...others.flatMap((value): [string, string][] => (value == null ? [] : [[kpi.id, apart(value)]])),
    ];
  });
};

const oneLine = (text: string): string => text.replace(/[ \n]+/g, ' ');

describe('a parsed mail', () => {
  for (const locale of locales)
    for (const role of roles)
      it(`has every number of the document for ${role} in ${locale}, in both of its parts`, async () => {
        const of = rendered(role, { reader: { role, locale } });
        const { html, text } = await mailed(of);
        const numbers = numbersOf(of);
        expect(numbers.length).toBeGreaterThan(4);
        for (const told of [visible(html), text])
          expect(numbers.filter(([, number]) => !told.includes(number))).toEqual([]);
      });

  it('tells the months of a quarter side by side, as the document has them', async () => {
    const of = renderedOf(quarterly, 'crm');
    const reading = readingOf(of);
    const { html, text } = await mailed(of);
    const [table = ''] = html.match(/<table class="t" aria-label="Month by month"[\s\S]*?<\/table>/) ?? [];
    for (const kpi of kpisOf(of).filter(({ value }) => value !== null)) {
      const values = (kpi.months ?? []).map(({ value }) => (value === null ? '—' : reading.tell(kpi, value)));
      expect(values).toHaveLength(3);
      const name = reading.nameOf(kpi.id);
      const row = visible(table.split('<tr').find((one) => one.includes(`>${name}<`)) ?? '');
      const line = text
        .split('\n')
        .filter((one) => one.startsWith(name))
        .find((one) => values.every((value) => one.includes(value)));
      for (const value of values) expect(row, `${kpi.id}: ${value}`).toContain(value);
      expect(line, kpi.id).toBeDefined();
    }
  });

  it('tells the twelve months of what leads in a year, and how many met the target', async () => {
    const of = renderedOf(annual);
    const reading = readingOf(of);
    const { html, text } = await mailed(of);
    for (const kpi of headlinesOf(kpisOf(of)))
      for (const { value } of kpi.months ?? [])
        for (const told of [visible(html), text]) expect(told).toContain(reading.tell(kpi, value ?? 0));
    for (const told of [oneLine(visible(html)), oneLine(text)]) {
      expect(told).toContain('Target met in 3 of 12 months');
      expect(told).toContain('Best in October, worst in January');
    }
  });

  it('tells apart what a segment did and how much of the whole it is', async () => {
    const { html, text } = await mailed(renderedOf(moved, 'crm'));
    for (const told of [oneLine(visible(html)), oneLine(text)]) {
      expect(told).toMatch(/Customer satisfaction by channel ▲\u00a04\.8\u00a0pt · better vs Sep/);
      expect(told).toMatch(/Chat[ \u00a0]+\+3\.2\u00a0pt[ \u00a0]+own result \+2\.1\u00a0pt · weight \+1\.1\u00a0pt/);
      // An amount has no weight.
      expect(told).toMatch(/Ana Lima[ \u00a0]+\+R\$\u00a0120\u00a0K Bruno Sá[ \u00a0]+−R\$\u00a041\.5\u00a0K/);
    }
    const south = renderedOf({ ...moved, kpis: document.kpis }, 'crm');
    // Win rate has segments that moved it, but its change is within noise: there is nothing to explain.
    expect(visible((await mailed(south)).html)).not.toContain('What moved it');
  });

  it('breaks a campaign down by campaign, and leaves the company its name on one line', async () => {
    const { html } = await mailed(renderedOf(campaign));
    expect(visible(html)).toContain('Won revenue by campaign');
    expect(html).toMatch(/<td class="t top"[^>]*>Acme Ltda<\/td> ?<\/tr><tr><td class="m top"/);
  });

  it('leads to the review, its files and the preferences from both parts, and nowhere else', async () => {
    const { html, text } = await mailed(rendered(), {
      links: { ...links, workspace: 'https://kpis.acme.example/w/token' },
    });
    const wanted = [...new Set([...Object.values(links), 'https://kpis.acme.example/w/token'])].sort();
    const hrefs = [...html.matchAll(/ href="([^"]*)"/g)].map(([, href = '']) => visible(href));
    expect([...new Set(hrefs)].sort()).toEqual(wanted);
    expect([...new Set(text.match(/https?:\S+/g))].sort()).toEqual(wanted);
  });
});

describe('the measure of a mail with sixty KPIs', () => {
  for (const locale of locales)
    it(`holds in ${locale}`, async () => {
      const many = manyRendered(60);
      const of = { ...many, reader: { role: 'crm' as const, locale } };
      const { raw, html, parts, parsed, head } = await mailed(of);
      expect(parts[1]?.body.length).toBeLessThan(100_000);
      expect(raw.length).toBeLessThan(300_000);
      expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
      expect(html.match(/<th class="row"/g)).toHaveLength(60);
      const preheader = visible(/<div style="display:none[^>]*>([^<]*)/.exec(html)?.[1] ?? '');
      expect(preheader.length).toBeLessThanOrEqual(90);
      expect(preheader.slice(0, 40)).toMatch(/\d/);
      expect([parsed.to, parsed.cc, parsed.bcc].flat().flatMap((one) => one?.value ?? [])).toHaveLength(1);
      expect(head.match(/^(?:to|cc|bcc):/gim)).toHaveLength(1);
      expect(html.match(/data:|<svg|http:|javascript:/gi)).toBeNull();
    });
});
