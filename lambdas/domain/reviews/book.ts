import { added, Dealings, nobody, noDealings } from '../kpis/dealings.ts';
import { profitOf, soldAt } from '../kpis/measures/sales.ts';
import { pointsOf, scoredOf } from '../kpis/scales.ts';
import { amountOf, instantOf, type Subject, type Tools, textOf } from '../kpis/subject.ts';
import { periodIndex } from '../periods/points.ts';
import { lastAtOrBefore } from '../periods/search.ts';
import { isAboveZero } from '../records/decimal.ts';
import type { RecordType } from '../records/vocabulary.ts';
import type { Ref } from './identity.ts';
import type { Presences } from './presence.ts';

const day = 86_400_000;

const bit = (place: number): number => 1 << place;

/** Who a record's reference means, by the ref that stands. */
type Meant = (source: string, type: RecordType, reference: string) => Ref;

/** What everybody did, kept small: lists of instants and bits by period. Parts merge in any order. */
export class Book {
  readonly #tools: Tools;
  readonly #meant: Meant;
  readonly #bySomebody = new Map<Ref, Dealings>();
  /** Several measures ask what one did, for each period anew. */
  #asked: Ref | null = null;
  #answer = noDealings;
  /** The periods in whose last thirty days, or ninety, an instant lies. */
  readonly #thirtyDaysAt: Tools['periodsAt'];
  readonly #ninetyDaysAt: Tools['periodsAt'];

  constructor(tools: Tools, meant: Meant) {
    this.#tools = tools;
    this.#meant = meant;
    const { thirtyDays, until } = tools.windows;
    this.#thirtyDaysAt = periodIndex(thirtyDays.map((days) => ({ start: days[0] as number, end: days[30] as number })));
    this.#ninetyDaysAt = periodIndex(until.map((end) => ({ start: end - 90 * day, end })));
  }

  of(ref: Ref): Dealings {
    if (ref !== this.#asked) {
      this.#answer = this.#bySomebody.get(ref) ?? noDealings;
      this.#asked = ref;
    }
    return this.#answer;
  }

  /** Everybody of whom anything is known. */
  refs(): Iterable<Ref> {
    return this.#bySomebody.keys();
  }

  merge(other: Book): void {
    for (const [ref, dealings] of other.#bySomebody) {
      const known = this.#bySomebody.get(ref);
      if (known) known.merge(dealings);
      else this.#bySomebody.set(ref, dealings);
    }
    this.#asked = null;
  }

  /** Takes what a record tells of a customer or a user, as presences where it is an activity; sales are taken by `sale`. */
  add(subject: Subject, presences: Presences | null): void {
    if (presences) this.#activity(subject, presences);
    else if (subject.type === 'ticket') this.#ticket(subject);
    else if (subject.type === 'survey') this.#survey(subject);
  }

  /** Takes a won deal or an order that does not belong to one. @param isPurchase whether it is not a purchase that is counted already */
  sale(sale: Subject, isPurchase: boolean): void {
    const ref = this.#tools.referred(sale, 'customer');
    const at = soldAt(sale);
    if (at === null) return;
    if (textOf(sale, 'cost') !== null) this.#margin(this.#opened(ref ?? nobody, sale), sale, at);
    if (ref === null) return;
    const dealings = this.#opened(ref, sale);
    if (isPurchase) this.#purchase(dealings, textOf(sale, 'kind'), at);
    const amount = textOf(sale, 'amount');
    if (amount !== null && isAboveZero(amount)) dealings.paidFrom = Math.min(dealings.paidFrom, at);
  }

  #purchase(dealings: Dealings, kind: string | null, at: number): void {
    dealings.purchases = added(dealings.purchases, at);
    if (kind === 'upsell') dealings.upsells = added(dealings.upsells, at);
    if (kind === 'cross-sell') dealings.crossSells = added(dealings.crossSells, at);
  }

  #margin(dealings: Dealings, sale: Subject, at: number): void {
    const amount = amountOf(sale, this.#tools, at);
    const profit = profitOf(sale, this.#tools, at);
    if (amount.leftOut === null && profit?.leftOut === null)
      dealings.margin({ at, amount: amount.value, profit: profit.value });
  }

  #ticket(ticket: Subject): void {
    const at = instantOf(ticket, 'createdAt');
    if (at === null) return;
    const dealings = this.#opened(this.#tools.referred(ticket, 'customer') ?? nobody, ticket);
    dealings.tickets = added(dealings.tickets, at);
  }

  #survey(survey: Subject): void {
    const at = instantOf(survey, 'at');
    const ref = this.#tools.referred(survey, 'customer');
    const scored = scoredOf(survey);
    if (at === null || ref === null || typeof scored === 'string') return;
    const dealings = this.#opened(ref, survey);
    dealings.answer({ at, ref: survey.ref, points: pointsOf(scored) });
  }

  #activity(activity: Subject, { whose, reference, kinds }: Presences): void {
    const dealings = this.#opened(this.#meant(activity.source, whose, reference), activity);
    const { engaging, features } = this.#tools.rules;
    for (const { kind, feature, instants } of kinds) {
      const isEngaging = engaging === null ? kind !== 'open' : engaging.has(kind);
      const used = feature !== null && (features === null || features.has(feature)) ? feature : null;
      for (const at of instants) this.#act(dealings, at, isEngaging, used);
    }
  }

  #act(dealings: Dealings, at: number, isEngaging: boolean, feature: string | null): void {
    for (const period of this.#tools.periodsAt(at)) {
      dealings.presentIn |= bit(period);
      if (isEngaging) dealings.engagedIn |= bit(period);
      if (feature !== null) dealings.use(period, feature);
    }
    // Of what is said ahead of its time nobody knows yet.
    if (at > this.#tools.asOf) return;
    for (const period of this.#ninetyDaysAt(at)) dealings.act(period, at);
    if (!isEngaging) return;
    for (const period of this.#thirtyDaysAt(at))
      dealings.engage(period, bit(lastAtOrBefore(this.#tools.windows.thirtyDays[period] as Float64Array, at)));
  }

  #opened(ref: Ref, { changedAt }: Subject): Dealings {
    let dealings = this.#bySomebody.get(ref);
    if (!dealings) {
      dealings = new Dealings();
      this.#bySomebody.set(ref, dealings);
      this.#asked = null;
    }
    dealings.changedAt = Math.max(dealings.changedAt, changedAt);
    return dealings;
  }
}
