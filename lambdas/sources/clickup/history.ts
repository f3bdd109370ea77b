import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { at, memberOf, millisecondsAt, textAt } from '../json.ts';
import type { Problem, Said, Statement, Told } from '../statement.ts';
import { mapped } from './fields.ts';
import { type Happening, made } from './happening.ts';
import { kindOf, listMissing, recordOf } from './kinds.ts';
import { moved } from './moved.ts';
import { standingOf, statusOf } from './status.ts';
import { idAt, plainOf } from './value.ts';

/** What a happening says of the record, and besides. */
interface Tells {
  readonly set?: Said;
  readonly besides?: readonly Statement[];
  readonly problems?: readonly Problem[];
}

/** A status before that is none: that of a task that is made. One that was removed from the list has a name. */
const isNone = (before: unknown): boolean =>
  memberOf(before, 'type') === 'removed' && memberOf(before, 'status') === null;

const status = ({ id, at: instant, item, kind, settings }: Happening): Tells => {
  const before = memberOf(item, 'before');
  const after = statusOf(memberOf(item, 'after'), textAt(item, 'data', 'status_type'));
  if (!after) return { problems: [{ path: 'after.status', message: 'is missing' }] };
  const told = { kind, id, status: after, before: statusOf(before), at: instant, endedAt: instant };
  const { set, besides, problems } = standingOf(told, settings);
  return { set: { ...(isNone(before) && made(kind, instant)), ...set }, besides, problems };
};

/**
 * The owner is who was assigned last. A removal says nothing: whoever is exchanged is first or last removed, and who of
 * several remains is not told.
 */
const assigned = ({ at: instant, seq, item, kind }: Happening): Tells => {
  const user = memberOf(item, 'after');
  const id = idAt(user, 'id');
  if (id === undefined) return { problems: [{ path: 'after.id', message: 'is missing' }] };
  const said = { name: plainOf(memberOf(user, 'username') ?? null), email: plainOf(memberOf(user, 'email') ?? null) };
  return {
    // A customer's owner is not who carries out its onboarding.
    set: kind === 'onboarding' ? {} : { owner: id },
    besides: typeof id === 'string' ? [{ record: 'user', id, at: instant, seq, set: said }] : [],
  };
};

const priority = ({ item, kind }: Happening): Tells => {
  const after = memberOf(item, 'after');
  return kind === 'ticket' && after !== undefined ? { set: { priority: plainOf(after) } } : {};
};

const name = ({ item, kind }: Happening): Tells => {
  const after = memberOf(item, 'after');
  return kind !== 'ticket' && typeof after === 'string' ? { set: { name: plainOf(after) } } : {};
};

/** By the `field` of a history item, never by the name of the event: every one comes as `taskUpdated`, too. */
const tellers: ReadonlyMap<string, (happening: Happening) => Tells> = new Map([
  ['status', status],
  ['task_creation', ({ kind, at: instant }) => ({ set: made(kind, instant) })],
  ['assignee_add', assigned],
  ['priority', priority],
  ['name', name],
  ['section_moved', (happening) => ({ besides: moved(happening) })],
]);

const statementsOf = (happening: Happening, field: string, { set, besides = [] }: Tells): Statement[] => {
  const { id, at: instant, seq, item, list, kind, settings } = happening;
  const record = recordOf(kind);
  const after = memberOf(item, 'after');
  const custom = field === 'custom_field' ? [{ field: memberOf(item, 'custom_field'), value: after }] : [];
  const standard = (own: string) => (own === field && after !== undefined ? plainOf(after) : undefined);
  const own = mapped(record, { custom, standard }, settings);
  const pipeline = kind === 'deal' ? { pipeline: list } : {};
  return [{ record, id, at: instant, seq, set: { ...pipeline, ...set, ...own.set }, same: own.same }, ...besides];
};

/** What an item of a task's history says; `path` is where in the body it stands. */
export const toldOf = (item: unknown, id: string, path: string, settings: SourceSettings): Told => {
  const field = textAt(item, 'field');
  const instant = millisecondsAt(item, 'date');
  const seq = idAt(item, 'id');
  const refuse = (at: string, message: string): Told => ({ path, statements: [], problems: [{ path: at, message }] });
  if (field === undefined) return refuse('field', 'is missing');
  if (instant === undefined) return refuse('date', 'must be epoch milliseconds');
  if (typeof seq === 'number') return refuse('id', 'must be text: as a number it has lost digits');
  const list = (field === 'section_moved' ? textAt(item, 'after', 'id') : undefined) ?? textAt(item, 'parent_id');
  const kind = kindOf(settings, list);
  if (kind === undefined && list === undefined) return refuse('parent_id', listMissing);
  const here = { id, at: instant, seq: seq ?? undefined, item, list, settings };
  if (kind === undefined) return { path, statements: field === 'section_moved' ? moved({ ...here, kind }) : [] };
  const happening: Happening = { ...here, kind };
  const tells = tellers.get(field)?.(happening) ?? {};
  return { path, statements: statementsOf(happening, field, tells), problems: tells.problems ?? [] };
};

/** The id of the workspace that a history item is of, which only its custom field tells. */
export const workspaceOf = (item: unknown): string | undefined => textAt(at(item, 'custom_field'), 'team_id');
