import { textAt } from '../json.ts';
import type { Statement } from '../statement.ts';
import { type Happening, made } from './happening.ts';
import { kindOf, recordOf } from './kinds.ts';

/**
 * A task that went to a list of another kind. It is then another record, which begins there. A lead that becomes a deal is converted;
 * of anything else the record that it was is gone, until the task comes back.
 */
export const moved = ({ id, at, seq, item, kind, settings }: Happening): Statement[] => {
  const list = textAt(item, 'before', 'id');
  const former = kindOf(settings, list);
  if (list === undefined || former === kind) return [];
  const instant = new Date(at);
  const isConversion = former === 'lead' && kind === 'deal';
  const isTakenBack = former === 'deal' && kind === 'lead';
  return [
    isConversion
      ? { record: 'lead', id, at, seq, set: { convertedAt: instant, deal: id } }
      : { record: recordOf(former), id, at, seq, deleted: true },
    // A lead that comes back is as old as it was.
    isTakenBack
      ? { record: 'lead', id, at, seq, set: { convertedAt: null, deal: null }, deleted: false }
      : { record: recordOf(kind), id, at, seq, set: made(kind, at), deleted: false },
  ];
};
