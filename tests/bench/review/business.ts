import { type Random, seededRandom } from '../../../infra/local/random.ts';
import { encode } from '../../../lambdas/domain/records/encode.ts';
import type { Presence } from '../../../lambdas/domain/records/fold.ts';
import type { ReadRecord } from '../../../lambdas/domain/reviews/compute.ts';
import { customerId } from './accounts.ts';
import {
  amountOf,
  currency,
  day,
  dealId,
  firstCreated,
  lasting,
  months,
  owners,
  period,
  pick,
  products,
  reasons,
  recordOf,
  regions,
  type Said,
  source,
} from './company.ts';

/** What else the company keeps: orders, renewals, spend, campaigns, people, and who did anything when. */

const anyTime = (random: Random): number => firstCreated + Math.floor(random() * (period.end - firstCreated));
const anyOf = (random: Random, count: number): number => Math.floor(random() * count);

/** A part of a decimal with two places. */
const partOf = (amount: string, share: number): string => String(Math.round(Number(amount) * share * 100) / 100);

export function* ordersOf(count: number, customers: number, deals: number): Generator<ReadRecord> {
  const random = seededRandom('orders');
  for (let index = 0; index < count; index += 1) {
    const at = anyTime(random);
    const amount = amountOf(random);
    yield recordOf('order', `o${index}`, [
      {
        at,
        set: {
          at,
          amount,
          currency,
          product: pick(random, products),
          ...(random() < 0.9 && { customer: customerId(anyOf(random, customers)) }),
          ...(random() < 0.6 && { kind: pick(random, ['new', 'upsell', 'cross-sell', 'renewal']) }),
          ...(random() < 0.6 && { cost: partOf(amount, 0.3 + 0.5 * random()) }),
          ...(random() < 0.2 && { deal: dealId(anyOf(random, deals)) }),
        },
      },
    ]);
  }
}

export function* renewalsOf(count: number, customers: number): Generator<ReadRecord> {
  const random = seededRandom('renewals');
  for (let index = 0; index < count; index += 1) {
    const dueAt = anyTime(random);
    const amount = amountOf(random);
    const said: Said[] = [
      { at: dueAt - 60 * day, set: { dueAt, amount, currency, customer: customerId(anyOf(random, customers)) } },
    ];
    const lot = random();
    const decidedAt = dueAt - Math.floor(random() * 30 * day);
    if (lot < 0.75)
      said.push({
        at: decidedAt,
        set: { decidedAt, outcome: 'renewed', renewedAmount: partOf(amount, 0.8 + 0.4 * random()) },
      });
    else if (lot < 0.9)
      said.push({ at: decidedAt, set: { decidedAt, outcome: 'lost', lostReason: pick(random, reasons) } });
    yield recordOf('renewal', `r${index}`, said);
  }
}

export const campaigns = Array.from({ length: 24 }, (_, index) => `c${index + 1}`);

export const campaignRecords = (): ReadRecord[] =>
  campaigns.map((id, index) =>
    recordOf('campaign', id, [
      { at: firstCreated, set: { name: `Campaign ${index + 1}`, startedAt: firstCreated + index * 14 * day } },
    ]),
  );

export function* spendOf(count: number): Generator<ReadRecord> {
  const random = seededRandom('spend');
  for (let index = 0; index < count; index += 1) {
    const from = anyTime(random);
    yield recordOf('spend', `x${index}`, [
      {
        at: from,
        set: {
          category: pick(random, ['marketing', 'marketing', 'sales', 'retention', 'service', 'other']),
          amount: amountOf(random),
          currency,
          from,
          ...(random() < 0.7 && { to: from + lasting(random, 30) }),
          ...(random() < 0.5 && { campaign: pick(random, campaigns) }),
        },
      },
    ]);
  }
}

/** The owners, and people of other departments. */
export function* usersOf(count: number): Generator<ReadRecord> {
  const random = seededRandom('users');
  for (let index = 0; index < count; index += 1) {
    const { id, ...set } = owners[index] ?? {
      id: `u${index + 1}`,
      name: `User ${index + 1}`,
      team: `Team ${index % 5}`,
      region: pick(random, regions),
    };
    yield recordOf('user', id, [{ at: firstCreated, set: { ...set, activeFrom: firstCreated } }]);
  }
}

const kinds = ['open', 'login', 'use', 'use', 'meeting'];
const features = ['reports', 'export', 'api', 'automation', 'mobile'];

/** A handful of quarter-hours. */
const presenceOf = (random: Random): Presence[] => {
  const kind = pick(random, kinds);
  const quarters = Array.from({ length: 2 + anyOf(random, 6) }, () => anyOf(random, 28 * 96));
  return [
    {
      kind,
      feature: kind === 'use' ? pick(random, features) : null,
      quarters: [...new Set(quarters)].sort((a, b) => a - b),
    },
  ];
};

/** Presence in months, of customers and one in four of a user. */
export function* activitiesOf(count: number, customers: number, users: number): Generator<ReadRecord> {
  const random = seededRandom('activities');
  for (let index = 0; index < count; index += 1) {
    const place = Math.floor(index / 4);
    const ofUser = index % 4 === 0;
    const { name } = months[
      ofUser ? Math.floor(place / users) % months.length : index % months.length
    ] as (typeof months)[0];
    // Each customer at most once: fewer have done anything than there are.
    const whose = ofUser ? `user/u${1 + (place % users)}` : `customer/${customerId(index % customers)}`;
    const id = `${whose}/${name}`;
    const presence = presenceOf(random);
    const state = encode({
      type: 'activity',
      fields: new Map(),
      marks: new Map(),
      same: [],
      truncated: false,
      presence,
    });
    yield { source, type: 'activity', id, state, changedAt: Date.parse(`${name}-01T00:00:00Z`) };
  }
}
