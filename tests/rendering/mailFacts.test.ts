import { describe, expect, it } from 'vitest';
import type { KpiResult } from '../../lambdas/domain/reviews/document.ts';
import { roles } from '../../lambdas/domain/workspaces/schema.ts';
import { languages } from '../../lambdas/rendering/language/messages.ts';
import { headlinesOf, kpisOf } from '../../lambdas/rendering/reader.ts';
import { type Reading, readingOf } from '../../lambdas/rendering/reading.ts';
import type { Rendered } from '../../lambdas/rendering/render.ts';
import { valueTold } from '../../lambdas/rendering/target.ts';
import { document, links, rendered } from '../fixtures/review.ts';
import { annual, campaign, moved, quarterly, renderedOf } from '../fixtures/reviewPeriods.ts';
import { manyRendered } from '../fixtures/reviewVariants.ts';
import { mailed, visible } from './support/mailed.ts';
import { rowOf, sectionOf, tableOf } from './support/mailTables.ts';

const locales = Object.keys(languages);

/** A KPI's numbers as the reader is told them: those that stand beside it, and its target. */
const numbersOf = (of: Rendered, kpi: KpiResult) => {
  const reading = readingOf(of);
  const none = reading.language.say('values.none');
  const { target, value, previous, lastYear } = kpi;
  const beside = [previous, lastYear].map((one) => (one?.value == null ? none : reading.tell(kpi, one.value)));
  const bound = (sign: string, told: number | undefined): string[] =>
    told === undefined
      ? []
      : [`${sign}\u00a0${reading.tellApart(kpi, told, target?.status === 'missed' ? (value ?? told) : told)}`];
  const bounds = [...bound('≥', target?.atLeast), ...bound('≤', target?.atMost)].join(', ');
  return {
    value: valueTold(reading, kpi),
    beside,
    bounds,
    word: target?.status ? reading.language.say(`targets.${target.status}`) : '',
  };
};

/** `Best in October, worst in January · Target met in 3 of 12 months`, by the months themselves. */
const aboutYear = (
  { language: { say }, periods, rendered: of }: Reading,
  { months = [], better }: KpiResult,
): string => {
  const known = months.flatMap(({ period, value }) => (value === null ? [] : [{ period, value }]));
  const [low, high] = [Math.min, Math.max].map((pick) => pick(...known.map(({ value }) => value)));
  const nameOf = (wanted: number | undefined): string =>
    periods.within(known.find(({ value }) => value === wanted)?.period ?? '', of.document.period);
  const [best, worst] = better === 'higher' ? [high, low] : [low, high];
  const judged = months.filter(({ target }) => target);
  const met = judged.filter(({ target }) => target === 'met').length;
  return [
    say('months.extremes', { best: nameOf(best), worst: nameOf(worst) }),
    ...(judged.length === 0 ? [] : [say('months.met', { met, count: judged.length })]),
  ].join(' · ');
};

/** What moved a KPI of the fixture. */
const movedByOf = (id: string) => moved.kpis.find((kpi) => kpi.id === id)?.movedBy ?? [];

const oneLine = (text: string): string => text.replace(/[ \n]+/g, ' ');

describe('a parsed mail', () => {
  for (const locale of locales)
    for (const role of roles)
      it(`tells ${role} in ${locale} what each KPI is, was and was to be, in its row and column of both parts`, async () => {
        const of = rendered(role, { reader: { role, locale } });
        const { language, nameOf } = readingOf(of);
        const { html, text } = await mailed(of);
        const table = tableOf(html, language.say('table.title'));
        const lines = sectionOf(text, language.say('table.title'));
        const known = kpisOf(of).filter(({ value }) => value !== null);
        expect(known.length).toBeGreaterThan(1);
        expect(table.map(({ name }) => name).sort()).toEqual(known.map(({ id }) => nameOf(id)).sort());
        for (const kpi of known) {
          const { value, beside, bounds, word } = numbersOf(of, kpi);
          const row = table.find(({ name }) => name === nameOf(kpi.id))?.cells ?? [];
          expect(row.slice(0, 3).map(([first]) => first)).toEqual([value, ...beside]);
          expect(row[0]?.slice(1)).toEqual(bounds === '' ? [] : [`${bounds} · ${word}`]);
          const told = rowOf(lines, nameOf(kpi.id));
          expect(told?.cells).toEqual([value, ...beside]);
          if (bounds !== '')
            expect(told?.said).toContain(language.say('text.target', { target: bounds, status: word }));
        }
      });

  it.each(locales)(
    'tells the months of a quarter side by side, with what became of their targets, in %s',
    async (locale) => {
      const of = renderedOf(quarterly, 'crm', locale);
      const { language, nameOf, tell } = readingOf(of);
      const { html, text } = await mailed(of);
      const table = tableOf(html, language.say('months.title'));
      const lines = sectionOf(text, language.say('months.title'));
      const names = (lines[0] ?? '').trim().split(/ {2,}/).slice(0, 3);
      for (const kpi of kpisOf(of).filter(({ value }) => value !== null)) {
        const { months = [] } = kpi;
        const values = months.map(({ value }) => (value === null ? '—' : tell(kpi, value)));
        const words = months.map(({ target }) => (target ? [language.say(`months.targets.${target}`)] : []));
        expect(values).toHaveLength(3);
        const whole = tell(kpi, kpi.value ?? 0);
        expect(table.find(({ name }) => name === nameOf(kpi.id))?.cells).toEqual([
          ...values.map((value, index) => [value, ...(words[index] ?? [])]),
          [whole],
        ]);
        const told = rowOf(lines, nameOf(kpi.id));
        expect(told?.cells).toEqual([...values, whole]);
        expect(told?.said.slice(0, 3).join()).toBe(
          words.flatMap(([word], index) => (word ? [`${names[index]} ${word}`] : [])).join(),
        );
      }
    },
  );

  it.each(locales)(
    'tells the twelve months of what leads in a year, and how many met the target, in %s',
    async (locale) => {
      const of = renderedOf(annual, 'sales', locale);
      const reading = readingOf(of);
      const { say } = reading.language;
      const { html, text } = await mailed(of);
      const grids = html.split('<h3').slice(1);
      const leading = headlinesOf(kpisOf(of));
      expect(grids).toHaveLength(leading.length);
      const lines = sectionOf(text, say('months.title'));
      for (const [index, kpi] of leading.entries()) {
        const grid = grids[index] ?? '';
        expect(visible(`<h3${grid.split('</h3>')[0]}`).trim()).toBe(reading.nameOf(kpi.id));
        const told = (kpi.months ?? []).map(({ period, value, target }) =>
          [
            reading.periods.short(period, of.document.period),
            reading.tell(kpi, value ?? 0),
            ...(target ? [say(`months.targets.${target}`)] : []),
          ].join(' '),
        );
        expect(told).toHaveLength(12);
        const cells = grid.split(/<td class="sixth"[^>]*>/).slice(1, 13);
        expect(
          cells.map((cell) =>
            visible(cell.split('</td>')[0] ?? '')
              .trim()
              .replace(/ +/g, ' '),
          ),
        ).toEqual(told);
        const start = lines.indexOf(reading.nameOf(kpi.id));
        const after = lines
          .slice(start + 1)
          .join('  ')
          .split(/ {2,}/);
        const from = after.indexOf(told[0] ?? '');
        expect(after.slice(from, from + 12)).toEqual(told);
        const about = aboutYear(reading, kpi);
        expect(visible(grid.slice(grid.indexOf('</h3>'), grid.indexOf('<table')))).toContain(about);
        expect(oneLine(lines.slice(start + 1).join(' '))).toContain(about);
      }
    },
  );

  it('counts the months of a year that met their target, and names the best and the worst', async () => {
    const { html, text } = await mailed(renderedOf(annual));
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
      // What is named is less than the change.
      expect(told).toMatch(/not set[ \u00a0]+\+R\$\u00a025\.4\u00a0K others[ \u00a0]+\+R\$\u00a029\u00a0K/);
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
    const { unsubscribe, ...others } = links;
    const wanted = [
      ...new Set([...Object.values(others), `${unsubscribe}#unsubscribe`, 'https://kpis.acme.example/w/token']),
    ].sort();
    const hrefs = [...html.matchAll(/ href="([^"]*)"/g)].map(([, href = '']) => visible(href));
    expect([...new Set(hrefs)].sort()).toEqual(wanted);
    expect([...new Set(text.match(/https?:\S+/g))].sort()).toEqual(wanted);
  });
});

describe('a mail that has no room for everything', () => {
  const moreIn = (html: string, start: string, end: string): number => {
    const part = html.slice(html.indexOf(`>${start}</h2>`), html.indexOf(`>${end}</h2>`));
    const [, said = ''] =
      part.match(/<a class="link" href="[^"]*\/r\/[^"]*"[^>]*>(\d+) more numbers? (?:is|are) in the review/) ?? [];
    return Number(said);
  };

  for (const [count, from] of [
    [60, quarterly],
    [120, quarterly],
    [120, annual],
    [240, document],
  ] as const)
    it(`says what it leaves to the page of ${count} KPIs of ${from.period}, and keeps those that lead`, async () => {
      const of = manyRendered(count, {
        ...from,
        kpis: from.kpis.map((kpi) => ({ ...kpi, movedBy: movedByOf(kpi.id) })),
      });
      const { html, parts } = await mailed(of);
      expect(parts[1]?.body.length).toBeLessThan(100_000);
      const names = kpisOf(of).map(({ id }) => readingOf(of).nameOf(id));
      const numbers = tableOf(html, 'All your numbers');
      expect(
        numbers.length + moreIn(html, 'All your numbers', from === document ? 'What moved it' : 'Month by month'),
      ).toBe(count);
      expect(html.match(/<caption[^>]*><br>Won revenue/g)).not.toBeNull();
      expect(html).toContain('>What moved it</h2>');
      const breakdowns = html.slice(html.indexOf('>Where it comes from</h2>')).match(/<caption/g) ?? [];
      expect(breakdowns.length + moreIn(html, 'Where it comes from', 'About these numbers')).toBe(3);
      if (from === document) return;
      const months = tableOf(html, 'Month by month').map(({ name }) => name);
      const grids = html.match(/<h3/g)?.length ?? 0;
      expect(grids + months.length + moreIn(html, 'Month by month', 'What moved it')).toBe(count);
      expect(months).toEqual(names.slice(grids, grids + months.length));
      if (count === 60) expect(months.length).toBeGreaterThanOrEqual(45);
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
