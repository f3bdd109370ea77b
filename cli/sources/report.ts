import type { SameReason, SourceHealth } from '../http/answers.ts';
import { bar } from '../terminal/bars.ts';
import { indented } from '../terminal/indented.ts';
import type { Printer } from '../terminal/printer.ts';
import { bytes, count, every, lasting, minuteOf, plain } from '../terminal/text.ts';
import { lastDays } from './days.ts';

const barWidth = 16;
const daysListed = 30;

/** `12 minutes ago; usually every 20 minutes`. */
const rhythm = ({ lastAt, silent, quietFor, usualInterval }: SourceHealth): string => {
  if (lastAt === null || quietFor === null) return silent ? 'none for 30 days' : 'none yet: it waits for its first one';
  const usually = usualInterval === null ? '' : `; usually ${every(usualInterval)}`;
  return silent
    ? `nothing for ${lasting(quietFor)}${usually} (the last at ${minuteOf(lastAt)} UTC)`
    : `${lasting(quietFor)} ago, at ${minuteOf(lastAt)} UTC${usually}`;
};

const totalsIn = ({ totals, pending }: SourceHealth): string =>
  [
    count(totals.deliveries, 'delivery', 'deliveries'),
    count(totals.observations, 'observation'),
    ...(
      [
        [totals.failed, 'failed'],
        [totals.wrongAccount, 'of another account'],
        [totals.rejected, 'rejected'],
        [totals.refused, 'refused'],
        [pending, 'pending'],
      ] as const
    ).flatMap(([number, what]) => (number > 0 ? [`${number.toLocaleString('en')} ${what}`] : [])),
  ].join(', ');

const printDays = (source: SourceHealth, { table, line, colours }: Printer): void => {
  const days = lastDays(source, daysListed);
  const first = days.findIndex(({ deliveries, refused }) => deliveries + refused > 0);
  if (first === -1) return;
  const greatest = Math.max(...days.map(({ deliveries }) => deliveries));
  const shown = (number: number): string => (number === 0 ? '' : number.toLocaleString('en'));
  line();
  table(
    [
      { title: 'day (UTC)' },
      { title: '' },
      ...['deliveries', 'observations', 'failed', 'of another account', 'rejected', 'refused'].map((title) => ({
        title,
        align: 'right' as const,
      })),
    ],
    days.slice(first).map(({ day, deliveries, observations, failed, wrongAccount, rejected, refused }) => [
      day,
      { text: bar(deliveries, greatest, barWidth), style: colours.cyan },
      shown(deliveries),
      shown(observations),
      ...[failed, wrongAccount, rejected, refused].map((number) => ({
        text: shown(number),
        style: colours.yellow,
      })),
    ]),
  );
};

/** What is told under a heading of its own. */
const section = (printer: Printer, title: string, lines: readonly string[]): void => {
  printer.line();
  printer.line(printer.colours.bold(plain(title)));
  for (const text of lines) indented(printer, 2, text);
};

const when = ({ deliveries, firstAt, receivedAt, id, size }: SameReason): string => {
  const which = `id ${id}${size === null ? '' : `, ${bytes(size)}`}`;
  return deliveries === 1
    ? `once, at ${minuteOf(receivedAt)}: ${which}`
    : `${deliveries.toLocaleString('en')} times from ${minuteOf(firstAt)} to ${minuteOf(receivedAt)}, the latest: ${which}`;
};

const printReasons = (printer: Printer, title: string, all: readonly SameReason[]): void => {
  if (all.length === 0) return;
  section(printer, title, []);
  for (const one of all) {
    indented(printer, 2, one.reason);
    indented(printer, 4, when(one));
  }
};

const printAside = ({ setAside }: SourceHealth, printer: Printer): void => {
  if (setAside === null) return;
  const { deliveries, reason, firstUntil, until } = setAside;
  const kept =
    deliveries === 1
      ? `It is kept until ${minuteOf(until)} UTC.`
      : `The first is given up at ${minuteOf(firstUntil)} UTC, the last at ${minuteOf(until)}.`;
  section(printer, `${count(deliveries, 'delivery', 'deliveries')} refused and set aside`, [reason, kept]);
};

const printNeverSeen = ({ neverSeen }: SourceHealth, printer: Printer): void => {
  if (neverSeen.length === 0) return;
  section(printer, 'Mapped fields never seen: no webhook gave them a value in 30 days', [
    ...neverSeen.map(({ field, path }) => `${field} from ${path}`),
    'Is that the name the system gives the field, and is the field filled there? Correct "fields" in workspace.yaml.',
  ]);
};

const more = (all: number, shown: number): string[] =>
  all > shown && shown > 0 ? [`… and ${(all - shown).toLocaleString('en')} more`] : [];

const printIdentities = (source: SourceHealth, printer: Printer): void => {
  const { unresolved, unresolvedExamples, untied, untiedExamples, reviewedAt } = source;
  const asOf = reviewedAt === null ? '' : `, as of the review of ${minuteOf(reviewedAt)} UTC`;
  if (unresolved > 0)
    section(printer, `${count(unresolved, 'reference leads', 'references lead')} nowhere${asOf}`, [
      ...unresolvedExamples.map(({ record, names }) => `${record} names ${names}`),
      ...more(unresolved, unresolvedExamples.length),
      'Nothing was ever told of those customers: have the system send them, or import them.',
    ]);
  if (untied > 0)
    section(
      printer,
      `${count(untied, 'customer is', 'customers are')} not tied to a customer of another source${asOf}`,
      [
        ...untiedExamples,
        ...more(untied, untiedExamples.length),
        'Each counts by itself. "identity" in workspace.yaml says where a system keeps the id of another, or that an e-mail address ties them.',
      ],
    );
};

/** Prints all that is known of one source. */
export const printReport = (workspace: string, source: SourceHealth, printer: Printer): void => {
  const { id, systemName, url, reviewedAt, failures, rejections } = source;
  printer.line(`${printer.colours.bold(plain(id))} (${plain(systemName)})`);
  printer.line(`  webhooks to    ${plain(url)}`);
  printer.line(`  last delivery  ${rhythm(source)}`);
  printer.line(`  last 30 days   ${totalsIn(source)}`);
  if (reviewedAt === null) printer.line('  unresolved     not known before the first review, nor what is not tied');
  printDays(source, printer);
  const which = failures.some(({ wrongAccount }) => wrongAccount) ? ' or are of another account' : '';
  printReasons(printer, `Deliveries that failed${which}, of the last hundred by reason`, failures);
  printReasons(printer, 'Observations rejected in deliveries that were good otherwise', rejections);
  const [example] = [...failures, ...rejections];
  if (example) {
    printer.line();
    printer.line(`To see one: quarterdeck sources ${workspace} ${id} --delivery ${example.id}`);
  }
  printAside(source, printer);
  printNeverSeen(source, printer);
  printIdentities(source, printer);
};
