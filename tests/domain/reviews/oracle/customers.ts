import type { Fact } from './facts.ts';
import { type Asked, type Item, type NaiveKpi, naive, type Stretch, share } from './kpi.ts';
import { placeOf } from './segments.ts';

/** Rule 9: whoever is a customer, known by a record or by subscriptions alone. */
interface Party {
  readonly customer: Fact | null;
  readonly subscriptions: readonly Fact[];
}

const partiesOf = ({ people }: Asked): Party[] => {
  const subscriptions = people.counted('subscription');
  const payer = (subscription: Fact): string =>
    people.named(subscription, 'customer', 'customer') ?? people.standing(subscription.ref);
  const customers = people.counted('customer');
  const refs = [...customers.map(({ ref }) => people.standing(ref)), ...subscriptions.map(payer)];
  return [...new Set(refs)].map((ref) => ({
    customer: customers.find((customer) => people.standing(customer.ref) === ref) ?? null,
    subscriptions: subscriptions.filter((subscription) => payer(subscription) === ref),
  }));
};

const mrrBefore = (subscription: Fact, instant: number): number => {
  const startedAt = subscription.instant('startedAt');
  const endedAt = subscription.instant('endedAt');
  if (startedAt === null || startedAt >= instant || (endedAt !== null && endedAt < instant)) return 0;
  const said = subscription.history('mrr');
  return Number((said.findLast(({ at }) => at < instant) ?? said[0])?.value ?? 0);
};

const isCustomerBefore = ({ customer, subscriptions }: Party, instant: number): boolean => {
  if (subscriptions.length > 0) return subscriptions.some((subscription) => mrrBefore(subscription, instant) > 0);
  if (customer === null) return false;
  const status = customer.history('status').findLast(({ at }) => at < instant)?.value ?? null;
  if (status !== null) return status === 'active';
  const since = customer.instant('since');
  const until = customer.instant('until');
  return since !== null && since < instant && (until === null || until >= instant);
};

const reasonOf = ({ customer, subscriptions }: Party): string | null => {
  const own = customer?.text('churnReason');
  if (own) return own;
  const last = subscriptions
    .filter((subscription) => subscription.instant('endedAt') !== null)
    .sort((a, b) => Number(a.instant('endedAt')) - Number(b.instant('endedAt')) || (a.ref < b.ref ? -1 : 1))
    .at(-1);
  return last?.text('endReason') ?? null;
};

type Member = Item & { readonly stays: boolean };

const atStart = (asked: Asked, { start, end }: Stretch, byReason: boolean): Member[] =>
  partiesOf(asked)
    .filter((party) => isCustomerBefore(party, start))
    .map((party) => ({
      place: {
        ...placeOf(asked.people, party.customer, { at: start, boundary: true }),
        ...(byReason && { reason: reasonOf(party) }),
      },
      stays: isCustomerBefore(party, end),
    }));

const needs: NaiveKpi['needs'] = [[['customer.since'], ['customer.status'], ['subscription.mrr']]];

export const customerRetentionRate = naive<Member>({
  id: 'customerRetentionRate',
  needs,
  items: (asked, stretch) => atStart(asked, stretch, false),
  formula: (items) => share(items.filter(({ stays }) => stays).length, items.length),
});

export const churnRate = naive<Member>({
  id: 'churnRate',
  needs,
  items: (asked, stretch) => atStart(asked, stretch, true),
  formula: (items) => share(items.filter(({ stays }) => !stays).length, items.length),
});
