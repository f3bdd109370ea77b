import type { Fact } from './facts.ts';
import type { People } from './people.ts';

/** Rule 14: where a record stands. */

/** The instant that decides, and whether it is a boundary: then what is said at the instant itself is of what follows. */
export interface When {
  readonly at: number;
  readonly boundary: boolean;
}

const own: Readonly<Record<string, readonly string[]>> = {
  lead: ['owner', 'source', 'campaign', 'product'],
  deal: ['pipeline', 'stage', 'owner', 'source', 'campaign', 'product', 'kind'],
  customer: ['owner', 'source', 'industry', 'region'],
  order: ['product', 'kind'],
  ticket: ['channel', 'priority', 'owner'],
  survey: ['kind'],
  user: ['team', 'region'],
};
const dimensions = [...new Set(Object.values(own).flat())];

const asOf = (fact: Fact, field: string, { at, boundary }: When): string | null => {
  if (!fact.hasHistory(field)) return fact.text(field);
  const said = fact.history(field);
  const value = (said.findLast((one) => one.at < at || (one.at === at && !boundary)) ?? said[0])?.value;
  return typeof value === 'string' && value !== '' ? value : null;
};

export type Place = Readonly<Record<string, string | null>>;

/** The key of every dimension, `null` where it is missing. */
export const placeOf = (people: People, fact: Fact | null, when: When): Place => {
  if (fact === null) return {};
  const has = (of: Fact, dimension: string): boolean => own[of.type]?.includes(dimension) ?? false;
  const key = (of: Fact, dimension: string): string | null => {
    const text = asOf(of, dimension, when);
    if (text === null) return null;
    if (dimension === 'owner') return people.standing(people.refer(of.source, 'user', text));
    if (dimension === 'product' || dimension === 'campaign')
      return people.standing(people.refer(of.source, dimension, text));
    return dimension === 'stage' || dimension === 'pipeline' ? `${of.source}:${text}` : text;
  };
  const named = fact.type === 'lead' || fact.type === 'customer' ? null : people.named(fact, 'customer', 'customer');
  const customer = named === null ? undefined : people.find(named);
  const place: Record<string, string | null> = {};
  for (const dimension of dimensions) {
    if (has(fact, dimension)) place[dimension] = key(fact, dimension);
    else if (customer && has(customer, dimension)) place[dimension] = key(customer, dimension);
  }
  const owner = place.owner ? people.find(place.owner) : undefined;
  for (const dimension of ['team', 'region'])
    if (owner && !has(fact, dimension)) place[dimension] ??= key(owner, dimension);
  for (const custom of [...fact.customs(), ...(customer?.customs() ?? [])])
    place[custom] = fact.text(custom) ?? customer?.text(custom) ?? null;
  return place;
};
