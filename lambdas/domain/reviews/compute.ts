import { catalogueOf } from '../kpis/catalogue.ts';
import { noDealings } from '../kpis/dealings.ts';
import type { Kpi } from '../kpis/kpi.ts';
import type { Account, Subject, Tools } from '../kpis/subject.ts';
import type { Period } from '../periods/period.ts';
import type { DayCount, Workspace } from '../ports.ts';
import { readRecord } from '../records/view.ts';
import { type RecordType, recordTypes } from '../records/vocabulary.ts';
import { Book } from './book.ts';
import { Context, referenceTypes } from './context.ts';
import type { ReviewDocument, Scope } from './document.ts';
import { Heard } from './heard.ts';
import { Identities, sourceOf } from './identity.ts';
import { mayBeMoved } from './movers.ts';
import { Pass, type Plan } from './pass.ts';
import { type Points, pointsOf } from './points.ts';
import { type Presences, presencesOf } from './presence.ts';
import { ReadSubject } from './readSubject.ts';
import { Collector } from './records/collector.ts';
import { boundsOf, listOf, type RecordList, type RecordsWanted } from './records/list.ts';
import { measuresOf } from './result.ts';
import { Sales } from './sales.ts';
import { scopeName } from './scope.ts';
import { toolsOf } from './setup.ts';
import { Standins } from './standins.ts';
import { earliestOf, Stated } from './stated.ts';
import { Tellers } from './tellers.ts';
import { documentOf, type Folded } from './written.ts';

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
  /** What a range is compared with, instead of as many days before it. */
  readonly baseline?: Period | null;
  /** One document for each; `null` is the whole workspace. */
  readonly scopes: readonly (Scope | null)[];
  /** The instant of the computation, epoch milliseconds. */
  readonly asOf: number;
  /** Counts of each source over the period's days. */
  readonly received: Readonly<Record<string, readonly DayCount[]>>;
  /** What sources are called that do not go by their ids, by source. */
  readonly names?: Readonly<Record<string, string>>;
  /** The generations of sources that were rebuilt, by source. */
  readonly generations?: Readonly<Record<string, number>>;
  /** For each scope (by `scopeName`) the review of the previous period as it was sent, to tell what moved since. */
  readonly sentBefore: Readonly<Record<string, ReviewDocument>>;
  /** The records behind one KPI are asked for, of the first scope, and no documents. */
  readonly records?: RecordsWanted;
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
  /** The records that the request asks for, in the documents' stead. */
  list(): RecordList;
}

/** Types of records that are read after those that others refer to. */
const facts = recordTypes.filter((type) => !referenceTypes.includes(type));

/** What is told by segment now, and what of the period before tells which of them moved it. */
const segmentedOf = (all: readonly Kpi[], { current, previous }: Points): Plan['segmented'] => {
  const measures = (kpis: readonly Kpi[]) => new Set(kpis.flatMap(({ computed }) => computed.measures));
  const now = { measures: measures(all), period: current };
  return previous === null ? [now] : [now, { measures: measures(all.filter(mayBeMoved)), period: previous }];
};

/** All KPIs, or the one of which the records are asked for. */
const wantedOf = (all: readonly Kpi[], { records }: ReviewRequest): readonly Kpi[] =>
  records ? all.filter(({ id }) => id === records.kpi) : all;

/** What any split of the records is folded into; parts merge in any order. */
export class Review implements ReviewComputation {
  /** Orders before deals: a deal asks whether some order belongs to it. */
  readonly phases = [
    referenceTypes,
    facts.filter((type) => type === 'order'),
    facts.filter((type) => type !== 'order'),
  ];
  readonly #request: ReviewRequest;
  readonly #catalogue: readonly Kpi[];
  readonly #context: Context;
  readonly #points: Points;
  readonly #plan: Plan;
  readonly #pass: Pass;
  readonly #stated: Stated;
  readonly #heard: Heard;
  readonly #tellers: Tellers;
  readonly #standins: Standins;
  readonly #book: Book;
  readonly #sales: Sales;
  /** The earliest instant said of records that count, by type. */
  readonly #since = new Map<RecordType, number>();

  /** A part shares what the whole knows of merges and references. */
  constructor(request: ReviewRequest, whole?: Review) {
    const { configuration } = request.workspace;
    const sources = configuration.sources.map(({ id }) => id);
    this.#request = request;
    this.#catalogue = whole ? whole.#catalogue : wantedOf(catalogueOf(configuration), request);
    this.#stated = new Stated(this.#catalogue.flatMap(({ requires }) => requires));
    this.#context = whole ? whole.#context : new Context(new Identities(sources, configuration.authority ?? {}));
    // A list of records tells of no month but its own.
    this.#points = pointsOf(request.period, configuration, request.baseline, request.records === undefined);
    const tools: Tools = {
      ...toolsOf(configuration, this.#points, request.asOf, this.#context),
      dealingsOf: (ref) => this.#book.of(this.#context.identities.standing(ref)),
      since: (type) => this.#since.get(type) ?? Number.POSITIVE_INFINITY,
    };
    this.#book = new Book(tools, (source, type, reference) => this.#context.meant(source, type, reference));
    const { records } = request;
    const [asked] = this.#catalogue;
    this.#plan = {
      // Each once, however many KPIs rest on it.
      measures: [...new Set(this.#catalogue.flatMap(records ? ({ computed }) => computed.measures : measuresOf))],
      scopes: request.scopes,
      tools,
      // Of what only stands beside a value, a total is all that is ever told.
      segmented: segmentedOf(this.#catalogue, this.#points),
      told: {
        period: this.#points.previous,
        since: request.scopes.map((scope) => {
          const sent = request.sentBefore[scopeName(scope)];
          return sent ? Date.parse(sent.computedAt) : null;
        }),
      },
      ...(records && asked && { collector: new Collector(asked.computed, this.#points, records.most) }),
      ...(records && asked && { bounds: boundsOf(asked, records) }),
    };
    this.#pass = new Pass(this.#plan, this.#context);
    this.#sales = new Sales(tools, this.#context, this.#pass, this.#book);
    this.#heard = new Heard(request.period);
    this.#tellers = new Tellers(this.#points, request.asOf);
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
    const presences = presencesOf(subject);
    this.#stated.add(type, record, presences);
    this.#heard.add(source, record.instants());
    this.#tellers.add(source, type, record, presences);
    if (referenceTypes.includes(type)) {
      this.#context.keep(subject);
      return;
    }
    if (type === 'order') this.#context.order(subject);
    if (this.#standins.admit(subject) && !record.deleted) this.#measure(subject, presences);
    // Some are kept, until others are known.
    record.forget();
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
    this.#book.merge(part.#book);
    this.#sales.merge(part.#sales);
    for (const [type, at] of part.#since) this.#begin(type, at);
  }

  finish(): ReviewDocument[] {
    const folded = this.#complete();
    return this.#request.scopes.map((scope, index) => documentOf(folded, scope, index));
  }

  list(): RecordList {
    return listOf(this.#complete(), this.#plan.collector);
  }

  /** All records are there: what waited for others is measured now. */
  #complete(): Folded {
    for (const subject of this.#standins.all()) this.#measure(subject, presencesOf(subject));
    this.#sales.settle();
    for (const user of this.#context.all('user')) this.#pass.observe(user, 'user');
    for (const campaign of this.#context.all('campaign')) this.#pass.observe(campaign, 'campaign');
    for (const account of this.#context.accounts()) {
      for (const subscription of account.subscriptions) {
        this.#hear(subscription);
        this.#pass.observe(subscription, 'subscription');
      }
      if (account.customer) this.#pass.observe(account.customer, 'customer');
      this.#pass.observe(account, 'account');
      this.#observeParty(account);
      account.customer?.record.forget();
      for (const { record } of account.subscriptions) record.forget();
    }
    for (const stranger of this.#strangers()) this.#pass.observe(stranger, 'party');
    this.#pass.settle();
    return {
      request: this.#request,
      catalogue: this.#catalogue,
      context: this.#context,
      points: this.#points,
      tools: this.#plan.tools,
      pass: this.#pass,
      stated: this.#stated,
      heard: this.#heard,
      tellers: this.#tellers,
      untied: this.#context.untied.bySource(),
    };
  }

  #measure(subject: Subject, presences: Presences | null): void {
    this.#hear(subject);
    this.#begin(subject.type, earliestOf(subject.type, subject.record, presences));
    this.#pass.observe(subject, subject.type);
    this.#book.add(subject, presences);
    this.#sales.add(subject);
  }

  #begin(type: RecordType, at: number): void {
    if (at < (this.#since.get(type) ?? Number.POSITIVE_INFINITY)) this.#since.set(type, at);
  }

  /** An account that did something, changed when the last of that did. */
  #observeParty(account: Account): void {
    const dealings = this.#book.of(account.ref);
    if (dealings === noDealings) return;
    const { changedAt } = dealings;
    this.#pass.observe(changedAt > account.changedAt ? { ...account, changedAt } : account, 'party');
  }

  /** Those of whom nothing is known but what they did. */
  *#strangers(): Iterable<Account> {
    for (const ref of this.#book.refs()) {
      const { changedAt } = this.#book.of(ref);
      if (!this.#context.account(ref))
        yield { ref, source: sourceOf(ref), type: 'account', customer: null, subscriptions: [], changedAt };
    }
  }

  #hear(subject: Subject): void {
    const customer = this.#context.referred(subject, 'customer');
    if (customer === null || this.#context.accountOf(subject)?.customer) return;
    if (!this.#context.knows(customer)) this.#heard.unresolved(subject.source, customer, subject);
  }
}

export const startReview = (request: ReviewRequest): ReviewComputation => new Review(request);
