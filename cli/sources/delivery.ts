import type { Delivery, Rejection } from '../http/answers.ts';
import { indented } from '../terminal/indented.ts';
import type { Printer } from '../terminal/printer.ts';
import { bytes, count, minuteOf, plain, secondOf } from '../terminal/text.ts';
import { type Folded, foldedByRecord, type Said } from './folded.ts';

/** What a statement for all time is told at: before any change of it. */
const always = '1970-01-01T00:00:00.000Z';

/** Most systems know of seconds alone. */
const wholeSecond = (instant: string): string => instant.replace(/\.000Z$/, 'Z');

const shownValue = (value: unknown): string => {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (value.endsWith('.000Z')) return wholeSecond(value);
  return /^[^\s,"]+$/.test(value) ? value : JSON.stringify(value);
};

/** `stage=Qualified (54423922)`, where the configuration says what the id stands for. */
const shown = ({ name, value }: Said, { labels }: Delivery): string => {
  const called = Object.hasOwn(labels, name) ? labels[name] : undefined;
  const label = called && Object.hasOwn(called, String(value)) ? called[String(value)] : undefined;
  return `${name}=${label === undefined ? shownValue(value) : `${shownValue(label)} (${value})`}`;
};

const shownAll = (said: readonly Said[], delivery: Delivery): string =>
  said.map((one) => shown(one, delivery)).join(' ');

/** One record: what it is now, and what it was until then. */
const printRecord = ({ record, id, at, now, before }: Folded, delivery: Delivery, printer: Printer): void => {
  const name = now.find((said) => said.name === 'name' && said.value !== null);
  const who = [record, id, ...(name ? [JSON.stringify(name.value)] : [])].join(' ');
  const when = at === always ? 'at any time' : `at ${wholeSecond(at)}`;
  const others = now.filter((said) => said !== name);
  indented(printer, 10, `${who} ${when}${others.length === 0 ? '' : `: ${shownAll(others, delivery)}`}`);
  if (before.length > 0) indented(printer, 12, `before that: ${shownAll(before, delivery)}`, printer.colours.dim);
};

/** It is of another account than the source's. */
const isForeign = ({ status, reason }: Delivery): boolean =>
  status === 'failed' && /^wrongAccount\b/.test(reason ?? '');

const outcomeOf = (delivery: Delivery): string => {
  const { status, counts, until } = delivery;
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
      return isForeign(delivery) ? 'left out' : 'failed';
    case 'refused':
      return until === null ? 'refused' : `refused, and set aside until ${minuteOf(until)}`;
  }
};

/** `same body as at 10:32:07`: a system that got no answer sends it again, and it changes nothing twice. */
const repeatOf = (before: string, at: string): string =>
  `same body as at ${before.slice(0, 10) === at.slice(0, 10) ? secondOf(before) : minuteOf(before)}`;

/** Where a mistake is: in the observation that was posted, else in the body, whose events are counted from one. */
const placeOf = ({ index, path }: Rejection, kind: Delivery['kind']): string => {
  if (kind === 'observations') return [`observation ${index}`, path].filter(Boolean).join(', ');
  const [, event, rest = ''] = /^(\d+)(?:\.(.*))?$/.exec(path) ?? [];
  return event === undefined ? path : [`event ${Number(event) + 1}`, rest].filter(Boolean).join(', ');
};

const remarksOn = (delivery: Delivery): string[] => {
  const { kind, status, reason, rejected, counts } = delivery;
  // Of another account are all of its events, for one reason.
  if (status === 'refused' || isForeign(delivery)) return [reason ?? ''];
  const more = counts.rejected - rejected.length;
  // The reason of what was refused piece by piece is that of one of the pieces.
  const isListed = rejected.some(({ message }) => reason?.endsWith(message));
  return [
    ...(status === 'failed' && reason !== null && !isListed ? [reason] : []),
    ...rejected.map((one) => ['rejected', placeOf(one, kind), one.message].filter(Boolean).join(': ')),
    ...(more > 0 ? [`… and ${count(more, 'rejection')} more`] : []),
  ];
};

/**
 * Prints what came in from a source: what became of it, and what it says, a record at a time.
 *
 * @param sameAs when the very same body came before
 */
export const printDelivery = (source: string, delivery: Delivery, printer: Printer, sameAs?: string): void => {
  const { colours, line } = printer;
  const styles = { pending: colours.dim, translated: colours.green, failed: colours.red, refused: colours.yellow };
  const { receivedAt, kind, size, status, observations, counts } = delivery;
  const what = [kind === 'webhook' ? 'webhook' : 'posted observations', ...(size === null ? [] : [bytes(size)])];
  const style = isForeign(delivery) ? colours.yellow : styles[status];
  line(
    [
      colours.dim(secondOf(receivedAt)),
      colours.bold(plain(source)),
      what.join(', '),
      style(outcomeOf(delivery)),
      ...(sameAs === undefined ? [] : [colours.yellow(repeatOf(sameAs, receivedAt))]),
    ].join('  '),
  );
  for (const remark of remarksOn(delivery)) indented(printer, 10, remark);
  for (const record of foldedByRecord(observations)) printRecord(record, delivery, printer);
  const more = counts.observations - observations.length;
  if (more > 0) indented(printer, 10, `… and ${count(more, 'observation')} more`);
};
