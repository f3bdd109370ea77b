import type { Delivery, Rejection } from '../http/answers.ts';
import { indented } from '../terminal/indented.ts';
import type { Printer } from '../terminal/printer.ts';
import { bytes, count, minuteOf, plain, secondOf } from '../terminal/text.ts';

/** What a statement for all time is told at: before any change of it. */
const always = '1970-01-01T00:00:00.000Z';

/** Most systems know of seconds alone. */
const wholeSecond = (instant: string): string => instant.replace(/\.000Z$/, 'Z');

const shownValue = (value: unknown): string => {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (value.endsWith('.000Z')) return wholeSecond(value);
  return /^[^\s,"]+$/.test(value) ? value : JSON.stringify(value);
};

const saidIn = ({ set = {}, deleted, mergedInto, same }: Delivery['observations'][number]): string =>
  Object.entries({ ...set, deleted, mergedInto, same })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${shownValue(value)}`)
    .join(' ');

const outcomeOf = ({ status, counts, until }: Delivery): string => {
  switch (status) {
    case 'pending':
      return 'stored, and not translated yet';
    case 'translated':
      return [
        counts.observations === 0
          ? 'translated: it tells nothing that counts'
          : `translated: ${count(counts.observations, 'observation')}`,
        ...(counts.rejected > 0 ? [`${counts.rejected.toLocaleString('en')} rejected`] : []),
      ].join(', ');
    case 'failed':
      return 'failed';
    case 'refused':
      return until === null ? 'refused' : `refused, and set aside until ${minuteOf(until)}`;
  }
};

/** As the API tells it of a delivery. */
const reasonOf = ({ index, path, message }: Rejection): string =>
  `Observation ${index}${path === '' ? '' : `, ${path}`}: ${message}`;

const remarksOn = ({ status, reason, rejected, counts }: Delivery): string[] => {
  if (status === 'refused') return [reason ?? ''];
  const more = counts.rejected - rejected.length;
  return [
    ...(status === 'failed' && reason !== null && !rejected.some((one) => reasonOf(one) === reason) ? [reason] : []),
    ...rejected.map(({ path, message }) => `rejected: ${path === '' ? '' : `${path}: `}${message}`),
    ...(more > 0 ? [`… and ${count(more, 'rejection')} more`] : []),
  ];
};

/** Prints what came in from a source: what became of it, and what it says. */
export const printDelivery = (source: string, delivery: Delivery, printer: Printer): void => {
  const { colours, line } = printer;
  const styles = { pending: colours.dim, translated: colours.green, failed: colours.red, refused: colours.yellow };
  const { receivedAt, kind, size, status, observations, counts } = delivery;
  const what = [kind === 'webhook' ? 'webhook' : 'posted observations', ...(size === null ? [] : [bytes(size)])];
  line(
    `${colours.dim(secondOf(receivedAt))}  ${colours.bold(plain(source))}  ${what.join(', ')}  ${styles[status](outcomeOf(delivery))}`,
  );
  for (const remark of remarksOn(delivery)) indented(printer, 10, remark);
  for (const observation of observations) {
    const { record, id, at } = observation;
    indented(
      printer,
      10,
      `${record} ${id} ${at === always ? 'at any time' : `at ${wholeSecond(at)}`}: ${saidIn(observation)}`,
    );
  }
  const more = counts.observations - observations.length;
  if (more > 0) indented(printer, 10, `… and ${count(more, 'observation')} more`);
};
