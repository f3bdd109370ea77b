import type { FunctionName } from '../../infra/constructs/functionNames.ts';
import { figureOf, type Results } from '../performance/results.ts';
import { assumptions, monthSeconds, type Scenario } from './assumptions.ts';
import type { PriceName } from './prices.ts';
import type { Stack } from './stack.ts';

/** How much of what is priced a month takes. */
export type Month = Readonly<Record<PriceName, number>>;

const gigabyte = 1e9;
const megabytesEach = 1024;

/** Units, in the words of the bench. */
interface Units {
  readonly reads: number;
  readonly writes: number;
}

const unitsOf = (results: Results, figure: string): Units => ({
  reads: figureOf(results, 'units', figure, 'read units'),
  writes: figureOf(results, 'units', figure, 'write units'),
});

/** The largest deployment of which a review was measured, or the smallest there is. */
const reviewUnits = (results: Results, { deals }: Scenario): Units =>
  unitsOf(results, `a review of ${deals} deals for three recipients`);

/** How often each function is invoked in a month. */
const invocationsOf = ({ webhooks }: Scenario): Readonly<Record<FunctionName, number>> => {
  const reviews = webhooks === 0 ? 0 : assumptions.reviews;
  const mails = reviews * assumptions.recipients;
  return {
    receive: webhooks,
    // At most: what comes in within a second of it is handed over together.
    translate: webhooks,
    schedule: assumptions.ticks,
    review: reviews,
    mail: mails,
    feedback: mails * assumptions.mailEvents,
    api: mails * assumptions.pagesEachMail,
  };
};

/** Seconds for which an invocation is billed. */
const secondsOf = (results: Results, { memory }: Stack, { warm, deals }: Scenario, name: FunctionName): number => {
  const slower = Math.max(1, assumptions.wholeProcessor / memory[name]);
  const isWarm = warm && (name === 'receive' || name === 'translate');
  const measured = isWarm
    ? figureOf(results, 'cold', `a later event of ${name}`, 'ms')
    : figureOf(results, 'cold', `first event of ${name} in a fresh process, over an empty bundle`, 'ms');
  const records =
    name === 'review'
      ? (1000 * deals) / figureOf(results, 'review', 'records reviewed, processor time', 'records/s')
      : 0;
  return ((measured + records) * slower + (isWarm ? 0 : assumptions.runtimeStart)) / 1000;
};

const pollsOf = ({ polledQueues }: Stack): number =>
  (polledQueues * assumptions.pollers * monthSeconds) / assumptions.pollSeconds;

const decryptionsOf = ({ warm, webhooks }: Scenario, { mail, api }: Readonly<Record<FunctionName, number>>): number =>
  (warm ? monthSeconds / assumptions.secretSeconds : webhooks) + mail + api;

/** Gigabytes of deliveries and records after so many months, all of them kept. */
const storedAfter = (months: number, { webhooks, deals }: Scenario): number =>
  ((months * webhooks + deals) * assumptions.itemBytes) / gigabyte;

/** What a month takes of everything: the twelfth of a deployment, where storage is concerned. */
export const monthOf = (results: Results, stack: Stack, scenario: Scenario): Month => {
  const { webhooks } = scenario;
  const invocations = invocationsOf(scenario);
  const named = Object.entries(invocations) as [FunctionName, number][];
  const total = (of: (name: FunctionName, count: number) => number): number =>
    named.reduce((sum, [name, count]) => sum + of(name, count), 0);

  const webhook = unitsOf(results, 'a webhook of 1 KB that changes one record, translated one at a time');
  const ticked = unitsOf(results, 'what ticks add for a webhook');
  const tick = unitsOf(results, 'a tick that finds nothing to do');
  const mail = unitsOf(results, 'a mail of it, and what becomes of the mail');
  const review = webhooks === 0 ? { reads: 0, writes: 0 } : reviewUnits(results, scenario);
  const units = (of: keyof Units): number =>
    webhooks * (webhook[of] + ticked[of]) +
    invocations.schedule * tick[of] +
    invocations.review * review[of] +
    invocations.mail * mail[of];

  const messages = invocations.review + invocations.mail;
  const requests = webhooks + invocations.api;
  const stored = webhooks === 0 ? 0 : storedAfter(12, scenario);
  return {
    requests,
    invocations: total((_, count) => count),
    compute: total((name, count) =>
      count === 0 ? 0 : count * secondsOf(results, stack, scenario, name) * (stack.memory[name] / megabytesEach),
    ),
    writes: units('writes'),
    reads: units('reads'),
    stored,
    backedUp: stored,
    queueRequests: pollsOf(stack) + messages * assumptions.requestsEachMessage,
    ticks: assumptions.ticks,
    mails: invocations.mail,
    alarms: stack.alarmMetrics,
    dashboards: stack.dashboards,
    logs:
      (total((_, count) => count) * assumptions.logBytesEachInvocation + requests * assumptions.logBytesEachRequest) /
      gigabyte,
    traces: total((name, count) => (stack.traced[name] ? count : 0)),
    decryptions: decryptionsOf(scenario, invocations),
  };
};
