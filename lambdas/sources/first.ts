import { forAllTime } from '../domain/records/observation.ts';
import type { RecordType } from '../domain/records/vocabulary.ts';
import type { Statement } from './statement.ts';

/**
 * That something happened at an instant, of which the first time stands: the first qualification, the first answer. In a record
 * the latest statement of a field prevails, so that all of these are said for all time, and placed the later the
 * earlier they are.
 *
 * @param at epoch milliseconds
 */
export const firstTime = (record: RecordType, id: string, field: string, at: number): Statement => ({
  record,
  id,
  at: forAllTime,
  seq: String(Number.MAX_SAFE_INTEGER - at),
  set: { [field]: new Date(at) },
});
