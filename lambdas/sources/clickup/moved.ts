import { firstTime } from '../first.ts';
import { textAt } from '../json.ts';
import type { Statement } from '../statement.ts';
import { type Happening, madeField } from './happening.ts';
import { type Kind, kindOf, recordOf } from './kinds.ts';

type Move = Omit<Happening, 'kind'> & { readonly kind: Kind | undefined };

/** That a record began at the latest when the task came, however often it goes and comes back. */
const begun = (kind: Kind, { id, at }: Move): Statement => firstTime(recordOf(kind), id, madeField(kind), at);

/** That a record was there before the task went: if its beginning was not told by then, no later coming is it. */
const begunBefore = (kind: Kind, move: Move): Statement => ({ ...begun(kind, move), set: { [madeField(kind)]: null } });

/** What the record that the task was says of its going; nothing where the task went where no list is named. */
const gone = (former: Kind, { id, at, seq, kind }: Move): Statement[] => {
  if (kind === undefined) return [];
  return former === 'lead' && kind === 'deal'
    ? [{ record: 'lead', id, at, seq, set: { convertedAt: new Date(at), deal: id } }]
    : [{ record: recordOf(former), id, at, seq, deleted: true }];
};

/**
 * A task that went to a list of another kind. It is then another record, which begins there, or the one that it was before. A lead
 * that becomes a deal is converted; of anything else the record that it was is gone, until the task comes back.
 */
export const moved = (move: Move): Statement[] => {
  const { id, at, seq, item, kind, settings } = move;
  const list = textAt(item, 'before', 'id');
  const former = kindOf(settings, list);
  if (list === undefined || former === kind) return [];
  const isTakenBack = former === 'deal' && kind === 'lead';
  const set = isTakenBack ? { convertedAt: null, deal: null } : {};
  return [
    ...(former === undefined ? [] : [...gone(former, move), begunBefore(former, move)]),
    ...(kind === undefined ? [] : [{ record: recordOf(kind), id, at, seq, set, deleted: false }, begun(kind, move)]),
  ];
};
