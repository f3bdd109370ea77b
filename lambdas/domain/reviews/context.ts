import { lastAsked } from '../kpis/lastAsked.ts';
import type { Account, Subject } from '../kpis/subject.ts';
import { compareText } from '../records/order.ts';
import type { RecordType } from '../records/vocabulary.ts';
import type { Identities, Ref } from './identity.ts';
import { sourceOf } from './identity.ts';
import { Standins } from './standins.ts';
import { Untied } from './untied.ts';

/** Record types that others refer to, or that make up accounts: read first, and kept. */
export const referenceTypes: readonly RecordType[] = ['user', 'customer', 'product', 'campaign', 'subscription'];

const noSubscriptions: Subject[] = [];

const accountOf = (ref: Ref, customer: Subject | null, subscriptions: Subject[]): Account => ({
  ref,
  source: sourceOf(ref),
  type: 'account',
  customer,
  subscriptions: subscriptions.sort((a, b) => compareText(a.ref, b.ref)),
  changedAt: Math.max(...[...(customer ? [customer] : []), ...subscriptions].map(({ changedAt }) => changedAt)),
});

/**
 * Keys of segments by source and text, each made once: of a text that is made anew for every record, a map would have
 * to hash every letter again.
 */
class Keys {
  readonly #make: (source: string, text: string) => string;
  readonly #known = new Map<string, Map<string, string>>();

  constructor(make: (source: string, text: string) => string) {
    this.#make = make;
  }

  get(source: string, text: string): string {
    const keys = this.#known.get(source) ?? new Map<string, string>();
    const known = keys.get(text);
    if (known !== undefined) return known;
    const key = this.#make(source, text);
    this.#known.set(source, keys.set(text, key));
    return key;
  }
}

/**
 * What records say of each other: who is whose customer, who is called what. Filled in any order, complete before
 * the first record is measured.
 */
export class Context {
  readonly identities: Identities;
  readonly untied: Untied;
  readonly #kept = new Map<Ref, Subject>();
  readonly #standins: Standins;
  readonly #deleted = new Set<Ref>();
  readonly #dealsOfOrders = new Set<Ref>();
  readonly #keys = new Keys((source, text) => `${source}:${text}`);
  readonly #meant = new Map<RecordType, Keys>();
  /** Several measures ask for the customer of one record. */
  readonly #customerOf = lastAsked((subject: Subject) => this.#named(subject, 'customer'));
  readonly #accountNamedBy = lastAsked((subject: Subject): Account | null => {
    const ref = this.referred(subject, 'customer');
    return ref === null ? null : (this.#accountsByRef().get(ref) ?? null);
  });
  /** Made for the first that asks: by then all customers and subscriptions are known. */
  #accounts: ReadonlyMap<Ref, Account> | null = null;

  constructor(identities: Identities) {
    this.identities = identities;
    this.untied = new Untied(identities);
    this.#standins = new Standins(identities);
  }

  /** Takes a record of one of the reference types. */
  keep(subject: Subject): void {
    if (subject.type === 'customer') this.untied.add(subject);
    // Whichever of its names it is: what leads to it leads to something that was there.
    if (subject.record.deleted) this.#deleted.add(this.identities.standing(subject.ref));
    if (this.#standins.admit(subject) && !subject.record.deleted) this.#kept.set(subject.ref, subject);
    // Of the many that are kept few are asked much.
    subject.record.forget();
  }

  /** Takes note that an order belongs to a deal. */
  order(subject: Subject): void {
    const deal = this.referred(subject, 'deal');
    if (deal !== null) this.#dealsOfOrders.add(deal);
  }

  /** The record that counts for a ref that stands; `undefined` where it is deleted or never came. */
  find(ref: Ref): Subject | undefined {
    return this.#kept.get(ref) ?? this.#standins.find(ref);
  }

  /** Whether a record ever came for a ref that stands. */
  knows(ref: Ref): boolean {
    return this.#deleted.has(ref) || this.find(ref) !== undefined;
  }

  /** The key of what is a source's own: `source:text`. */
  keyIn(source: string, text: string): string {
    return this.#keys.get(source, text);
  }

  /** The ref that stands for what a source calls by an id, or by `source:id`. */
  meant(source: string, type: RecordType, reference: string): Ref {
    let keys = this.#meant.get(type);
    if (!keys) {
      keys = new Keys((of, id) => this.identities.standing(this.identities.refer(of, type, id)));
      this.#meant.set(type, keys);
    }
    return keys.get(source, reference);
  }

  /** The ref that stands for whom a field names; `null` where it names none. */
  referred(subject: Subject, field: 'customer' | 'deal'): Ref | null {
    return field === 'customer' ? this.#customerOf(subject) : this.#named(subject, field);
  }

  #named(subject: Subject, field: 'customer' | 'deal'): Ref | null {
    const reference = subject.record.current(field);
    return typeof reference === 'string' && reference !== ''
      ? this.identities.standing(this.identities.refer(subject.source, field, reference))
      : null;
  }

  /** Whether some order says that it belongs to this deal. */
  hasOrder(deal: Subject): boolean {
    return this.#dealsOfOrders.size > 0 && this.#dealsOfOrders.has(this.identities.standing(deal.ref));
  }

  /** The account of the customer that a record names; `null` where it names none of whom anything is known. */
  accountOf(subject: Subject): Account | null {
    return this.#accountNamedBy(subject);
  }

  account(ref: Ref): Account | undefined {
    return this.#accountsByRef().get(ref);
  }

  /** Customers and whoever subscribes, in order of their refs. */
  accounts(): Iterable<Account> {
    return this.#accountsByRef().values();
  }

  /** Records of a reference type that count, in order of their refs. */
  all(of: 'user' | 'campaign'): Subject[] {
    return [...this.#kept.values(), ...this.#standins.all()]
      .filter(({ type }) => type === of)
      .sort((a, b) => compareText(a.ref, b.ref));
  }

  #accountsByRef(): ReadonlyMap<Ref, Account> {
    this.#accounts ??= new Map(this.#accountList().map((account) => [account.ref, account]));
    return this.#accounts;
  }

  #accountList(): Account[] {
    const customers = new Map<Ref, Subject>();
    const subscriptions = new Map<Ref, Subject[]>();
    for (const subject of [...this.#kept.values(), ...this.#standins.all()]) {
      const ref = this.identities.standing(subject.ref);
      if (subject.type === 'customer') customers.set(ref, subject);
      if (subject.type !== 'subscription') continue;
      const account = this.referred(subject, 'customer') ?? ref;
      const known = subscriptions.get(account);
      if (known) known.push(subject);
      else subscriptions.set(account, [subject]);
    }
    return [...new Set([...customers.keys(), ...subscriptions.keys()])]
      .sort(compareText)
      .map((ref) => accountOf(ref, customers.get(ref) ?? null, subscriptions.get(ref) ?? noSubscriptions));
  }
}
