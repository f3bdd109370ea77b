import type { RecordType } from '../../domain/records/vocabulary.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';

/** What the tasks of a list are. */
export type Kind = 'deal' | 'ticket' | 'lead' | 'onboarding';

const records = { deal: 'deal', ticket: 'ticket', lead: 'lead', onboarding: 'customer' } as const;

/** The type of record that a kind of task is told as. */
export const recordOf = (kind: Kind): RecordType => records[kind];

/**
 * What the tasks of a list are: deals where the configuration names no lists at all. Where it names some, `undefined` of any
 * other, an archive for example: what is moved there is neither another record nor gone.
 */
export const kindOf = ({ lists }: SourceSettings, list: string | undefined): Kind | undefined => {
  if (lists === undefined) return 'deal';
  return list !== undefined && Object.hasOwn(lists, list) ? lists[list] : undefined;
};

/** What is wrong with a body that names no list, where the configuration tells them apart. */
export const listMissing = 'is missing: in which of the `lists` the task is';

/** Everything that a task may be, where its list is not told. */
export const kindsOf = ({ lists }: SourceSettings): Kind[] =>
  lists === undefined ? ['deal'] : [...new Set<Kind>(Object.values(lists))];
