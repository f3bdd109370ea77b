import { catalogue } from '../kpis/catalogue.ts';
import { isWon } from '../kpis/deals.ts';
import type { AnyMeasure } from '../kpis/formula.ts';
import { amountOf, instantOf, type Subject } from '../kpis/subject.ts';
import type { Period } from '../periods/period.ts';
import type { DayCount, Workspace } from '../ports.ts';
import { readRecord } from '../records/view.ts';
import type { RecordType } from '../records/vocabulary.ts';
import { Context, referenceTypes } from './context.ts';
import type { ReviewDocument, Scope } from './document.ts';
import { Heard } from './heard.ts';
import { Identities, type Ref } from './identity.ts';
import { Pass, type Plan } from './pass.ts';
import { type Points, pointsOf } from './points.ts';
import { ReadSubject } from './readSubject.ts';
import { measuresOf } from './result.ts';
import { scopeName } from './scope.ts';
import { toolsOf } from './setup.ts';
import { Standins } from './standins.ts';
import { Stated } from './stated.ts';
import { Tellers } from './tellers.ts';
import { documentOf } from './written.ts';

/** One record as a review reads it. */
export interface ReadRecord {
  readonly source: string;
  readonly type: RecordType;
  readonly id: string;
  /** As `records/encode.ts` writes it. */
  readonly state: string;
  /** When the write that last changed it was made, epoch milliseconds. */
  readonly changedAt: number;
}

export interface ReviewRequest {
  readonly workspace: Workspace;
  readonly period: Period;
  /** One document for each; `null` is the whole workspace. */
  readonly scopes: readonly (Scope | null)[];
  /** The instant of the computation, epoch milliseconds. */
  readonly asOf: number;
  /** Counts of each source over the period's days. */
  readonly received: Readonly<Record<string, readonly DayCount[]>>;
  /** The generations of sources that were rebuilt, by source. */
  readonly generations?: Readonly<Record<string, number>>;
  /** For each scope (by `scopeName`) the review of the previous period as it was sent, to tell what moved since. */
  readonly sentBefore: Readonly<Record<string, ReviewDocument>>;
}

/**
 * A review in the making. First every record with a merge or an alias is linked, then every record of each phase
 * is added, phase after phase, within a phase in any order; then it is finished. Nothing is kept of a record but
 * what its measures need.
 */
export interface ReviewComputation {
  readonly phases: readonly (readonly RecordType[])[];
  link(record: ReadRecord): void;
  add(record: ReadRecord): void;
  /** The documents, in the order of the request's scopes, all of version 0 and without an id. */
  finish(): ReviewDocument[];
}

/** Types whose records belong to a measure's kind of subject. */
const typesOf = (of: AnyMeasure['of']): readonly RecordType[] => {
  if (of === 'account') return ['customer', 'subscription'];
  return of === 'sale' ? ['order', 'deal'] : [of];
};

/** All measures there are, each once. */
const measures = [...new Set(catalogue.flatMap(measuresOf))];
/** Those of which values are told by segment; of the others, a total is all that is ever told. */
const segmentedMeasures = new Set(catalogue.flatMap(({ computed }) => computed.measures));
const facts = [...new Set(measures.flatMap(({ of }) => typesOf(of)))].filter((type) => !referenceTypes.includes(type));

/** What any split of the records is folded into; parts merge in any order. */
export class Review implements ReviewComputation {
  /** Orders before deals: a deal asks whether some order belongs to it. */
  readonly phases = [
    referenceTypes,
    facts.filter((type) => type === 'order'),
    facts.filter((type) => type !== 'order'),
  ];
  readonly #request: ReviewRequest;
  readonly #context: Context;
  readonly #points: Points;
  readonly #plan: Plan;
  readonly #pass: Pass;
  readonly #stated = new Stated(catalogue.flatMap(({ requires }) => requires));
  readonly #heard: Heard;
  readonly #tellers: Tellers;
  readonly #standins: Standins;
  /** Orders that name a deal wait for what is known of it. */
  readonly #ordersOfDeals: Subject[] = [];
  readonly #wonWithOrders = new Set<Ref>();

  /** A part shares what the whole knows of merges and references. */
  constructor(request: ReviewRequest, whole?: Review) {
    const { configuration } = request.workspace;
    const sources = configuration.sources.map(({ id }) => id);
    this.#request = request;
    this.#context = whole ? whole.#context : new Context(new Identities(sources, configuration.authority ?? {}));
    this.#points = pointsOf(request.period, configuration);
    this.#plan = {
      measures,
      scopes: request.scopes,
      tools: toolsOf(configuration, this.#points, request.asOf, this.#context),
      segmented: { measures: segmentedMeasures, period: this.#points.current },
      told: {
        period: this.#points.previous,
        since: request.scopes.map((scope) => {
          const sent = request.sentBefore[scopeName(scope)];
          return sent ? Date.parse(sent.computedAt) : null;
        }),
      },
    };
    this.#pass = new Pass(this.#plan, this.#context);
    this.#heard = new Heard(request.period);
    this.#tellers = new Tellers(this.#points);
    this.#standins = new Standins(this.#context.identities);
  }

  link({ source, type, id, state }: ReadRecord): void {
    const { mergedInto, same } = readRecord(type, state);
    this.#context.identities.add({ source, type, id, mergedInto, same });
  }

  add(record: ReadRecord): void {
    this.take(new ReadSubject(record));
  }

  /** Adds a record that was opened before. */
  take(subject: Subject): void {
    const { source, type, record } = subject;
    this.#stated.add(type, record);
    this.#heard.add(source, record.instants());
    this.#tellers.add(source, type, record);
    if (referenceTypes.includes(type)) {
      this.#context.keep(subject);
      return;
    }
    if (type === 'order') this.#context.order(subject);
    if (this.#standins.admit(subject) && !record.deleted) this.#measure(subject);
  }

  /** A review of other records of the same workspace, to be merged into this one when they are added. */
  part(): Review {
    return new Review(this.#request, this);
  }

  merge(part: Review): void {
    this.#pass.merge(part.#pass);
    this.#stated.merge(part.#stated);
    this.#heard.merge(part.#heard);
    this.#tellers.merge(part.#tellers);
    this.#standins.merge(part.#standins);
    this.#ordersOfDeals.push(...part.#ordersOfDeals);
    for (const deal of part.#wonWithOrders) this.#wonWithOrders.add(deal);
  }

  finish(): ReviewDocument[] {
    for (const subject of this.#standins.all()) this.#measure(subject);
    for (const order of this.#ordersOfDeals)
      if (!this.#wonWithOrders.has(this.#context.referred(order, 'deal') ?? '')) this.#pass.observe(order, 'sale');
    for (const account of this.#context.accounts()) {
      for (const subscription of account.subscriptions) this.#hear(subscription);
      this.#pass.observe(account, 'account');
    }
    this.#pass.settle();
    const folded = {
      request: this.#request,
      context: this.#context,
      points: this.#points,
      money: this.#plan.tools.money,
      pass: this.#pass,
      stated: this.#stated,
      heard: this.#heard,
      tellers: this.#tellers,
      untied: this.#context.untied.bySource(),
    };
    return this.#request.scopes.map((scope, index) => documentOf(folded, scope, index));
  }

  #measure(subject: Subject): void {
    this.#hear(subject);
    this.#pass.observe(subject, subject.type);
    if (subject.type === 'order') {
      if (this.#context.referred(subject, 'deal') === null) this.#pass.observe(subject, 'sale');
      else this.#ordersOfDeals.push(subject);
    }
    if (subject.type === 'deal' && isWon(subject)) {
      this.#pass.observe(subject, 'sale');
      if (this.#context.hasOrder(subject) && this.#hasValue(subject))
        this.#wonWithOrders.add(this.#context.identities.standing(subject.ref));
    }
  }

  /** Whether a won deal counts as a sale, so that its orders are its own. */
  #hasValue(deal: Subject): boolean {
    const closedAt = instantOf(deal, 'closedAt');
    return closedAt !== null && amountOf(deal, this.#plan.tools, closedAt).leftOut === null;
  }

  #hear(subject: Subject): void {
    const customer = this.#context.referred(subject, 'customer');
    if (customer !== null && !this.#context.knows(customer)) this.#heard.unresolved(subject.source, customer, subject);
  }
}

export const startReview = (request: ReviewRequest): ReviewComputation => new Review(request);
