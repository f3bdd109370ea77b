import type { Fact } from './facts.ts';
import type { People } from './people.ts';
import type { Cell } from './tables.ts';

/** Rule 14: what records say of where they stand. */

const own: Readonly<Record<string, readonly string[]>> = {
  lead: ['owner', 'source', 'campaign', 'product'],
  deal: ['pipeline', 'stage', 'owner', 'source', 'campaign', 'product', 'kind'],
  customer: ['owner', 'source', 'industry', 'region'],
  order: ['product', 'kind'],
  ticket: ['channel', 'priority', 'owner'],
  survey: ['kind'],
  user: ['team', 'region'],
  spend: ['campaign'],
  renewal: [],
};

const longAgo = -1e15;

export const segmentRows = (people: People) => {
  const key = (fact: Fact, by: string, value: unknown): string => {
    if (typeof value !== 'string' || value === '') return '';
    if (by === 'owner') return people.standing(people.refer(fact.source, 'user', value));
    if (by === 'product' || by === 'campaign') return people.standing(people.refer(fact.source, by, value));
    return by === 'stage' || by === 'pipeline' ? `${fact.source}:${value}` : value;
  };
  const said: Cell[][] = [];
  const customers: Cell[][] = [];
  for (const [type, dimensions] of Object.entries(own))
    for (const fact of people.counted(type)) {
      for (const by of [...dimensions, ...fact.customs()])
        if (fact.hasHistory(by))
          said.push(...fact.history(by).map(({ at, value }) => [fact.ref, by, at, key(fact, by, value)]));
        else said.push([fact.ref, by, longAgo, key(fact, by, fact.text(by))]);
      const named = type === 'lead' || type === 'customer' ? null : people.named(fact, 'customer', 'customer');
      const customer = named === null ? undefined : people.find(named);
      if (customer) customers.push([fact.ref, customer.ref]);
    }
  const owners = [
    ...new Set(said.flatMap(([, by, , owner]) => (by === 'owner' && owner !== '' ? [String(owner)] : []))),
  ];
  return {
    segment_said: said,
    own_dimension: Object.entries(own).flatMap(([type, dimensions]) => dimensions.map((by): Cell[] => [type, by])),
    segment_customer: customers,
    segment_owner: owners.flatMap((owner): Cell[][] => {
      const user = people.find(owner);
      return user ? [[owner, user.ref]] : [];
    }),
  };
};
