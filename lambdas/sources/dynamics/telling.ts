import type { RecordType } from '../../domain/records/vocabulary.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import type { Said, Statement } from '../statement.ts';
import type { Row } from './row.ts';

/** What a row says of a record. */
export interface Telling {
  readonly said: Said;
  /** The columns that each field is read from, but for those of the same name. */
  readonly from: Readonly<Record<string, readonly string[]>>;
  /** What is said for other instants than the row's. */
  readonly besides?: readonly Statement[];
  /** An address of the person. */
  readonly email?: string | undefined;
}

/** How the rows of one table are read. */
export interface Table {
  readonly record: RecordType;
  /** Pure; `undefined` where the row is no such record in this workspace. */
  tell(row: Row, settings: SourceSettings): Telling | undefined;
}
