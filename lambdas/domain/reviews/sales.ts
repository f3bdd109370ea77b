import { isWon } from '../kpis/deals.ts';
import { isKnownBefore, soldAt } from '../kpis/measures/sales.ts';
import { amountOf, instantOf, type Subject, type Tools, textOf } from '../kpis/subject.ts';
import type { Book } from './book.ts';
import type { Context } from './context.ts';
import type { Ref } from './identity.ts';
import type { Pass } from './pass.ts';

/**
 * Won deals and orders as sales. A deal and the orders that belong to it are one sale, and whether a sale is new business
 * depends on all that its customer bought before: what cannot be told yet waits until all records are there. Parts merge
 * in any order.
 */
export class Sales {
  readonly #tools: Tools;
  readonly #context: Context;
  readonly #pass: Pass;
  readonly #book: Book;
  /** Orders that name a deal wait for what is known of it. */
  readonly #ordersOfDeals: Subject[] = [];
  /** Won deals to which orders belong, and those among them that count with an amount. */
  readonly #wonWithOrders = new Set<Ref>();
  readonly #soldWithOrders = new Set<Ref>();
  /** Sales that wait for all that their customers bought before. */
  readonly #waiting: Subject[] = [];

  constructor(tools: Tools, context: Context, pass: Pass, book: Book) {
    this.#tools = tools;
    this.#context = context;
    this.#pass = pass;
    this.#book = book;
  }

  /** Takes a record that counts, of whatever type: of most there is nothing to take. */
  add(subject: Subject): void {
    if (subject.type === 'order') this.#order(subject);
    if (subject.type === 'deal' && isWon(subject)) this.#won(subject);
  }

  merge(other: Sales): void {
    // One by one: as arguments of one call there can be too many.
    for (const order of other.#ordersOfDeals) this.#ordersOfDeals.push(order);
    for (const sale of other.#waiting) this.#waiting.push(sale);
    for (const deal of other.#wonWithOrders) this.#wonWithOrders.add(deal);
    for (const deal of other.#soldWithOrders) this.#soldWithOrders.add(deal);
  }

  /** All records are there: what waited for others is measured now. */
  settle(): void {
    for (const subject of this.#ordersOfDeals) this.#orderOf(this.#context.referred(subject, 'deal') ?? '', subject);
    for (const sale of this.#waiting) this.#pass.observe(sale, 'newSale');
  }

  #order(order: Subject): void {
    if (this.#context.referred(order, 'deal') !== null) this.#ordersOfDeals.push(order);
    else {
      this.#sale(order);
      this.#book.sale(order, true);
    }
  }

  /** A deal that counts as a sale has its orders as its own, and so has one as a purchase, whatever it was worth. */
  #won(deal: Subject): void {
    this.#sale(deal);
    this.#book.sale(deal, true);
    const closedAt = this.#context.hasOrder(deal) ? instantOf(deal, 'closedAt') : null;
    if (closedAt === null) return;
    const ref = this.#context.identities.standing(deal.ref);
    this.#wonWithOrders.add(ref);
    if (amountOf(deal, this.#tools, closedAt).leftOut === null) this.#soldWithOrders.add(ref);
  }

  /** The order of a deal that has no amount is what was paid for it, and no purchase of its own. */
  #orderOf(deal: Ref, order: Subject): void {
    if (this.#soldWithOrders.has(deal)) return;
    this.#sale(order);
    this.#book.sale(order, !this.#wonWithOrders.has(deal));
  }

  /** One that may be new business waits, where there is a period for it, until all sales are known. */
  #sale(sale: Subject): void {
    this.#pass.observe(sale, 'sale');
    const kind = textOf(sale, 'kind');
    const at = soldAt(sale);
    if (kind === 'new' || (kind === null && at === null)) this.#pass.observe(sale, 'newSale');
    else if (kind === null && at !== null && this.#mayBeNew(sale, at)) this.#waiting.push(sale);
  }

  /** Whose customer is known by now to have bought before is no new business, whatever else comes. */
  #mayBeNew(sale: Subject, at: number): boolean {
    const tools = this.#tools;
    const customer = tools.referred(sale, 'customer');
    if (customer === null) return false;
    const account = tools.accountOf(sale);
    return tools.periodsAt(at).some((place) => {
      const { start = 0 } = tools.periods[place] ?? {};
      return !isKnownBefore(customer, account, tools, start);
    });
  }
}
