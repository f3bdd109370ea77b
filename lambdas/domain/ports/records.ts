import type { RecordType } from '../records/vocabulary.ts';

export interface RecordKey {
  readonly workspace: string;
  readonly source: string;
  readonly generation: number;
  readonly type: RecordType;
  readonly id: string;
}

export interface StoredRecord {
  readonly key: RecordKey;
  /** As `records/encode.ts` writes it. */
  readonly state: string;
  /** Of the item, for optimistic concurrency. */
  readonly version: number;
  /** When the write that last changed it was made. */
  readonly changedAt: number;
}

export interface Records {
  get(keys: readonly RecordKey[]): Promise<StoredRecord[]>;
  /**
   * Writes version `expected + 1` if the stored version is still `expected` (0: there is none); false when it is not.
   * `linked` tells whether the state carries a merge or an alias, so that `linked` finds it from then on.
   */
  put(record: StoredRecord, expected: number, linked: boolean): Promise<boolean>;
  /**
   * Every record of one type of one source's generation, in no particular order, page by page. `consistent` sees every
   * write acknowledged before, at twice the read units: for what is asked for right after an import.
   */
  scan(
    workspace: string,
    source: string,
    generation: number,
    type: RecordType,
    consistent?: boolean,
  ): AsyncIterable<StoredRecord[]>;
  /** The records that carry, or once carried, a merge or an alias, whatever their type. */
  linked(workspace: string, source: string, generation: number, consistent?: boolean): AsyncIterable<StoredRecord[]>;
  /** Deletes all records of a generation, as long as someone asks for more; tells after each lot how many were in it. */
  drop(workspace: string, source: string, generation: number): AsyncIterable<number>;
}
