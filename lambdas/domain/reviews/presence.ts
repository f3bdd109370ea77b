import type { Subject } from '../kpis/subject.ts';
import { idOf } from './identity.ts';

const quarterHour = 15 * 60_000;

/** Whose presence an activity record is, and in which UTC month: `customer/42/2026-10`. */
const form = /^(customer|user)\/(.*)\/(\d{4}-\d{2})$/su;

/** An activity record: somebody's presence in a UTC month. */
export interface Presences {
  readonly whose: 'customer' | 'user';
  /** As the source calls them. */
  readonly reference: string;
  readonly kinds: readonly {
    readonly kind: string;
    readonly feature: string | null;
    /** Beginnings of quarter-hours, epoch milliseconds, ascending. */
    readonly instants: readonly number[];
  }[];
}

/** Reads an activity record; `null` of what is none. */
export const presencesOf = ({ type, ref, record }: Pick<Subject, 'type' | 'ref' | 'record'>): Presences | null => {
  if (type !== 'activity') return null;
  const [, whose, reference = '', month] = form.exec(idOf(ref)) ?? [];
  if (whose !== 'customer' && whose !== 'user') return null;
  const begin = Date.parse(`${month}-01T00:00:00Z`);
  const kinds = record.presence().map(({ kind, feature, quarters }) => ({
    kind,
    feature,
    instants: quarters.map((quarter) => begin + quarter * quarterHour),
  }));
  return { whose, reference, kinds };
};
