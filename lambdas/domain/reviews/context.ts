import type { Account, Subject } from '../kpis/subject.ts';
import { compareText } from '../records/order.ts';
import type { RecordType } from '../records/vocabulary.ts';
import type { Identities, Ref } from './identity.ts';

/** Record types that others refer to, or that make up accounts: read first, and kept. */
export const referenceTypes = ['user', 'customer', 'product', 'campaign', 'subscription'] as const satisfies readonly RecordType[];

const isReference = (type: RecordType): boolean => (referenceTypes as readonly RecordType[]).includes(type);

/**
 * What records say of each other: who is whose customer, who is called what. Filled in any order, complete before
 * the first record is measured.
 */
export class Context {
  readonly identities: Identities;
  readonly #kept = new Map<Ref, Subject>();
  readonly #subscriptions: Subject[] = [];
  readonly #dealsOfOrders = new Set<Ref>();

  constructor(identities: Identities) {
    this.identities = identities;
  }

  /** Takes a record that counts. */
  add(subject: Subject): void {
    if (subject.type === 'subscription') this.#subscriptions.push(subject);
    else if (isReference(subject.type)) this.#kept.set(subject.ref, subject);
    else if (subject.type === 'order') {
      const deal = this.referred(subject, 'deal');
      if (deal !== null) this.#dealsOfOrders.add(deal);
    }
  }

  find(ref: Ref): Subject | undefined {
    return this.#kept.get(ref);
  }

  /** The ref that stands for whom a field names; `null` where it names none. */
  referred(subject: Subject, field: 'customer' | 'deal'): Ref | null {
    const reference = subject.record.current(field);
    return typeof reference === 'string' && reference !== ''
      ? this.identities.standing(this.identities.refer(subject.source, field, reference))
      : null;
  }

  /** Whether some order says that it belongs to this deal. */
  hasOrder(deal: Ref): boolean {
    return this.#dealsOfOrders.has(deal);
  }

  /** Customers and whoever subscribes, in order of their refs. */
  accounts(): Account[] {
    const subscribed = new Map<Ref, Subject[]>();
    for (const subscription of this.#subscriptions) {
      const ref = this.referred(subscription, 'customer') ?? subscription.ref;
      const known = subscribed.get(ref);
      if (known) known.push(subscription);
      else subscribed.set(ref, [subscription]);
    }
    const customers = [...this.#kept.values()].filter(({ type }) => type === 'customer');
    const refs = new Set([...customers.map(({ ref }) => ref), ...subscribed.keys()]);
    return [...refs].sort(compareText).map((ref) => {
      const customer = this.#kept.get(ref) ?? null;
      const subscriptions = (subscribed.get(ref) ?? []).sort((a, b) => compareText(a.ref, b.ref));
      const parts = customer ? [customer, ...subscriptions] : subscriptions;
      return {
        ref,
        source: ref.slice(0, ref.indexOf(':')),
        type: 'account',
        customer,
        subscriptions,
        changedAt: Math.max(...parts.map(({ changedAt }) => changedAt)),
      };
    });
  }
}
