import type { Subject } from '../kpis/subject.ts';
import { type RecordView, readRecord } from '../records/view.ts';
import type { RecordType } from '../records/vocabulary.ts';
import type { ReadRecord } from './compute.ts';
import { type Ref, refOf } from './identity.ts';

/** A record of a review, opened. Its ref is put together where somebody asks for it: of most nobody does. */
export class ReadSubject implements Subject {
  readonly source: string;
  readonly type: RecordType;
  readonly record: RecordView;
  readonly changedAt: number;
  readonly #id: string;

  constructor({ source, type, id, state, changedAt }: ReadRecord) {
    this.source = source;
    this.type = type;
    this.record = readRecord(type, state);
    this.changedAt = changedAt;
    this.#id = id;
  }

  get ref(): Ref {
    return refOf(this.source, this.type, this.#id);
  }
}
