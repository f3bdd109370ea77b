import { type FunctionName, functionNames } from '../../infra/constructs/functionNames.ts';
import { figureOf, type Result, type Results } from '../performance/results.ts';
import { assumptions, type Scenario, scenarios } from './assumptions.ts';
import { type Month, monthOf } from './month.ts';
import { costOf, type Price, type PriceName, prices, pricesRead } from './prices.ts';
import type { Stack } from './stack.ts';

const names = Object.keys(prices) as PriceName[];

const count = (amount: number): string =>
  amount.toLocaleString('en-US', amount < 10 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 });

/** Cents; of less than half a cent only that it is less. */
const dollars = (amount: number): string => {
  if (amount === 0) return '–';
  return amount < 0.005 ? '< 0.01' : amount.toFixed(2);
};

/** Of a dashboard with more metrics than this nothing is free. */
const freeDashboardMetrics = 50;

const sumOf = (month: Month): number => names.reduce((sum, name) => sum + costOf(name, month[name]), 0);

/** Without what is free for ever in an account in which there is nothing else. */
const sumBeyondFree = (month: Month, { dashboardMetrics }: Stack): number =>
  names.reduce((sum, name) => {
    const free = name !== 'dashboards' || dashboardMetrics <= freeDashboardMetrics;
    return sum + costOf(name, month[name], { free });
  }, 0);

const head: readonly string[] = [
  `| | ${scenarios.map(({ title }) => title).join(' | ')} |`,
  `| --- |${' ---: |'.repeat(scenarios.length)}`,
];

const totalsOf = (months: readonly Month[], stack: Stack): string[] => [
  `| **together, $ a month** | ${months.map((month) => `**${dollars(sumOf(month))}**`).join(' | ')} |`,
  `| with what is free for ever | ${months.map((month) => dollars(sumBeyondFree(month, stack))).join(' | ')} |`,
];

const billOf = (months: readonly Month[], stack: Stack): string[] => [
  ...head,
  ...names.map((name) => {
    const cells = months.map((month) => {
      const amount = month[name];
      return amount === 0 ? '–' : `${count(amount)} → ${dollars(costOf(name, amount))}`;
    });
    return `| ${prices[name].what} | ${cells.join(' | ')} |`;
  }),
  ...totalsOf(months, stack),
];

const monthsOf = (results: Results, stack: Stack): Month[] =>
  scenarios.map((scenario) => monthOf(results, stack, scenario));

/** What it comes to, for the README. */
export const costsInShort = (results: Results, stack: Stack): string =>
  [
    ...head,
    ...totalsOf(monthsOf(results, stack), stack),
    '',
    `List prices of us-east-1 as of ${pricesRead}, before taxes; most were read on [pages of others](docs/costs.md#prices), not AWS's own.`,
  ].join('\n');

/** The lines that are most of a month's bill. */
const largest = (month: Month): string =>
  names
    .map((name) => ({ name, cost: costOf(name, month[name]) }))
    .sort((a, b) => b.cost - a.cost)
    .slice(0, 4)
    .map(({ name, cost }) => `${prices[name].what} ${dollars(cost)}`)
    .join('; ');

const pricesTable = (): string[] => [
  '| what | $ | for | free a month | read in |',
  '| --- | ---: | --- | ---: | --- |',
  ...names.map((name) => {
    const { what, usd, per, unit, free, read }: Price = prices[name];
    const given = free === 0 ? '' : count(free);
    return `| ${what} | ${usd} | ${count(per)} ${unit} | ${given} | ${read ?? 'known, not read again'} |`;
  }),
];

const measuredOn = (results: Results): string => {
  const told = ({ date, machine }: Result): string => `${date} (${machine.cpu}, Node ${machine.node})`;
  const used = ['units', 'cold', 'review'].flatMap((bench) => (results[bench] ? [told(results[bench])] : []));
  return [...new Set(used)].join(', ');
};

const listed = (names: readonly FunctionName[]): string =>
  new Intl.ListFormat('en').format(names.map((name) => `\`${name}\``));

/** What more the traces of every function would cost in the last scenario. */
const moreTraces = (results: Results, stack: Stack): number => {
  const scenario = scenarios[scenarios.length - 1] as Scenario;
  const all = Object.fromEntries(functionNames.map((name) => [name, true])) as Stack['traced'];
  const traces = (traced: Stack['traced']): number => monthOf(results, { ...stack, traced }, scenario).traces;
  return costOf('traces', traces(all) - traces(stack.traced));
};

const tracing = (results: Results, stack: Stack): string => {
  const traced = functionNames.filter((name) => stack.traced[name]);
  const others = functionNames.filter((name) => !stack.traced[name]);
  return `- Traced are all invocations of ${listed(traced)}: Lambda records one a second and 5 % of the rest, and these are fewer than one a second. Those of ${listed(others)} are not: with \`-c tracing=all\` a million webhooks cost $${dollars(moreTraces(results, stack))} more.`;
};

const assumed = (results: Results, stack: Stack): string[] => [
  `- A month has 31 days and ${count(assumptions.ticks)} ticks. There is one workspace, with ${assumptions.recipients} recipients of monthly, quarterly and annual reviews: ${count(assumptions.reviews)} reviews and ${count(assumptions.reviews * assumptions.recipients)} mails a month on average. Before the first webhook nothing is mailed.`,
  `- Webhooks have 1 KB and change one record of one write unit, one at a time: the most that \`units\` measured. Kommo's change two, a deal and a lead, and so cost one write unit more each.`,
  `- With 1,000 webhooks a month each finds no process, and every tick, review and mail does so in any case: such a start is billed with its first event, as \`cold\` measured it, and with ${assumptions.runtimeStart} ms of Lambda's own. With 1,000,000 a month there are processes for webhooks.`,
  `- A function with less than ${count(assumptions.wholeProcessor)} MB is slower than what was measured by that share. Waiting for the local database is taken for waiting for DynamoDB.`,
  `- A review reads ${scenarios
    .filter(({ deals }) => deals > 0)
    .map(({ deals }) => count(deals))
    .join(' deals, or ')} deals at a million webhooks.`,
  `- Storage is that after a year, in which nothing is deleted: ${count(assumptions.itemBytes)} bytes a delivery and a record.`,
  `- Lambda keeps ${assumptions.pollers} long polls of ${assumptions.pollSeconds} seconds open at each of the ${stack.polledQueues} queues, whether anything is in them or not. Reading the stream costs nothing.`,
  tracing(results, stack),
  `- An invocation leaves ${assumptions.logBytesEachInvocation} bytes in its log, and a request ${assumptions.logBytesEachRequest} in the access log.`,
  `- The ${stack.alarms} alarms watch ${stack.alarmMetrics} metrics. What the functions count is paid for only in hours in which there is something to count: at most $2.40 a month. The dashboard shows ${stack.dashboardMetrics} metrics; with more than ${freeDashboardMetrics} it is not among the three that are free.`,
  `- Not in the table, as they are off by default: CloudFront and the firewall ([in front](deploy.md#cloudfront-and-a-firewall-in-front)), of which CloudFront costs by the request and the amount sent, the firewall by the month and the request: aws.amazon.com/cloudfront/pricing and aws.amazon.com/waf/pricing tell their prices. Nor is Secrets Manager, whose price [deploy.md](deploy.md#secrets-in-secrets-manager) tells.`,
  `- Left out, each less than a cent: the bundles in S3, data sent out, alarms by mail, parameters, keeping logs.`,
];

/** The page, all of it: what is not measured is assumed, and said. */
export const costsPage = (results: Results, stack: Stack): string => {
  const months = monthsOf(results, stack);
  const writes = figureOf(
    results,
    'units',
    'a form of Kommo of 1 KB that changes two, translated one at a time',
    'write units',
  );
  return `<!-- Generated by npm run costs: change docs/costs/ or measure again, and run it. -->

# What it costs

A bill of AWS in us-east-1, in US dollars a month, before taxes. Amounts are computed from the read and write units and the
times in [performance.json](performance.json), and from what the stack's template holds; prices are list prices, most of
them read on [pages of others](#prices), not AWS's own. What could be neither measured nor read is assumed, below.

${billOf(months, stack).join('\n')}

${scenarios.map(({ title }, index) => `- The largest lines ${index === 0 ? '' : 'at '}${title}: ${largest(months[index] as Month)}.`).join('\n')}

Every cell is an amount of a month and what it costs. The last line takes off what is free for ever, if nothing else in the
account uses it; an account's first months have more.

## Assumed

${assumed(results, stack).join('\n')}

Kommo's forms take ${writes} write units each: a million of them cost ${dollars(costOf('writes', 1_000_000))} more for each unit over the ${figureOf(results, 'units', 'a webhook of 1 KB that changes one record, translated one at a time', 'write units')} above.

## Prices

List prices of us-east-1 as of ${pricesRead}. Those that were not read again were known before. Look at AWS's own pages before
you rely on one.

${pricesTable().join('\n')}

Measured: ${measuredOn(results)}.

<!-- End of what npm run costs writes. -->
`;
};
