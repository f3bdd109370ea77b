import { catalogue, headlines } from '../../lambdas/domain/kpis/catalogue.ts';
import type { Kpi } from '../../lambdas/domain/kpis/kpi.ts';
import type { Unit } from '../../lambdas/domain/reviews/document.ts';
import { roles } from '../../lambdas/domain/workspaces/schema.ts';

const units: Readonly<Record<Unit, string>> = {
  ratio: 'share',
  money: 'money',
  moneyPerDay: 'money a day',
  duration: 'duration',
  count: 'count',
  score: 'score',
};

const unitOf = ({ unit, toldAs }: Kpi): string => (toldAs === 'number' ? 'number' : units[unit]);

const arrowOf = ({ better }: Kpi): string => (better === 'higher' ? 'higher is better' : 'lower is better');

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

const brokenDownBy = ({ onlyBy, byReason, computed: { over } }: Kpi): string => {
  if (onlyBy?.length === 0) return 'nothing: what stands above the line and below it share no segment';
  if (onlyBy) return code(onlyBy);
  const whose =
    over.of === 'account' || over.of === 'party' ? "the customer's segments" : 'every segment its records have';
  return [whose, ...(byReason ? ['`reason`'] : []), ...(over.partsBy ? [`\`${over.partsBy}\``] : [])].join(', ');
};

const testOf = ({ computed: { apart, interval }, unit }: Kpi): string => {
  if (!apart)
    return unit === 'ratio' ? 'no test: a change is told, and not judged' : 'no test: a change is judged by its size';
  const test = unit === 'score' ? 'a test of two scores by their plain standard errors' : 'the two-proportion z-test';
  return `${test}${interval ? '; a 95 % interval' : ''}`;
};

const facts = (kpi: Kpi): readonly (readonly [string, string])[] => {
  const leads = roles.filter((role) => headlines[role].includes(kpi.id));
  return [
    ['formula', kpi.formula],
    ['unit', `${unitOf(kpi)}, ${arrowOf(kpi)}`],
    ['category', kpi.category],
    ['seen by', [...new Set([...kpi.audiences, 'crm'])].join(', ')],
    ...(leads.length > 0 ? [['leads for', leads.join(', ')] as const] : []),
    ['needs', kpi.needs.map((need) => `\`${need.replaceAll('|', '\\|')}\``).join('; ')],
    ...(kpi.companions.length > 0 ? [['beside it', code(kpi.companions.map(({ id }) => id))] as const] : []),
    ['broken down by', brokenDownBy(kpi)],
    ['noise', testOf(kpi)],
    ...(kpi.floor > 0 ? [['thin below', `${kpi.floor} records`] as const] : []),
    ...(kpi.settles || kpi.movesFor ? [['still open', 'while what it waits for may come yet'] as const] : []),
    ['source', kpi.source],
  ];
};

/** As tables of Markdown are laid out: each column as wide as what is widest in it. */
const table = (rows: readonly (readonly [string, string])[]): string => {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[], fill = ' '): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`;
  return [line(['', '']), line(['', ''], '-'), ...rows.map((row) => line(row))].join('\n');
};

const section = (kpi: Kpi, docstring: string): string =>
  [`### ${kpi.name}`, `\`${kpi.id}\`: ${kpi.definition}`, docstring, table(facts(kpi))].join('\n\n');

const categories = [
  ['performance', 'Performance'],
  ['perception', 'Perception'],
  ['adoption', 'Adoption'],
] as const;

const intro = (): string => `# KPIs

The ${catalogue.length} KPIs of every review, each to its published definition. This page is generated from the catalogue
in \`lambdas/domain/kpis\` by \`npm run kpis\`; \`quarterdeck kpis\` and \`GET /v1/kpis\` tell the same. A company's own are
written in \`workspace.yaml\`: see [workspace.md](workspace.md). What is not among them, and why:
[kpis-not-ours.md](kpis-not-ours.md).

## What holds for all of them

- A period is half-open, \`[start, end)\`, in the workspace's time zone. The state at a boundary is the state just before it:
  what happens at the instant itself belongs to the period that begins there.
- A quarter and a year are computed from the records of the whole period, never from months.
- Durations are exact elapsed seconds; the median leads, with mean and 90th percentile (linear, R's type 7) beside it.
- Money is summed in whole minor units of the workspace's currency, each record converted at the latest rate on or before
  its day and rounded once, half to even. Without a rate it is left out, and counted.
- What has no value is \`null\` with the reason, never 0: \`missing.code\` is one of \`noData\`, \`noObservations\`,
  \`zeroDenominator\`, \`noSpend\`, \`noNewCustomers\`, \`noWins\`, \`noCycle\`, \`noChurn\`, \`noSubscriptions\`, \`noAmounts\`,
  \`noSignals\`, \`noRate\`. A record that cannot be counted stands in \`leftOut\`, with its code and an example.
- The total is the formula over all records, and so is each segment; segments that do not overlap add up to it. A record
  has its own segments; what its type does not have it takes from its customer, then \`team\` and \`region\` from its owner.

## How far to trust a change

- Every share of a count has a 95 % interval: Wilson's score interval, z = 1.959964. A net promoter score has the adjusted
  Wald interval: as if ¾ of a promoter, 1½ passives and ¾ of a detractor more had answered, clamped to ±100.
- \`significant\` says whether a change can be told from noise at 95 %: two shares by the two-proportion z-test with a pooled
  share, two net promoter scores by SE = √(SE₁² + SE₂²) of their plain standard errors. It is \`null\` where there is no
  test, below the floor (5 closed deals, 30 answers), and where either period is a part.
- \`certain\` says the same at 99 %, z = 2.575829. Only such a change is worth a sentence among the highlights: of fifty KPIs
  one in twenty differs at 95 % by chance alone. A
  ratio of amounts has no test and is not judged; any other value without one is told when it changes by a tenth on five cases or
  more.
- \`thin\`: below the floor. \`stillOpen\`: the value will still move. \`partial\`: the data begin within the period.

## Targets and pace

A target is \`atLeast\`, \`atMost\` or both, absolute or relative to the previous period or last year. \`attainment\` is the share of
the bound that was reached. While a period runs, \`pace\` says where it will end if it goes on like this, with a range of 95 %:

- What adds up (counts and amounts of what happens in the period) is projected by the time that has passed. With n cases after
  a share f of the time the rest is n × (1 − f) ÷ f, its variance n × (1 − f) ÷ f²: both how many came so far and how many
  will still come vary as counts do. Amounts vary about as much as they are large, which doubles the variance.
- A share or a score stays what it is, within its interval. A state (the pipeline, customers at the end) has no pace.`;

/** The page; `docstringOf` reads the definition in the KPI's own file. */
export const kpisPage = (docstringOf: (id: string) => string): string =>
  `${[
    intro(),
    ...categories.flatMap(([category, title]) => [
      `## ${title}`,
      ...catalogue.filter((kpi) => kpi.category === category).map((kpi) => section(kpi, docstringOf(kpi.id))),
    ]),
  ].join('\n\n')}\n`;
