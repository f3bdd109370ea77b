import { months, period } from './company.ts';

/**
 * What DuckDB is asked for: the numbers of a review, in the forms of the questions that it answers fastest. A column
 * `winRate.n` is that number of the KPI, for the row's month and segment, or all.
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

const list = (values: readonly (string | number)[]): string => `[${values.join(', ')}]`;

/** A row for each month, and the instant at which it begins or ends. */
const boundaries = (of: 'start' | 'end'): string =>
  `(SELECT unnest(range(${first}, ${last + 1})) AS month, unnest(${list(months.map((at) => `${at[of]}::BIGINT`))}) AS boundary)`;

const inMonths = (instant: string): string => `${instant} >= ${months[0]?.start ?? 0} AND ${instant} < ${period.end}`;
const inLast = (instant: string): string => `${instant} >= ${period.start} AND ${instant} < ${period.end}`;

const closed = `
  sum(amount) FILTER (outcome = 'won') / 100 AS "wonRevenue.value",
  count(*) FILTER (outcome = 'won') AS "wonRevenue.n",
  count(*) FILTER (outcome = 'won') AS "wonDeals.value",
  count(*) FILTER (outcome = 'won') AS "wonDeals.n",
  count(*) FILTER (outcome = 'won') / count(*) AS "winRate.value",
  count(*) AS "winRate.n",
  median(closed - created) FILTER (outcome = 'won') / 1000 AS "salesCycle.value",
  count(*) FILTER (outcome = 'won') AS "salesCycle.n",
  sum(amount) FILTER (outcome = 'won') / (100 * count(*) FILTER (outcome = 'won')) AS "averagePurchaseValue.value",
  count(*) FILTER (outcome = 'won') AS "averagePurchaseValue.n"`;

/** What the last month is broken down by. */
const dimensions = ['owner', 'source', 'pipeline', 'stage', 'product', 'kind', 'team', 'region'];

const named = (by: readonly string[]): string => `coalesce(${by.map((of) => `'${of} ' || ${of}`).join(', ')}) AS who`;
const each = (by: readonly string[], beside = ''): string =>
  `GROUP BY GROUPING SETS (${by.map((of) => `(${of}${beside})`).join(', ')})`;

/** Teams and regions are their owner's. */
const withOwners = 'JOIN owners USING (owner)';

/** Open at the start of a month, or created in it. */
const entries = (where: string, starts: string): string => {
  const same = 'source, pipeline, product, kind, outcome, closed';
  return `
  (SELECT ${monthOf('created')} AS month, first_owner AS owner, first_stage AS stage, ${same} FROM deals WHERE ${where}
   UNION ALL
   SELECT month, owner, stage, ${same} FROM spans JOIN ${starts} AS months ON since < boundary AND boundary <= until)`;
};
const closeRate = `
  count(*) FILTER (outcome = 'won' AND ${monthOf('closed')} = month) / count(*) AS "closeRate.value",
  count(*) AS "closeRate.n"`;

const open = `sum(amount) / 100 AS "pipelineValue.value", count(*) AS "pipelineValue.n"`;
const openSpans = (ends: string): string => `spans JOIN ${ends} AS months ON since < boundary AND boundary <= until`;

const theLast = (of: 'start' | 'end'): string => `(SELECT * FROM ${boundaries(of)} WHERE month = ${last})`;

const byStage = dimensions.filter((of) => of !== 'stage');

/** Each answers rows of `month`, `who` (`null` is all) and numbers. */
export const questions: readonly string[] = [
  `SELECT ${monthOf('closed')} AS month, NULL AS who, ${closed} FROM deals
   WHERE ${inMonths('closed')} GROUP BY month`,
  `SELECT ${last} AS month, ${named(dimensions)}, ${closed} FROM deals ${withOwners}
   WHERE ${inLast('closed')} ${each(dimensions)}`,
  `SELECT ${last} AS month, NULL AS who, avg(closed - created) / 1000 AS "salesCycle.mean",
     quantile_cont(closed - created, 0.9) / 1000 AS "salesCycle.p90", median(amount) / 100 AS "averagePurchaseValue.median"
   FROM deals WHERE ${inLast('closed')} AND outcome = 'won'`,
  `SELECT month, NULL AS who, ${closeRate} FROM ${entries(inMonths('created'), boundaries('start'))} GROUP BY month`,
  `SELECT ${last} AS month, ${named(dimensions)}, ${closeRate}
   FROM ${entries(inLast('created'), theLast('start'))} ${withOwners} ${each(dimensions)}`,
  `SELECT month, NULL AS who, ${open} FROM ${openSpans(boundaries('end'))} GROUP BY month`,
  `SELECT ${last} AS month, ${named(dimensions)}, ${open}
   FROM ${openSpans(theLast('end'))} ${withOwners} ${each(dimensions)}`,
  `SELECT month, NULL AS who, count(*) AS "pipelineValue.open" FROM ${openSpans(theLast('end'))} GROUP BY month`,
  `WITH
     medians AS
       (SELECT ${monthOf('until')} AS month, stage, median(until - since) / 1000 AS value, count(*) AS n,
          avg(until - since) / 1000 AS mean, quantile_cont(until - since, 0.9) / 1000 AS p90
        FROM stays WHERE ${inMonths('until')} GROUP BY ALL),
     headline AS (SELECT stage FROM medians WHERE month = ${last} ORDER BY value DESC, stage LIMIT 1)
   SELECT month, NULL AS who, value AS "stageLength.value", n AS "stageLength.n",
     CASE WHEN month = ${last} THEN mean END AS "stageLength.mean",
     CASE WHEN month = ${last} THEN p90 END AS "stageLength.p90",
     NULL AS "stageLength.open", NULL AS "stageLength.openMedianAge"
   FROM medians JOIN headline USING (stage)
   UNION ALL
   SELECT month, 'stage ' || stage, value, n, NULL, NULL, NULL, NULL FROM medians WHERE month = ${last}
   UNION ALL
   SELECT ${last}, NULL, NULL, NULL, NULL, NULL, count(*), median(${period.end} - since) / 1000
   FROM stays JOIN headline USING (stage) WHERE since < ${period.end} AND ${period.end} <= until`,
  // The slowest stage of each, of equal ones the first.
  `SELECT ${last} AS month, who, "stageLength.value", "stageLength.n" FROM
     (SELECT ${named(byStage)}, stage, median(until - since) / 1000 AS "stageLength.value", count(*) AS "stageLength.n"
      FROM stays ${withOwners} WHERE ${inLast('until')} ${each(byStage, ', stage')})
   QUALIFY row_number() OVER (PARTITION BY who ORDER BY "stageLength.value" DESC, stage) = 1`,
];
