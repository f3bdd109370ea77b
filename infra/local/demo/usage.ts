import { atWork, day, hour, type Month } from './calendar.ts';
import { agents, leaver, officers, type Person, sellers, successor } from './company.ts';
import { type Draw, drawFor } from './draw.ts';
import { type Observation, said } from './observation.ts';
import { departure } from './people.ts';
import type { Subscription } from './subscriptions.ts';

/** Of those whose machines are connected: on how many days of a month they do something with it. */
const habits = [
  { low: 4, high: 5, share: 40 },
  { low: 2, high: 3, share: 30 },
  { low: 0, high: 1, share: 20 },
  { low: 0, high: 0, share: 10 },
];
/** The others can but order beans. */
const unconnected = [
  { low: 2, high: 3, share: 25 },
  { low: 0, high: 2, share: 40 },
  { low: 0, high: 0, share: 35 },
];
/** Who is about to leave has hardly used anything for so long. */
const fading = 75 * day;

const features = ['consumption-report', 'remote-recipes', 'maintenance-alerts', 'bean-orders'];

/** `count` instants of opening hours, spread over a part of a month. */
const instants = (count: number, { start, end }: { start: number; end: number }, draw: Draw): number[] =>
  Array.from({ length: count }, (_, place) =>
    atWork(start + 10 * hour + ((place + 0.6 * draw.unit()) / count) * Math.max(0, end - start - 2 * day)),
  );

const activity = (whose: 'customer' | 'user', id: string, at: number, feature: string | null): Observation => ({
  record: 'activity',
  id: `${id}/${at}`,
  at,
  set: {
    [whose]: id,
    at: said(at),
    kind: feature === null ? 'login' : 'use',
    ...(feature !== null && { feature }),
  },
});

/** What customers do with their machines and the portal. */
const ofCustomer = (
  { id, customer, plan, startedAt, endedAt }: Subscription,
  months: readonly Month[],
): Observation[] => {
  const habit = drawFor(`habit/${id}`);
  const { low, high } = habit.share(plan.connected ? habits : unconnected);
  const used = plan.connected ? features.filter(() => habit.unit() < 0.6) : features.slice(-1);
  return months.flatMap(({ index, start, end }) => {
    const draw = drawFor(`usage/${id}/${index}`);
    const isFading = endedAt !== null && start > endedAt - fading;
    const there = { start: Math.max(start, startedAt), end: Math.min(end, endedAt ?? end) };
    const days = isFading ? draw.whole(0, 1) : draw.whole(low, high);
    if (there.end - there.start < 8 * day) return [];
    return instants(days, there, draw).map((at) =>
      activity('customer', customer.id, at, draw.unit() < 0.75 && used.length > 0 ? draw.pick(used) : null),
    );
  });
};

/** Of the months, the share in which somebody works with the CRM. */
const zeal: Readonly<Record<Person['team'], number>> = { Sales: 1, Service: 0.95, Marketing: 0.7, Management: 0.5 };

const ofUser = (person: Person, months: readonly Month[]): Observation[] => {
  const left = departure(months);
  return months
    .filter(({ index }) => index >= 0)
    .flatMap(({ index, start, end }) => {
      const draw = drawFor(`seat/${index}/${person.id}`);
      const there = {
        start: person === successor ? Math.max(start, left) : start,
        end: person === leaver ? Math.min(end, left) : end,
      };
      const days = draw.unit() < zeal[person.team] && there.end - there.start > 4 * day ? 2 : 0;
      return instants(days, there, draw).map((at) => activity('user', person.id, at, null));
    });
};

/** What customers do with what they have, and the people of Ipê Alto with the CRM. */
export const usageOf = (subscriptions: readonly Subscription[], months: readonly Month[]): Observation[] => {
  const told = months.filter(({ index }) => index >= 0);
  return [
    ...subscriptions.flatMap((subscription) => ofCustomer(subscription, told)),
    ...[...sellers, ...agents, ...officers].flatMap((person) => ofUser(person, months)),
  ];
};
