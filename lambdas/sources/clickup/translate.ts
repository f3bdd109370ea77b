import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { ofWrongAccount } from '../account.ts';
import { jsonOf, listAt, textAt } from '../json.ts';
import type { Received, Translation } from '../source.ts';
import { observationsOf, type Told } from '../statement.ts';
import { automationTold, taskIn, timeIn, workspaceIn } from './automation.ts';
import { toldOf, workspaceOf } from './history.ts';
import { kindsOf, recordOf } from './kinds.ts';

/** Names of events begin with what they are of. */
const events = /^(?:task|list|folder|space|goal|keyResult)[A-Z]/;
const deletion = 'taskDeleted';

const eventOf = (body: unknown): string | undefined => {
  const event = textAt(body, 'event');
  return event !== undefined && events.test(event) ? event : undefined;
};

/** A deletion has no history and no list, so that it is of whatever the task may have been. */
const deleted = (id: string, receipt: number, settings: SourceSettings): Told => ({
  path: '',
  statements: kindsOf(settings).map((kind) => ({ record: recordOf(kind), id, at: receipt, deleted: true })),
});

const eventTold = (body: unknown, event: string, receipt: number, settings: SourceSettings): readonly Told[] => {
  if (!event.startsWith('task')) return [];
  const id = textAt(body, 'task_id');
  if (id === undefined) return [{ path: '', statements: [], problems: [{ path: 'task_id', message: 'is missing' }] }];
  if (event === deletion) return [deleted(id, receipt, settings)];
  return listAt(body, 'history_items').map((item, index) => toldOf(item, id, `history_items.${index}`, settings));
};

/** The workspace that a body is of, as far as it tells: all of it is of one task. */
const accountOf = (body: unknown): string | undefined =>
  workspaceIn(taskIn(body)) ?? listAt(body, 'history_items').flatMap((item) => workspaceOf(item) ?? [])[0];

/** @see Source.timeless */
export const timeless = (received: Pick<Received, 'body'>): boolean => {
  const json = jsonOf(received);
  if ('problem' in json) return false;
  return taskIn(json.value) === undefined ? eventOf(json.value) === deletion : timeIn(json.value) === undefined;
};

/** @see Source.translate */
export const translate = (received: Received, settings: SourceSettings): Translation => {
  const json = jsonOf(received);
  if ('problem' in json) return { failed: `The body ${json.problem}.` };
  const body = json.value;
  const [event, task] = [eventOf(body), taskIn(body)];
  if (event === undefined && task === undefined)
    return { failed: 'The body is neither an event of a webhook ("event") nor of an automation ("payload").' };
  const account = accountOf(body);
  if (settings.account !== undefined && account !== undefined && account !== settings.account)
    return ofWrongAccount("the body is of ClickUp's workspace", account, settings);
  const receipt = received.firstReceivedAt;
  const told =
    task === undefined
      ? eventTold(body, event ?? '', receipt, settings)
      : [automationTold(task, timeIn(body) ?? receipt, settings)];
  return observationsOf(told, received.receivedAt);
};
