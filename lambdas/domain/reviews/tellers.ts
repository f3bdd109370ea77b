import type { Period } from '../periods/period.ts';
import { periodIndex } from '../periods/points.ts';
import type { RecordView } from '../records/view.ts';
import { fieldsOf, type RecordType, recordTypes } from '../records/vocabulary.ts';
import type { Points } from './points.ts';
import type { Presences } from './presence.ts';

/** Fields that hold when something happened: what is said ahead of its time tells nothing of the period that it lies in. */
const happenings: ReadonlyMap<RecordType, readonly string[]> = new Map(
  recordTypes.map((type) => [
    type,
    Object.entries(fieldsOf(type)).flatMap(([name, field]) =>
      field.type.kind === 'instant' && !field.type.ahead ? [name] : [],
    ),
  ]),
);

/** What one source told of one type of records. */
interface Telling {
  /** The earliest instant it told of. Once it told of every period asked for it is no longer kept up. */
  begins: number;
  /** The periods it told of, a bit each. */
  periods: number;
}

/** A number has bits for 32 periods; a year, its months and those that targets grow from are 29. */
const bit = (period: number): number => 1 << period;

/**
 * Who told of which period: a source tells of it by a statement made for an instant in it, or by something that happened
 * in it, whenever that is said, so that imported history tells of its own time. Asked for are the period of a review,
 * those that it is compared with, and its months with those that their targets grow from, as far as they have begun: who
 * told of all of them need not be listened to any longer. Mergeable.
 */
export class Tellers {
  readonly #periods: readonly Period[];
  readonly #at: (instant: number) => readonly number[];
  readonly #all: number;
  readonly #bySource = new Map<string, Map<RecordType, Telling>>();

  /** @param asOf the instant of the computation, epoch milliseconds */
  constructor({ periods, current, previous, lastYear, months }: Points, asOf: number) {
    this.#periods = periods;
    this.#at = periodIndex(periods);
    const ofMonths = months.flatMap((month) => [month.period, month.previous, month.lastYear]);
    const asked = [current, previous, lastYear, ...ofMonths].filter((one) => one !== null);
    this.#all = asked.reduce((all, one) => ((periods[one] as Period).start < asOf ? all | bit(one) : all), 0);
  }

  add(source: string, type: RecordType, record: RecordView, presences: Presences | null = null): void {
    const telling = this.#of(source, type);
    if (this.#isThrough(telling)) return;
    if (presences) {
      for (const { instants } of presences.kinds) for (const instant of instants) this.#tell(telling, instant);
      return;
    }
    for (const instant of record.instants()) this.#tell(telling, instant);
    for (const field of happenings.get(type) ?? []) {
      const value = record.current(field);
      if (typeof value === 'number') this.#tell(telling, value);
    }
  }

  merge(other: Tellers): void {
    for (const [source, types] of other.#bySource)
      for (const [type, { begins, periods }] of types) {
        const telling = this.#of(source, type);
        telling.begins = Math.min(telling.begins, begins);
        telling.periods |= periods;
      }
  }

  isAsked(period: number): boolean {
    return (this.#all & bit(period)) !== 0;
  }

  /** Whether a source told anything of a period that is asked for, of any type of records. */
  hasTold(source: string, period: number): boolean {
    const types = this.#bySource.get(source)?.values() ?? [];
    return [...types].some(({ periods }) => (periods & bit(period)) !== 0);
  }

  /** The sources that told of records of these types before a period ended. */
  until(types: readonly RecordType[], period: number): string[] {
    const { end } = this.#periods[period] as Period;
    const told = (source: string): boolean =>
      types.some((type) => {
        const telling = this.#bySource.get(source)?.get(type);
        return telling !== undefined && (telling.begins < end || this.#isThrough(telling));
      });
    return [...this.#bySource.keys()].filter(told).sort();
  }

  #tell(telling: Telling, instant: number): void {
    if (instant < telling.begins) telling.begins = instant;
    for (const period of this.#at(instant)) telling.periods |= bit(period);
  }

  #isThrough({ periods }: Telling): boolean {
    return (periods & this.#all) === this.#all;
  }

  #of(source: string, type: RecordType): Telling {
    const known = this.#bySource.get(source)?.get(type);
    if (known) return known;
    const types = this.#bySource.get(source) ?? new Map<RecordType, Telling>();
    const telling = { begins: Number.POSITIVE_INFINITY, periods: 0 };
    this.#bySource.set(source, types.set(type, telling));
    return telling;
  }
}
