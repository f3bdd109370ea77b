import { Temporal } from 'temporal-polyfill';
import type { Configuration } from '../../../../lambdas/domain/workspaces/schema.ts';
import type { Happened } from './activities.ts';
import type { Looked } from './dates.ts';
import type { Fact } from './facts.ts';
import { openHours } from './hours.ts';
import type { People } from './people.ts';
import { segmentRows } from './segments.ts';
import { type Cell, type Rows, tableNames } from './tables.ts';

export interface Loaded {
  readonly people: People;
  readonly activities: readonly Happened[];
  readonly configuration: Configuration;
  readonly stretches: readonly Looked[];
  readonly asOf: number;
}

const minorUnits: Readonly<Record<string, bigint>> = { USD: 100n, KWD: 1000n, CLP: 1n };

/** Exact, or refused. */
const micro = (decimal: string | null): bigint | null => {
  if (decimal === null) return null;
  const [whole = '', rest = ''] = decimal.split('.');
  if (rest.length > 6) throw new Error('The tables hold amounts and rates of six decimals at most.');
  return BigInt(whole + rest.padEnd(6, '0'));
};
const numeric = (decimal: string | null): number | null => (decimal === null ? null : Number(decimal));
const earliest = (all: readonly number[]): number | null => (all.length === 0 ? null : Math.min(...all));

export const rowsOf = ({ people, activities, configuration, stretches, asOf }: Loaded): Rows => {
  const rows = Object.fromEntries(tableNames.map((name) => [name, [] as Cell[][]])) as Record<keyof Rows, Cell[][]>;
  const { sources, currency, timeZone, rates, engagement, adoption, health, businessHours } = configuration;
  const currencyOf = (fact: Fact): string =>
    fact.text('currency') ?? sources.find(({ id }) => id === fact.source)?.currency ?? currency;
  const each = (type: string, row: (fact: Fact) => Cell[]): Cell[][] => people.counted(type).map(row);
  const history = (type: string, field: string, cell: (value: string | null, fact: Fact) => Cell): Cell[][] =>
    people
      .counted(type)
      .flatMap((fact) =>
        fact
          .history(field)
          .map(({ at, value }) => [fact.ref, at, cell(typeof value === 'string' ? value : null, fact)]),
      );

  const firstOf = (...types: string[]): number | null =>
    earliest(types.flatMap((type) => people.counted(type).map((fact) => fact.earliest())));

  /** Of what still runs, the day of the computation is the last. */
  const tomorrow = Temporal.Instant.fromEpochMilliseconds(asOf)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .add({ days: 1 });
  rows.stretch = stretches.map(({ name, start, end, months }) => {
    const until = Math.min(end, tomorrow.toZonedDateTime(timeZone).epochMilliseconds);
    const last = Temporal.Instant.fromEpochMilliseconds(until).toZonedDateTimeISO(timeZone).toPlainDate();
    const last30 = last.subtract({ days: 30 }).toZonedDateTime(timeZone).epochMilliseconds;
    return [name, start, end, until, last30, months];
  });
  rows.month = stretches.flatMap(({ name, sixMonths }) => sixMonths.map(({ start, end }) => [name, start, end]));
  rows.settings.push([
    asOf,
    currency,
    minorUnits[currency] as bigint,
    configuration.renewalGraceDays * 24 * 3_600_000,
    adoption?.atLeast ?? 1,
    businessHours !== undefined,
    earliest(activities.map(({ at }) => at)),
    firstOf('ticket'),
    firstOf('deal', 'order'),
  ]);
  const kinds = [...new Set(activities.map(({ kind }) => kind))];
  rows.engagement_kind = (engagement?.kinds ?? kinds.filter((kind) => kind !== 'open')).map((kind) => [kind]);
  const features = [...new Set(activities.flatMap(({ feature }) => feature ?? []))];
  rows.adoption_feature = (adoption?.features ?? features).map((feature) => [feature]);
  rows.weight = ['engagement', 'tickets', 'survey', 'recency'].map((signal) => [signal, health?.weights[signal] ?? 1]);
  rows.rate = Object.entries(rates).flatMap(([of, days]) =>
    Object.entries(days).map(([day, rate]) => [of, day, micro(String(rate))]),
  );
  if (businessHours)
    rows.open_hours = openHours(businessHours, configuration.holidays, timeZone).map(({ start, end }) => [start, end]);

  rows.lead = each('lead', (fact) => [
    fact.ref,
    ...['createdAt', 'respondedAt', 'qualifiedAt', 'convertedAt'].map((field) => fact.instant(field)),
  ]);
  rows.deal = each('deal', (fact) => [
    fact.ref,
    people.standing(fact.ref),
    fact.source,
    fact.instant('createdAt'),
    fact.instant('closedAt'),
    fact.text('outcome'),
    micro(fact.text('amount')),
    micro(fact.text('cost')),
    currencyOf(fact),
    people.named(fact, 'customer', 'customer'),
    fact.text('kind'),
  ]);
  rows.deal_amount = history('deal', 'amount', micro);
  rows.deal_outcome = history('deal', 'outcome', (value) => value);
  rows.deal_stage = history('deal', 'stage', (value, { source }) => (value ? `${source}:${value}` : ''));
  rows.sales_order = each('order', (fact) => [
    fact.ref,
    fact.instant('at'),
    micro(fact.text('amount')),
    micro(fact.text('cost')),
    currencyOf(fact),
    people.named(fact, 'customer', 'customer'),
    people.named(fact, 'deal', 'deal'),
    fact.text('kind'),
  ]);
  rows.customer = each('customer', (fact) => [
    fact.ref,
    people.standing(fact.ref),
    ...['since', 'until', 'onboardingStartedAt', 'onboardedAt'].map((field) => fact.instant(field)),
    fact.text('referredBy'),
    fact.text('churnReason'),
  ]);
  rows.customer_status = history('customer', 'status', (value) => value);
  rows.subscription = each('subscription', (fact) => [
    fact.ref,
    people.named(fact, 'customer', 'customer') ?? people.standing(fact.ref),
    fact.instant('startedAt'),
    fact.instant('endedAt'),
    fact.text('endReason'),
    currencyOf(fact),
  ]);
  rows.subscription_mrr = history('subscription', 'mrr', micro);
  rows.renewal = each('renewal', (fact) => [
    fact.ref,
    fact.instant('dueAt'),
    fact.text('outcome'),
    micro(fact.text('amount')),
    micro(fact.text('renewedAmount')),
    currencyOf(fact),
  ]);
  rows.ticket = each('ticket', (fact) => [
    fact.ref,
    ...['createdAt', 'respondedAt', 'solvedAt'].map((field) => fact.instant(field)),
    numeric(fact.text('replies')),
    numeric(fact.text('reopens')),
    people.named(fact, 'customer', 'customer'),
  ]);
  rows.ticket_status = history('ticket', 'status', (value) => value);
  rows.survey = each('survey', (fact) => [
    fact.ref,
    fact.text('kind'),
    numeric(fact.text('score')),
    numeric(fact.text('scaleMax')),
    fact.said('lowIsEasy') === true,
    fact.instant('sentAt'),
    fact.instant('at'),
    people.named(fact, 'customer', 'customer'),
    fact.text('respondent'),
  ]);
  const standing = (source: string, type: string, name: string | null): string | null =>
    name === null ? null : people.standing(people.refer(source, type, name));
  rows.activity = activities.map(({ source, at, kind, feature, customer, user }) => [
    at,
    kind,
    feature,
    standing(source, 'customer', customer),
    standing(source, 'user', user),
  ]);
  rows.seat = each('user', (fact) => [
    fact.ref,
    people.standing(fact.ref),
    fact.instant('activeFrom'),
    fact.instant('activeUntil'),
  ]);
  rows.spend = each('spend', (fact) => [
    fact.ref,
    fact.text('category'),
    micro(fact.text('amount')),
    currencyOf(fact),
    fact.instant('from'),
    fact.instant('to'),
  ]);

  rows.used_currency = [
    ...new Set([...rows.deal, ...rows.sales_order, ...rows.subscription, ...rows.renewal, ...rows.spend].flat()),
  ]
    .filter((cell): cell is string => typeof cell === 'string' && /^[A-Z]{3}$/.test(cell))
    .map((of) => [of]);
  rows.local_day = instantsOf(rows).map((at) => [
    at,
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString(),
  ]);
  return { ...rows, ...segmentRows(people) };
};

/** Every instant that a day may be asked of: whatever is said, and the last of each stretch. */
const instantsOf = (rows: Rows): number[] => {
  const said = [
    rows.deal,
    rows.sales_order,
    rows.subscription,
    rows.subscription_mrr,
    rows.renewal,
    rows.spend,
    rows.activity,
  ].flatMap((table) => table.flat().filter((cell): cell is number => typeof cell === 'number'));
  return [...new Set([...said, ...rows.stretch.map(([, , end]) => Number(end) - 1)])];
};
