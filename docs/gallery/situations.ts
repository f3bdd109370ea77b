import { catalogue, headlines } from '../../lambdas/domain/kpis/catalogue.ts';
import type { Comparison, KpiResult, ReviewDocument, Role } from '../../lambdas/domain/reviews/document.ts';
import { type Configuration, roles } from '../../lambdas/domain/workspaces/schema.ts';
import type { Rendered } from '../../lambdas/rendering/render.ts';
import { configuration, document, kpis, rendered } from '../../tests/fixtures/review.ts';
import { annual, campaign, moved, quarterly } from '../../tests/fixtures/reviewPeriods.ts';
import { emptyRendered, hostileRendered, manyRendered } from '../../tests/fixtures/reviewVariants.ts';
import { deal, reviewOf } from '../../tests/support/review.ts';
import { workspaceOf } from '../../tests/support/workspace.ts';

/** Reviews as they come, and as they should never come: what every template has to stand. */

/** A name that no line breaks by itself. */
const longWord = 'Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle';
const longName = `${longWord} Beteiligungs- und Vermögensverwaltungsgesellschaft mit beschränkter Haftung`;

const of = (change: Partial<ReviewDocument>, role: Role = 'sales', more: Partial<Rendered> = {}): Rendered =>
  rendered(role, { document: { ...document, ...change }, ...more });

const long: Configuration = { ...configuration, name: longName, admins: [`${longWord.toLowerCase()}@acme.example`] };

const lengthened = (kpi: KpiResult): KpiResult => ({
  ...kpi,
  ...(kpi.of && { of: { ...kpi.of, label: longName } }),
  segments: kpi.segments.map((segment) => ({ ...segment, label: `${segment.label} ${longName}` })),
});

const negated = (value: number | null): number | null => (value === null ? null : -value);

const comparedWith = (value: number | null, comparison: Comparison | null): Comparison | null =>
  comparison && {
    ...comparison,
    change: value === null || comparison.value === null ? null : value - comparison.value,
  };

/** What was earned is lost: the value, what it is compared with, its trend and its segments below zero. */
const negative = (kpi: KpiResult): KpiResult => {
  if (kpi.unit !== 'money') return kpi;
  const { previous, lastYear, target, trend, segments } = kpi;
  const value = negated(kpi.value);
  return {
    ...kpi,
    value,
    previous: comparedWith(value, previous),
    lastYear: comparedWith(value, lastYear),
    target: target && { ...target, status: 'missed' },
    trend: trend.map((point, index) => (index % 3 === 0 ? { ...point, value: negated(point.value) } : point)),
    segments: segments.map((segment, index) => (index === 0 ? { ...segment, value: negated(segment.value) } : segment)),
  };
};

const missing = (kpi: KpiResult, index: number): KpiResult =>
  index % 3 === 0
    ? kpi
    : {
        ...kpi,
        value: null,
        n: 0,
        segments: [],
        companions: [],
        missing: { code: index % 3 === 1 ? 'zeroDenominator' : 'noData', needs: ['deal.closedAt'], text: '' },
      };

const silent = (kpi: KpiResult): KpiResult => ({ ...kpi, silent: ['helpdesk'], flags: ['partial'] });

const at = '2026-10-10T00:00:00Z';

/** Computed, not written: the whole catalogue over a single deal. */
const oneDeal = (): Rendered => {
  const workspace = workspaceOf({ name: 'Acme Ltda', recipients: [{ email: 'ana@acme.example', role: 'sales' }] });
  const won = deal('1', { outcome: 'won', createdAt: '2026-10-02T00:00:00Z', closedAt: at, amount: 1200 }, at);
  return {
    document: reviewOf([won], { period: '2026-10', workspace }),
    configuration: workspace.configuration,
    catalogue,
    headlines,
    reader: { role: 'sales' },
  };
};

/** By a name for a folder. */
export const situations: Readonly<Record<string, () => Rendered>> = {
  month: () => of({}),
  quarter: () => of(quarterly, 'crm'),
  year: () => of(annual, 'executive'),
  campaign: () => of(campaign, 'marketing'),
  'what-moved-it': () => of(moved, 'crm'),
  'first-month': () => emptyRendered,
  'one-deal': oneDeal,
  'long-words': () => of({ kpis: kpis.map(lengthened) }, 'sales', { configuration: long }),
  'hostile-names': () => hostileRendered,
  'missing-values': () => of({ kpis: kpis.map(missing), highlights: [] }, 'crm'),
  'negative-money': () => of({ kpis: kpis.map(negative), highlights: [] }, 'sales'),
  'sixty-kpis': () => manyRendered(60),
  'scoped-reader': () => of({ scope: { region: 'south' } }),
  'silent-source': () =>
    of({
      kpis: kpis.map(silent),
      coverage: document.coverage.map((one) =>
        one.source === 'helpdesk' ? { ...one, observations: 0, silent: true } : one,
      ),
    }),
  running: () => of({ status: 'running' }),
  ...Object.fromEntries(roles.map((role) => [`role-${role}`, () => of({}, role)])),
};
