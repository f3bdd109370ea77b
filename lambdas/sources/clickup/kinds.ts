import type { RecordType } from '../../domain/records/vocabulary.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';

/** What the tasks of a list are. */
export type Kind = 'deal' | 'ticket' | 'lead' | 'onboarding';

const records = { deal: 'deal', ticket: 'ticket', lead: 'lead', onboarding: 'customer' } as const;

/** The type of record that a kind of task is told as. */
export const recordOf = (kind: Kind): RecordType => records[kind];

/** What the tasks of a list are; those of one that the configuration does not name are deals. */
export const kindOf = ({ lists = {} }: SourceSettings, list: string | undefined): Kind =>
  list !== undefined && Object.hasOwn(lists, list) ? (lists[list] as Kind) : 'deal';

/** Everything that a task may be, where its list is not told. */
export const kindsOf = ({ lists = {} }: SourceSettings): Kind[] => [
  ...new Set<Kind>(['deal', ...Object.values(lists)]),
];
