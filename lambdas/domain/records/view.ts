import type { StoredState, StoredStatements } from './encode.ts';
import type { Presence } from './fold.ts';
import { endOfList, endOfValue, endOfWhole, isComma, isEndOfList, isList, valueAt, wholeAt } from './jsonInPlace.ts';
import { forAllTime } from './observation.ts';
import { fieldsOf, type RecordType, recordTypes, type Value } from './vocabulary.ts';

/** A value of a field, and the instant it was said for, epoch milliseconds. */
export interface Said {
  readonly at: number;
  readonly value: Value;
}

/** A record as reviews read it: straight from its stored form, a field only when it is asked for. */
export interface RecordView {
  readonly type: RecordType;
  /** The value in force; `null` was cleared, `undefined` was never said. */
  current(field: string): Value | undefined;
  /**
   * The values said, ascending by instant, one an instant: the greatest. Equal neighbours stand both. Of a field
   * without history only the value in force.
   */
  history(field: string): Said[];
  /** The value in force just before an instant; `undefined` where none was said before it. Of fields with a history. */
  before(field: string, instant: number): Value | undefined;
  /** The value said for the earliest instant there is of the field; `undefined` where it was never said. */
  first(field: string): Value | undefined;
  /** The earliest instant for which what is kept was said, epoch milliseconds, `forAllTime` aside; `undefined` of activities. */
  readonly saidAt: number | undefined;
  /** The instants for which what is kept was said, ascending, `forAllTime` aside; none of activities. */
  instants(): readonly number[];
  /** The workspace's own fields, `custom.*`, and their values in force. */
  custom(): [name: string, value: Value][];
  readonly deleted: boolean;
  /** The id that this record was merged into; `null` where it was not. */
  readonly mergedInto: string | null;
  readonly same: readonly string[];
  readonly truncated: boolean;
  presence(): Presence[];
  /** Lets go of what was read of it; it is read again where it is asked for. For records that are kept for long. */
  forget(): void;
}

type Places = ReadonlyMap<string, number>;

const places = new Map<RecordType, Places>(
  recordTypes.map((type) => [type, new Map(Object.keys(fieldsOf(type)).map((name, place) => [name, place]))]),
);

type Statements = readonly Value[];

const never: Statements = [];
const nowhere: number[] = [];

// Lists are put together here and copied at their length. An array that grows has room for 17 from its first element on.
// And where an array is written as a literal engines learn how long those made there live: from the records that a review
// keeps, customers and users, they would learn to keep those of every record until memory is tidied as a whole.
const instantsRead: number[] = [];
const statementsRead: Value[] = [];
const placesRead: number[] = [];

/** The instants of a list of stamps: each a number, or a list that begins with one. */
const instantsAt = (json: string, at: number): number[] => {
  let count = 0;
  let place = at + 1;
  while (!isEndOfList(json, place)) {
    const isLong = isList(json, place);
    instantsRead[count] = wholeAt(json, isLong ? place + 1 : place);
    count += 1;
    const end = isLong ? endOfList(json, place) : endOfWhole(json, place);
    place = isComma(json, end) ? end + 1 : end;
  }
  return instantsRead.slice(0, count);
};

/** Values and the places of their stamps in turn, ascending. */
const statementsAt = (json: string, at: number): Statements => {
  let count = 0;
  let place = at + 1;
  while (!isEndOfList(json, place)) {
    const end = endOfValue(json, place);
    const stamp = end + 1;
    statementsRead[count] = valueAt(json, place, end);
    statementsRead[count + 1] = wholeAt(json, stamp);
    count += 2;
    const next = endOfWhole(json, stamp);
    place = isComma(json, next) ? next + 1 : next;
  }
  return statementsRead.slice(0, count);
};

const lastOf = (statements: StoredStatements | undefined): Value | undefined =>
  statements ? statements[statements.length - 2] : undefined;

type Rest = readonly [custom?: StoredState[2], marks?: Partial<StoredState[3]>, presence?: StoredState[4]];

const noRest: Rest = [];

/** Stands for the fields of a record that was forgotten. */
const unread: (number | Statements)[] = [];

class StoredView implements RecordView {
  readonly type: RecordType;
  readonly #places: Places;
  readonly #json: string;
  #instants: readonly number[] = nowhere;
  /** By a field's place: where its statements begin, or once they were asked for they themselves; 0 is never said. */
  #fields = unread;
  /** Where custom fields, marks and presence begin; or once they were asked for they themselves. */
  #rest: number | Rest = noRest;

  constructor(type: RecordType, json: string) {
    this.type = type;
    this.#places = places.get(type) as Places;
    this.#json = json;
    this.#read();
  }

  forget(): void {
    this.#instants = nowhere;
    this.#fields = unread;
    this.#rest = noRest;
  }

  #read(): void {
    const json = this.#json;
    this.#instants = isList(json, 1) ? instantsAt(json, 1) : nowhere;
    const end = isList(json, 1) ? endOfList(json, 1) : 1;
    this.#fields = isEndOfList(json, end) ? nowhere : this.#located(end + 1);
  }

  /** Where each field begins in the list at `at`; takes note of where the rest does. */
  #located(at: number): number[] {
    const json = this.#json;
    let count = 0;
    let place = at + 1;
    while (!isEndOfList(json, place)) {
      const isSaid = isList(json, place);
      placesRead[count] = isSaid ? place : 0;
      count += 1;
      const end = isSaid ? endOfList(json, place) : place + 1;
      place = isComma(json, end) ? end + 1 : end;
    }
    if (!isEndOfList(json, place + 1)) this.#rest = place + 2;
    return placesRead.slice(0, count);
  }

  #statements(field: string): Statements {
    if (this.#fields === unread) this.#read();
    const place = this.#places.get(field);
    if (place === undefined) return this.#custom(field);
    const known = this.#fields[place];
    if (!known) return never;
    if (typeof known !== 'number') return known;
    const statements = statementsAt(this.#json, known);
    this.#fields[place] = statements;
    return statements;
  }

  #custom(field: string): Statements {
    const [custom] = this.#others();
    return custom && Object.hasOwn(custom, field) ? (custom[field] as Statements) : never;
  }

  #others(): Rest {
    if (this.#fields === unread) this.#read();
    if (typeof this.#rest === 'number') this.#rest = JSON.parse(`[${this.#json.slice(this.#rest)}`) as Rest;
    return this.#rest;
  }

  /** When the value at a place of statements was said. */
  #at(statements: Statements, place: number): number {
    return this.#instants[statements[place + 1] as number] as number;
  }

  current(field: string): Value | undefined {
    const statements = this.#statements(field);
    // A place before the first would be looked up as a name, which takes a hundred times as long.
    return statements.length === 0 ? undefined : statements[statements.length - 2];
  }

  history(field: string): Said[] {
    const statements = this.#statements(field);
    const said = new Array<Said>(statements.length / 2);
    let count = 0;
    for (let place = 0; place < statements.length; place += 2) {
      const at = this.#at(statements, place);
      if (count > 0 && said[count - 1]?.at === at) count -= 1;
      said[count] = { at, value: statements[place] as Value };
      count += 1;
    }
    return count === said.length ? said : said.slice(0, count);
  }

  before(field: string, instant: number): Value | undefined {
    const statements = this.#statements(field);
    let place = statements.length - 2;
    while (place >= 0 && this.#at(statements, place) >= instant) place -= 2;
    return place < 0 ? undefined : statements[place];
  }

  first(field: string): Value | undefined {
    const statements = this.#statements(field);
    return statements.length === 0 ? undefined : this.before(field, this.#at(statements, 0) + 1);
  }

  get saidAt(): number | undefined {
    return this.instants()[0];
  }

  instants(): readonly number[] {
    if (this.#fields === unread) this.#read();
    return this.#instants[0] === forAllTime ? this.#instants.filter((at) => at !== forAllTime) : this.#instants;
  }

  custom(): [name: string, value: Value][] {
    const [custom] = this.#others();
    return custom ? Object.entries(custom).map(([name, statements]) => [name, lastOf(statements) as Value]) : [];
  }

  get deleted(): boolean {
    return lastOf(this.#others()[1]?.[0]) === true;
  }

  get mergedInto(): string | null {
    return (lastOf(this.#others()[1]?.[1]) ?? null) as string | null;
  }

  get same(): readonly string[] {
    return this.#others()[1]?.[2] || [];
  }

  get truncated(): boolean {
    return this.#others()[1]?.[3] === 1;
  }

  presence(): Presence[] {
    return (this.#others()[2] ?? []).map(([kind, feature, quarters]) => ({ kind, feature, quarters }));
  }
}

/** Opens a record in the form that `encode` writes. */
export const readRecord = (type: RecordType, encoded: string): RecordView => new StoredView(type, encoded);
