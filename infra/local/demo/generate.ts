import { createHash } from 'node:crypto';
import { day, monthsUntil } from './calendar.ts';
import { customersOf } from './customers.ts';
import { dealsOf } from './deals.ts';
import { hubOf } from './hub.ts';
import { hooksOf, kommoBody, repeatedInNextNight } from './kommo.ts';
import { hubBody } from './observation.ts';

/** One webhook of the demonstration. */
export interface DemoRequest {
  readonly source: 'kommo' | 'hub';
  /** The same at every start: who sends it twice sends the same one. */
  readonly id: string;
  readonly body: string;
}

/** The systems synchronise every few nights. */
const nights = 7;
/** Of the requests every so many-th comes twice, as of any system that had no answer the first time. */
const repeatedEvery = 29;

interface Dated {
  readonly at: number;
}

/** Those of each few nights together, in order of time; nights without any are left out. */
const inNights = <Item extends Dated>(items: readonly Item[], start: number): Item[][] => {
  const groups = new Map<number, Item[]>();
  for (const item of [...items].sort((a, b) => a.at - b.at)) {
    // What was before the first of them is told by it.
    const night = Math.max(0, Math.floor((item.at - start) / (nights * day)));
    groups.set(night, [...(groups.get(night) ?? []), item]);
  }
  return [...groups.entries()].sort(([a], [b]) => a - b).map(([, group]) => group);
};

const requestOf = (source: DemoRequest['source'], body: string): DemoRequest => ({
  source,
  id: `msg_${createHash('sha256').update(source).update(body).digest('hex').slice(0, 27)}`,
  body,
});

/** Takes turns, so that both sources come along together. */
const alternately = <Item>(a: readonly Item[], b: readonly Item[]): Item[] =>
  Array.from({ length: Math.max(a.length, b.length) }).flatMap((_, index) =>
    [a[index], b[index]].filter((item) => item !== undefined),
  );

/**
 * Every webhook of a demonstration that was first started at an instant: the fourteen months that were over by then,
 * and the running one up to it. The same instant gives the same bytes.
 *
 * @param startedAt epoch milliseconds
 */
export const demoRequests = (startedAt: number): DemoRequest[] => {
  const months = monthsUntil(startedAt);
  const start = months.find(({ index }) => index === 0)?.start ?? startedAt;
  const deals = dealsOf(months);
  const customers = customersOf(deals, months);
  const hooks = deals.flatMap((deal) => hooksOf(deal, { from: start, until: startedAt, customerOf: customers.idOf }));
  const nightly = inNights(hooks, start);
  const kommo = nightly.map((group, night) =>
    requestOf('kommo', kommoBody([...(nightly[night - 1] ?? []).filter(repeatedInNextNight), ...group])),
  );
  const observations = hubOf(customers.all, months).filter(({ at }) => at <= startedAt);
  const hub = inNights(observations, start).map((group) => requestOf('hub', hubBody(group)));
  return alternately(kommo, hub).flatMap((request, index) =>
    index % repeatedEvery === 0 ? [request, request] : [request],
  );
};
