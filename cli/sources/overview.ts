import type { SourceHealth } from '../http/answers.ts';
import { sparkline } from '../terminal/bars.ts';
import type { Printer } from '../terminal/printer.ts';
import { count, every, lasting, minuteOf } from '../terminal/text.ts';
import { lastDays } from './days.ts';

/** The API counts no further than this. */
const mostPending = 1_000;
const daysDrawn = 14;

/** Those of which there are any. */
const inWords = (numbers: readonly (readonly [number: number, what: string])[]): string[] =>
  numbers.flatMap(([number, what]) => (number > 0 ? [`${number.toLocaleString('en')} ${what}`] : []));

const silence = ({ silent, lastAt, quietFor, usualInterval }: SourceHealth): string[] => {
  if (!silent) return lastAt === null ? ['waiting for its first delivery'] : [];
  if (quietFor === null) return ['silent'];
  const usually = usualInterval === null ? '' : `, usually ${every(usualInterval)}`;
  return [`silent: nothing for ${lasting(quietFor)}${usually}`];
};

/** One address may serve several accounts: only where nothing else came it is likely that the wrong one is named. */
const otherAccount = ({ totals: { deliveries, wrongAccount } }: SourceHealth): string[] =>
  wrongAccount > 0 && wrongAccount === deliveries
    ? ['all of another account: is "account" in workspace.yaml right?']
    : inWords([[wrongAccount, 'of another account']]);

/** What of a source calls for a look, in words. */
const attention = (source: SourceHealth): string => {
  const { pending, totals, setAside, neverSeen, unresolved, untied } = source;
  const numbers = [
    [pending, pending >= mostPending ? 'or more pending' : 'pending'],
    [totals.failed, 'failed'],
    [totals.refused, setAside ? 'refused' : 'refused (none is set aside any more)'],
    [totals.rejected, 'rejected'],
    [neverSeen.length, neverSeen.length === 1 ? 'mapped field never seen' : 'mapped fields never seen'],
    [unresolved, 'unresolved'],
    [untied, untied === 1 ? 'customer not tied' : 'customers not tied'],
  ] as const;
  return [...silence(source), ...otherAccount(source), ...inWords(numbers)].join('; ');
};

/** Whether a source has more to say than its line does. */
const hasMore = ({ failures, rejections, setAside, neverSeen, unresolved, untied }: SourceHealth): boolean =>
  failures.length + rejections.length + neverSeen.length + unresolved + untied > 0 || setAside !== null;

/** Prints a line for each source, what calls for a look, and where more is told. */
export const printOverview = (workspace: string, sources: readonly SourceHealth[], printer: Printer): void => {
  printer.table(
    [
      { title: 'source' },
      { title: 'system' },
      { title: 'last delivery (UTC)' },
      { title: `last ${daysDrawn} days` },
      { title: 'deliveries', align: 'right' },
      { title: 'observations', align: 'right' },
    ],
    sources.map((source) => [
      { text: source.id, style: printer.colours.bold },
      source.systemName,
      source.lastAt === null ? (source.silent ? 'none for 30 days' : 'none yet') : minuteOf(source.lastAt),
      sparkline(lastDays(source, daysDrawn).map(({ deliveries }) => deliveries)),
      source.totals.deliveries.toLocaleString('en'),
      source.totals.observations.toLocaleString('en'),
    ]),
    sources.map((source) => ({ text: attention(source), style: printer.colours.yellow })),
  );
  printer.line();
  for (const { id, failures, rejections } of sources.filter(hasMore)) {
    const reasons = failures.length + rejections.length;
    const what = reasons > 0 ? `${count(reasons, 'reason')}, with an example each` : 'with examples';
    printer.line(`More of ${id}, ${what}: quarterdeck sources ${workspace} ${id}`);
  }
  if (sources.some(({ lastAt }) => lastAt === null))
    printer.line(`To see what comes in as it comes: quarterdeck sources ${workspace} --watch`);
};
