import type { StoredStamp, StoredState, StoredStatements } from './encode.ts';
import type { Presence } from './fold.ts';
import { fieldsOf, type RecordType, recordTypes, type Value } from './vocabulary.ts';

/** A value of a field, and the instant it was said for, epoch milliseconds. */
interface Said {
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
  /** The earliest instant for which what is kept was said, epoch milliseconds; `undefined` of activities. */
  readonly saidAt: number | undefined;
  /** The instants for which what is kept was said, ascending; none of activities. */
  instants(): number[];
  /** The workspace's own fields, `custom.*`, and their values in force. */
  custom(): [name: string, value: Value][];
  readonly deleted: boolean;
  /** The id that this record was merged into; `null` where it was not. */
  readonly mergedInto: string | null;
  readonly same: readonly string[];
  readonly truncated: boolean;
  presence(): Presence[];
}

const places = new Map(
  recordTypes.map((type) => [type, new Map(Object.keys(fieldsOf(type)).map((name, place) => [name, place]))]),
);

const instantOf = (stamp: StoredStamp): number => (typeof stamp === 'number' ? stamp : stamp[0]);

/** The last value of a list of values and stamps in turn. */
const lastOf = (statements: StoredStatements | undefined): Value | undefined =>
  statements ? statements[statements.length - 2] : undefined;

class StoredView implements RecordView {
  readonly type: RecordType;
  readonly #state: Partial<StoredState>;

  constructor(type: RecordType, state: Partial<StoredState>) {
    this.type = type;
    this.#state = state;
  }

  #statements(field: string): StoredStatements | undefined {
    const place = places.get(this.type)?.get(field);
    if (place !== undefined) return this.#state[1]?.[place];
    const custom = this.#state[2];
    return custom && Object.hasOwn(custom, field) ? custom[field] : undefined;
  }

  current(field: string): Value | undefined {
    return lastOf(this.#statements(field));
  }

  history(field: string): Said[] {
    const statements = this.#statements(field) || [];
    const stamps = this.#state[0] ?? [];
    const said: Said[] = [];
    for (let index = 0; index < statements.length; index += 2) {
      const at = instantOf(stamps[statements[index + 1] as number] as StoredStamp);
      if (said.at(-1)?.at === at) said.pop();
      said.push({ at, value: statements[index] as Value });
    }
    return said;
  }

  get saidAt(): number | undefined {
    const first = this.#state[0]?.[0];
    return first === undefined ? undefined : instantOf(first);
  }

  instants(): number[] {
    return (this.#state[0] ?? []).map(instantOf);
  }

  custom(): [name: string, value: Value][] {
    return Object.entries(this.#state[2] || {}).map(([name, statements]) => [name, lastOf(statements) as Value]);
  }

  get deleted(): boolean {
    return lastOf(this.#state[3]?.[0]) === true;
  }

  get mergedInto(): string | null {
    return (lastOf(this.#state[3]?.[1]) ?? null) as string | null;
  }

  get same(): readonly string[] {
    return this.#state[3]?.[2] || [];
  }

  get truncated(): boolean {
    return this.#state[3]?.[3] === 1;
  }

  presence(): Presence[] {
    return (this.#state[4] ?? []).map(([kind, feature, quarters]) => ({ kind, feature, quarters }));
  }
}

/** Opens a record in the form that `encode` writes. */
export const readRecord = (type: RecordType, encoded: string): RecordView =>
  new StoredView(type, JSON.parse(encoded) as Partial<StoredState>);
