import { months, period } from './company.ts';

/**
 * What DuckDB is asked for: the numbers of a review, in the forms of the questions that it answers fastest. A column
 * `winRate.n` is that number of the KPI, for the row's month and owner, or all.
 */

/** Months are numbers here. São Paulo has been three hours behind UTC in all of these, which no calendar need be asked for. */
const monthOf = (instant: string): string => {
  const local = `make_timestamp((${instant} - 10800000) * 1000)`;
  return `(year(${local}) * 12 + month(${local}))`;
};
const numberOf = (name: string): number => Number(name.slice(0, 4)) * 12 + Number(name.slice(5));
const first = numberOf(months[0]?.name ?? '');
const last = numberOf(period.name);

/** The month of a row's `month`. */
export const monthNamed = (month: number): string => months[month - first]?.name ?? '';

const list = (values: readonly number[]): string => `[${values.map((value) => `${value}::BIGINT`).join(', ')}]`;

/** A row for each month, and the instants at which it begins and ends. */
const boundaries = `
  (SELECT unnest(range(${first}, ${last + 1})) AS month, unnest(${list(months.map(({ start }) => start))}) AS begins,
     unnest(${list(months.map(({ end }) => end))}) AS ends)`;

const inMonths = (instant: string): string => `${instant} >= ${months[0]?.start ?? 0} AND ${instant} < ${period.end}`;
const inLast = (instant: string): string => `${instant} >= ${period.start} AND ${instant} < ${period.end}`;

const who = (owner: string): string => `'owner ' || coalesce(${owner}, 'null') AS who`;

/** Of what happens at an instant: all months, and the last one by owner. */
const flows = (numbers: string, from: string, instant: string, owner = 'owner'): string[] => [
  `SELECT ${monthOf(instant)} AS month, NULL AS who, ${numbers} FROM ${from} AND ${inMonths(instant)} GROUP BY month`,
  `SELECT ${last} AS month, ${who(owner)}, ${numbers} FROM ${from} AND ${inLast(instant)} GROUP BY ${owner}`,
];

/** Of how things stand: both from the same rows, each of a month. */
const states = (numbers: string, from: (months: string) => string): string[] => [
  `SELECT month, NULL AS who, ${numbers} FROM ${from(boundaries)} GROUP BY month`,
  `SELECT month, ${who('owner')}, ${numbers} FROM ${from(`(SELECT * FROM ${boundaries} WHERE month = ${last})`)}
   GROUP BY month, owner`,
];

/** Where there is nothing to tell, a review has no row. */
const some = (count: string): string => `nullif(${count}, 0)`;

const won = `count(*) FILTER (outcome = 'won')`;
const closed = `
  ${some(won)} AS "wonDeals.value", ${some(won)} AS "wonDeals.n",
  sum(amount) FILTER (outcome = 'won') / 100 AS "wonRevenue.value", ${some(won)} AS "wonRevenue.n",
  ${won} / count(*) AS "winRate.value", count(*) AS "winRate.n",
  median(closed - created) FILTER (outcome = 'won') / 1000 AS "salesCycle.value", ${some(won)} AS "salesCycle.n"`;

const converted = `
  count(converted) / count(*) AS "leadConversionRate.value", count(*) AS "leadConversionRate.n"`;

const answers = `
  100 * (count(*) FILTER (score >= 9) - count(*) FILTER (score <= 6)) / count(*) AS "nps.value", count(*) AS "nps.n"`;
/** Each person's last answer of a month. */
const lastAnswers = (where: string): string => `
  (SELECT ${monthOf('answered')} AS month, max_by(score, answered) AS score, arg_max_null(owner, answered) AS owner
   FROM surveys WHERE kind = 'nps' AND ${where} GROUP BY month, person)`;

const satisfied = `
  count(*) FILTER (score >= CASE scale WHEN 2 THEN 2 WHEN 3 THEN 3 WHEN 5 THEN 4 ELSE 7 END) / count(*) AS "csat.value",
  count(*) AS "csat.n"`;

const openDeals = (of: string): string => `spans JOIN ${of} AS months ON since < ends AND ends <= until`;
const open = `sum(amount) / 100 AS "pipelineValue.value", count(*) AS "pipelineValue.n"`;

/** Stretches in which a month's begin lies, and whether its end does; those of its end alone may be of the same customer. */
const atBegins = 'since < begins AND begins <= until';
const atEnds = 'since < ends AND ends <= until';
const retained = (of: string): string => `
  (WITH
     at_either AS
       (SELECT month, customer, owner, ${atBegins} AS there, ${atEnds} AS later
        FROM members JOIN ${of} AS months ON since < ends AND begins <= until),
     others AS (SELECT month, customer FROM at_either WHERE later AND NOT there)
   SELECT month, owner, later OR (month, customer) IN (FROM others) AS stayed FROM at_either WHERE there)`;
const retention = `
  count(*) FILTER (stayed) / count(*) AS "customerRetentionRate.value", count(*) AS "customerRetentionRate.n"`;

const paid = (of: string): string => `
  (WITH
     at_begin AS
       (SELECT month, customer, any_value(owner) AS owner, sum(mrr) AS mrr
        FROM prices JOIN ${of} AS months ON ${atBegins} GROUP BY month, customer),
     at_end AS
       (SELECT month, customer, sum(mrr) AS mrr FROM prices JOIN ${of} AS months ON ${atEnds} GROUP BY month, customer)
   SELECT month, owner, at_begin.mrr AS before, at_end.mrr AS after FROM at_begin LEFT JOIN at_end USING (month, customer))`;
const netRetention = `
  coalesce(sum(after), 0) / sum(before) AS "netRevenueRetention.value", count(*) AS "netRevenueRetention.n"`;

/** Each answers rows of `month`, `who` (`null` is all) and numbers. */
export const questions: readonly string[] = [
  ...flows(closed, 'deals WHERE true', 'closed'),
  ...states(open, openDeals),
  ...flows(converted, 'leads WHERE true', 'created'),
  ...states(retention, retained),
  ...states(netRetention, paid),
  `SELECT month, NULL AS who, ${answers} FROM ${lastAnswers(inMonths('answered'))} GROUP BY month`,
  `SELECT month, ${who('owner')}, ${answers} FROM ${lastAnswers(inLast('answered'))} GROUP BY month, owner`,
  ...flows(satisfied, `surveys WHERE kind = 'csat'`, 'answered'),
  ...flows(
    'median(responded - created) / 1000 AS "firstResponseTime.value", count(*) AS "firstResponseTime.n"',
    'tickets WHERE true',
    'responded',
    'responder',
  ),
  ...flows('count(*) AS "tickets.value", count(*) AS "tickets.n"', 'tickets WHERE true', 'created'),
];
