import { parseInstant } from '../../domain/records/instant.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { at, listAt, memberOf, millisecondsAt, textAt } from '../json.ts';
import type { Said, Statement, Told } from '../statement.ts';
import { mapped } from './fields.ts';
import { made } from './happening.ts';
import { type Kind, kindOf, listMissing, recordOf } from './kinds.ts';
import { isOpaque, type Status, standingOf, statusOf } from './status.ts';
import { idAt, plainOf, type Value } from './value.ts';

/** The task that an automation tells of, as it is then; `undefined` where a body is none of an automation. */
export const taskIn = (body: unknown): unknown => {
  const task = memberOf(body, 'payload');
  const isCall = ['trigger_id', 'auto_id'].some((name) => textAt(body, name) !== undefined);
  return isCall && textAt(task, 'id') !== undefined ? task : undefined;
};

/** When the task came to be as it is told, else when the automation ran: epoch milliseconds; `undefined` without either. */
export const timeIn = (body: unknown): number | undefined => {
  const run = parseInstant(memberOf(body, 'date'));
  return millisecondsAt(body, 'payload', 'date_updated') ?? ('value' in run ? run.value.at : undefined);
};

/** The workspace's id, which bodies since 2025 have. */
export const workspaceIn = (task: unknown): string | undefined =>
  textAt(task, 'workspace_id') ?? textAt(task, 'team_id');

/** Its list: bodies since 2025 call it a subcategory. */
const listOf = (task: unknown): string | undefined => textAt(task, 'list', 'id') ?? textAt(task, 'subcategory');

/** By its name and type; bodies since 2025 have nothing but an id. */
const statusIn = (task: unknown): Status | undefined => {
  const id = textAt(task, 'status_id');
  return statusOf(memberOf(task, 'status')) ?? (id === undefined ? undefined : { name: id, id, type: undefined });
};

/**
 * When the task ended. Bodies that have nothing of a status but its id do not tell it: of them it is the run itself, since
 * otherwise nothing would. Of others the history tells it, and an end that moved with each run would outrun that.
 */
const endIn = (task: unknown, status: Status, run: number): number | undefined =>
  millisecondsAt(task, 'date_done') ?? millisecondsAt(task, 'date_closed') ?? (isOpaque(status) ? run : undefined);

/** Of one assignee it is known that they are the owner; of several it is not known who was last. */
const ownerOf = (task: unknown): Value | undefined => {
  const assignees = memberOf(task, 'assignees');
  if (!Array.isArray(assignees) || assignees.length > 1) return undefined;
  return assignees.length === 0 ? null : idAt(assignees[0], 'id');
};

const priorityOf = (task: unknown): Value | undefined => {
  const priority = memberOf(task, 'priority');
  return priority === null || typeof priority === 'object' ? plainOf(priority) : undefined;
};

const said = (kind: Kind, task: unknown): Said => {
  const created = millisecondsAt(task, 'date_created');
  const name = memberOf(task, 'name');
  return {
    ...(kind !== 'ticket' && typeof name === 'string' && { name: plainOf(name) }),
    ...(kind === 'ticket' && { priority: priorityOf(task) }),
    ...(kind !== 'onboarding' && { owner: ownerOf(task) }),
    ...(kind === 'deal' && { pipeline: listOf(task) }),
    ...(created !== undefined && made(kind, created)),
  };
};

/** A part of another task is no record of its own. */
const isPart = (task: unknown): boolean => ['parent', 'direct_parent'].some((name) => textAt(task, name) !== undefined);

/**
 * What the body of an automation says: a task as it is, without what it was. It has no `seq`, so that within a millisecond
 * the history of the task prevails.
 */
export const automationTold = (task: unknown, instant: number, settings: SourceSettings): Told => {
  const id = textAt(task, 'id') ?? '';
  const list = listOf(task);
  const kind = kindOf(settings, list);
  if (isPart(task) || (kind === undefined && list !== undefined)) return { path: 'payload', statements: [] };
  if (kind === undefined)
    return { path: 'payload', statements: [], problems: [{ path: 'list', message: listMissing }] };
  const record = recordOf(kind);
  const status = statusIn(task);
  const standing =
    status && standingOf({ kind, id, status, at: instant, endedAt: endIn(task, status, instant) }, settings);
  const custom = listAt(task, 'custom_fields').map((field) => ({ field, value: memberOf(field, 'value') }));
  const standard = (name: string): Value | undefined => {
    const value = at(task, name);
    return value === undefined ? undefined : plainOf(value);
  };
  const own = mapped(record, { custom, standard }, settings);
  const merged = textAt(task, 'merged_to');
  const statements: Statement[] = [
    { record, id, at: instant, set: { ...said(kind, task), ...standing?.set, ...own.set }, same: own.same },
    ...(standing?.besides ?? []),
    ...(merged === undefined || merged === id ? [] : [{ record, id, at: instant, mergedInto: merged }]),
  ];
  return { path: 'payload', statements, problems: standing?.problems ?? [] };
};
