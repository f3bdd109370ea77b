import { catalogue, definitions } from '../kpis/catalogue.ts';
import { isWon } from '../kpis/deals.ts';
import type { AnyMeasure } from '../kpis/formula.ts';
import { instantOf, type Subject } from '../kpis/subject.ts';
import { isoWithOffset } from '../periods/localDay.ts';
import type { Period } from '../periods/period.ts';
import type { DayCount, Workspace } from '../ports.ts';
import type { RecordType } from '../records/vocabulary.ts';
import { readRecord } from '../records/view.ts';
import { Context, referenceTypes } from './context.ts';
import type { ReviewDocument, Scope } from './document.ts';
import { Heard } from './heard.ts';
import { highlightsOf } from './highlights.ts';
import { Identities, refOf } from './identity.ts';
import { Pass, type Plan } from './pass.ts';
import { restatementsOf } from './restatements.ts';
import { measuresOf, type Points, resultOf } from './result.ts';
import { scopeName } from './scope.ts';
import { labelsOf, pointsOf, toolsOf } from './setup.ts';
import { Stated } from './stated.ts';

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
const typesOf = (of: AnyMeasure['of']): readonly RecordType[] => (of === 'account' ? ['customer', 'subscription'] : of === 'sale' ? ['order', 'deal'] : [of]);

/** What any split of the records is folded into; parts merge in any order. */
export class Review implements ReviewComputation {
  readonly phases: readonly (readonly RecordType[])[];
  readonly #request: ReviewRequest;
  readonly #identities: Identities;
  readonly #context: Context;
  readonly #points: Points;
  readonly #plan: Plan;
  readonly #pass: Pass;
  readonly #stated: Stated;
  readonly #heard: Heard;
  /** Orders that name a deal wait for what is known of it. */
  readonly #ordersOfDeals: Subject[] = [];
  readonly #wonWithOrders = new Set<string>();

  /** `part` shares what another already knows of merges and references. */
  constructor(request: ReviewRequest, part?: Review) {
    const { configuration } = request.workspace;
    const measures = [...new Set(catalogue.flatMap(measuresOf))];
    const measured = new Set(measures.flatMap(({ of }) => typesOf(of)));
    const facts = [...measured].filter((type) => !(referenceTypes as readonly RecordType[]).includes(type));
    this.phases = [referenceTypes, facts.filter((type) => type === 'order'), facts.filter((type) => type !== 'order')];
    this.#request = request;
    this.#identities =
      part ? part.#identities :
      new Identities(
        configuration.sources.map(({ id }) => id),
        configuration.authority ?? {},
      );
    this.#context = part ? part.#context : new Context(this.#identities);
    this.#points = pointsOf(request.period, configuration);
    this.#plan = {
      measures,
      scopes: request.scopes,
      tools: toolsOf(configuration, this.#points, request.asOf, this.#context),
      segmented: new Set([this.#points.current]),
      told: {
        period: this.#points.previous ?? -1,
        since: request.scopes.map((scope) => {
          const sent = request.sentBefore[scopeName(scope)];
          return sent ? Date.parse(sent.computedAt) : null;
        }),
      },
    };
    this.#pass = new Pass(this.#plan, this.#context);
    this.#stated = new Stated(catalogue.flatMap(({ requires }) => requires));
    this.#heard = new Heard(request.period);
  }

  link({ source, type, id, state }: ReadRecord): void {
    const { mergedInto, same } = readRecord(type, state);
    this.#identities.add({ source, type, id, mergedInto, same });
  }

  add({ source, type, id, state, changedAt }: ReadRecord): void {
    const record = readRecord(type, state);
    this.#stated.add(type, record);
    this.#heard.add(source, record.instants());
    const ref = refOf(source, type, id);
    if (record.deleted || this.#identities.standing(ref) !== ref) return;
    const subject: Subject = { ref, source, type, record, changedAt };
    this.#context.add(subject);
    if ((referenceTypes as readonly RecordType[]).includes(type)) return;
    this.#hear(subject);
    this.#measure(subject);
  }

  /** A review of other records of the same workspace, to be merged into this one when they are added. */
  part(): Review {
    return new Review(this.#request, this);
  }

  merge(other: Review): void {
    this.#pass.merge(other.#pass);
    this.#stated.merge(other.#stated);
    this.#heard.merge(other.#heard);
    this.#ordersOfDeals.push(...other.#ordersOfDeals);
    for (const deal of other.#wonWithOrders) this.#wonWithOrders.add(deal);
  }

  finish(): ReviewDocument[] {
    for (const order of this.#ordersOfDeals)
      if (!this.#wonWithOrders.has(this.#context.referred(order, 'deal') ?? '')) this.#pass.observe(order, 'sale');
    for (const account of this.#context.accounts()) this.#pass.observe(account, 'account');
    this.#pass.settle();
    return this.#request.scopes.map((_, scope) => this.#document(scope));
  }

  #measure(subject: Subject): void {
    if (subject.type === 'order') {
      this.#pass.observe(subject, 'order');
      if (this.#context.referred(subject, 'deal') === null) this.#pass.observe(subject, 'sale');
      else this.#ordersOfDeals.push(subject);
      return;
    }
    this.#pass.observe(subject, subject.type);
    if (subject.type !== 'deal' || !isWon(subject)) return;
    this.#pass.observe(subject, 'sale');
    if (instantOf(subject, 'closedAt') !== null && this.#context.hasOrder(subject.ref)) this.#wonWithOrders.add(subject.ref);
  }

  #hear(subject: Subject): void {
    const customer = this.#context.referred(subject, 'customer');
    if (customer !== null && !this.#context.find(customer)) this.#heard.unresolved(subject.source, customer);
  }

  #document(scope: number): ReviewDocument {
    const { workspace, period, asOf, received, sentBefore } = this.#request;
    const { configuration, fingerprint } = workspace;
    const named = this.#plan.scopes[scope] ?? null;
    const filled = {
      pass: this.#pass,
      scope,
      points: this.#points,
      stated: this.#stated,
      money: this.#plan.tools.money,
      labels: labelsOf(configuration, this.#context),
      cadence: period.cadence,
      asOf,
      configuration,
    };
    const kpis = catalogue.map((kpi) => resultOf(kpi, filled));
    const coverage = configuration.sources.map(({ id }) => this.#heard.coverage(id, received[id] ?? [], this.#identities.cyclesOf(id)));
    const changedOf = (id: string): number => {
      const kpi = catalogue.find((one) => one.id === id);
      return kpi && this.#points.previous !== null ? this.#pass.slot(kpi.computed.over, scope, this.#points.previous).changed : 0;
    };
    const made = { definitions, configuration: fingerprint };
    return {
      id: '',
      workspace: configuration.workspace,
      cadence: period.cadence,
      period: period.name,
      scope: named,
      version: 0,
      status: asOf < period.end ? 'running' : 'closed',
      start: isoWithOffset(period.start, configuration.timeZone),
      end: isoWithOffset(period.end, configuration.timeZone),
      timeZone: configuration.timeZone,
      currency: configuration.currency,
      computedAt: new Date(asOf).toISOString(),
      ...made,
      kpis,
      coverage,
      restatements: restatementsOf(sentBefore[scopeName(named)], made, kpis, changedOf),
      highlights: highlightsOf(kpis, coverage, catalogue, configuration.currency),
    };
  }
}

export const startReview = (request: ReviewRequest): ReviewComputation => new Review(request);
