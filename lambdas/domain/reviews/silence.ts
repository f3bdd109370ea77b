import type { Kpi } from '../kpis/kpi.ts';
import type { Period } from '../periods/period.ts';
import { dayOf } from '../periods/utcDay.ts';
import type { DayCount } from '../ports.ts';
import type { RecordType } from '../records/vocabulary.ts';
import type { Points } from './points.ts';
import type { Tellers } from './tellers.ts';

/** A period of which less than this has passed may well have had nothing to tell. */
const shortest = 3 * 86_400_000;

const typesOf = new WeakMap<Kpi, readonly RecordType[]>();

/** The types of records that a KPI is made from. */
const recordTypesOf = (kpi: Kpi): readonly RecordType[] => {
  const types =
    typesOf.get(kpi) ?? ([...new Set(kpi.requires.flat(2).map((need) => /^\w+/.exec(need)?.[0]))] as RecordType[]);
  typesOf.set(kpi, types);
  return types;
};

/**
 * Where every source that had told of a KPI's records was silent in a period, a 0 of that period cannot be told from a
 * failure of the connection.
 */
export class Silence {
  readonly #tellers: Tellers;
  readonly #points: Points;
  readonly #received: Readonly<Record<string, readonly DayCount[]>>;
  readonly #asOf: number;

  /** `received` are the counts of the current period's days: what was sent in others than it and its months is known by what it told. */
  constructor(
    tellers: Tellers,
    points: Points,
    { received, asOf }: { readonly received: Readonly<Record<string, readonly DayCount[]>>; readonly asOf: number },
  ) {
    this.#tellers = tellers;
    this.#points = points;
    this.#received = received;
    this.#asOf = asOf;
  }

  /**
   * The sources that a KPI is made from, where all of them were silent in a period; none where one was not, nor of a
   * period of the trend.
   */
  of(kpi: Kpi, period: number): readonly string[] {
    if (!this.#tellers.isAsked(period)) return [];
    const sources = this.#tellers.until(recordTypesOf(kpi), period);
    return sources.every((source) => this.#isSilent(source, period)) ? sources : [];
  }

  /** Whether a source that is silent in the current period told of the one before. */
  isNews(source: string): boolean {
    const { previous } = this.#points;
    return previous !== null && this.#tellers.hasTold(source, previous);
  }

  #isSilent(source: string, period: number): boolean {
    const { periods, now } = this.#points;
    const { start, end } = periods[period] as Period;
    if (Math.min(end, this.#asOf) - start < shortest || this.#tellers.hasTold(source, period)) return false;
    // What could not be read has told nothing, and what is of another account is not the source's.
    const hasSent = ({ day, deliveries, failed, wrongAccount }: DayCount): boolean =>
      deliveries > failed + wrongAccount && day >= dayOf(start) && day <= dayOf(end - 1);
    return start < now.start || end > now.end || !this.#received[source]?.some(hasSent);
  }
}
