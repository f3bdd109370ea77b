import { hour, type Month } from './calendar.ts';
import { campaignStory } from './campaigns.ts';
import { agents, leaver, officers, products, sellers, successor } from './company.ts';
import { customerStory } from './customerStory.ts';
import type { Customer } from './customers.ts';
import { type Observation, said } from './observation.ts';
import { ordersOf } from './orders.ts';
import { departure } from './people.ts';
import { renewalsOf } from './renewals.ts';
import { serviceOf } from './service.ts';
import { spendOf } from './spend.ts';
import { subscriptionStory, subscriptionsOf } from './subscriptions.ts';
import { surveysOf } from './surveys.ts';
import { usageOf } from './usage.ts';

const emailOf = (name: string): string =>
  `${
    name
      .normalize('NFD')
      .replace(/[^\p{ASCII}]/gu, '')
      .toLowerCase()
      .split(' ')[0]
  }@ipe-alto.example`;

/** The people, and that Kommo knows the sellers by other ids. */
const users = (months: readonly Month[], start: number): Observation[] => {
  const left = departure(months);
  return [...sellers, ...agents, ...officers].flatMap(({ id, name, team, region, kommo }) => {
    const activeFrom = kommo === successor.kommo ? left : start - 400 * 24 * hour;
    const set = { name, email: emailOf(name), team, region, activeFrom: said(activeFrom) };
    const came: Observation = {
      record: 'user',
      id,
      at: Math.max(start, activeFrom),
      set,
      ...(kommo !== null && { same: [`kommo:${kommo}`] }),
    };
    const went: Observation = { record: 'user', id, at: left, set: { activeUntil: said(left) } };
    return id === leaver.id ? [came, went] : [came];
  });
};

/** The products, and the codes that Kommo knows them by. */
const catalogue = (start: number): Observation[] =>
  products.map(({ code, name, cost }, index) => ({
    record: 'product',
    id: `p-${index + 1}`,
    at: start,
    set: { name, cost },
    same: [`kommo:${code}`],
  }));

/** Everything that the hub says in the months, in no particular order. */
export const hubOf = (customers: readonly Customer[], months: readonly Month[]): Observation[] => {
  const start = (months.find(({ index }) => index === 0)?.start ?? 0) + hour;
  const left = departure(months);
  const subscriptions = subscriptionsOf(customers, months);
  return [
    ...users(months, start),
    ...catalogue(start),
    ...campaignStory(months),
    ...spendOf(months),
    ...customers.flatMap((one) => customerStory(one, start, left)),
    ...subscriptionStory(subscriptions, start),
    ...ordersOf(customers, months),
    ...renewalsOf(subscriptions, months),
    ...usageOf(subscriptions, months),
    ...serviceOf(customers, months),
    ...surveysOf(customers, months),
  ];
};
