/** Hooks as ClickUp sends them, built of what happened. */

export const taskId = '9hx27mq';
export const list = '512048';
export const workspace = '7744120';

/** When the task of these tests is made, epoch milliseconds. */
export const created = Date.parse('2026-09-21T14:00:00.250Z');
/** So many minutes after the creation, epoch milliseconds. */
export const at = (minutes: number): number => created + minutes * 60_000;

export type Members = Readonly<Record<string, unknown>>;

const john = {
  id: 61,
  username: 'Rui',
  email: 'rui@acme.example',
  color: '#40806a',
  initials: 'R',
  profilePicture: null,
};
const firstItem = 3_100_000_000_000_000_000n;

/** The id of the item of a minute: ids grow with time. */
export const itemId = (minutes: number, place = 0): string => String(firstItem + BigInt(minutes * 1000 + place));

/** An item of the task's history, so many minutes after its creation. */
export const item = (minutes: number, field: string, members: Members = {}): Members => ({
  id: itemId(minutes),
  type: 1,
  date: String(at(minutes)),
  field,
  parent_id: list,
  data: {},
  source: null,
  user: john,
  ...members,
});

export const status = (name: string, type = 'custom') => ({ status: name, color: '#000000', orderindex: 1, type });

export const ofNone = { status: null, color: '#000000', type: 'removed', orderindex: -1 };

export const statusItem = (minutes: number, after: unknown, before: unknown = null, members: Members = {}): Members =>
  item(minutes, 'status', { before, after, ...members });

export const person = (id: unknown, username = 'Ana', email = 'ana@acme.example') => ({ ...john, id, username, email });

export const field = (name: string, type: string, config: Members = {}) => ({
  id: `0f2d-${name}`,
  name,
  type,
  type_config: config,
  team_id: workspace,
});

export const fieldItem = (minutes: number, custom_field: Members, after: unknown): Members =>
  item(minutes, 'custom_field', { before: null, after, custom_field });

/** The body of an event with these items. */
export const event = (name: string, ...history_items: unknown[]): string =>
  JSON.stringify({ event: name, history_items, task_id: taskId, webhook_id: '5b0c0d3e-1b7a-4a55-a2f1-7d3f0e9c8b64' });

export const updated = (...items: unknown[]): string => event('taskUpdated', ...items);

export const deletion = JSON.stringify({
  event: 'taskDeleted',
  task_id: taskId,
  webhook_id: '5b0c0d3e-1b7a-4a55-a2f1-7d3f0e9c8b64',
});

/** A task that is made, with the items that come with it. */
export const creation = (parent_id = list, first: unknown = status('new', 'open')): string =>
  event(
    'taskCreated',
    statusItem(0, first, ofNone, { id: itemId(0, 2), parent_id }),
    item(0, 'task_creation', { id: itemId(0, 1), parent_id, before: null, after: null }),
  );

/** The body of an automation, as of 2024. */
export const automation = (minutes: number, task: Members = {}): string =>
  JSON.stringify({
    id: 'e1a0b7c2-64d3-4b0e-8f5a-2c9d7e6f1a38:main',
    trigger_id: '2b9f1c3d-7e5a-4d68-b0a4-8f6e3c1d5b72',
    date: new Date(at(minutes) + 1500).toISOString(),
    payload: {
      id: taskId,
      name: 'Três velas & um leme',
      status: { id: 'p77_q1', ...status('new', 'open') },
      date_created: String(created),
      date_updated: String(at(minutes)),
      date_closed: null,
      date_done: null,
      assignees: [person(71)],
      parent: null,
      priority: null,
      due_date: null,
      custom_fields: [],
      list: { id: list, name: 'Pipeline' },
      ...task,
    },
  });

/** The body of an automation, since 2025. */
export const opaque = (minutes: number, task: Members = {}): string =>
  JSON.stringify({
    auto_id: 'e1a0b7c2-64d3-4b0e-8f5a-2c9d7e6f1a38:main',
    trigger_id: '2b9f1c3d-7e5a-4d68-b0a4-8f6e3c1d5b72',
    date: new Date(at(minutes)).toISOString(),
    payload: {
      id: taskId,
      name: 'Três velas & um leme',
      priority: null,
      status_id: 'p77120045_Qw3',
      workspace_id: workspace,
      subcategory: list,
      direct_parent: null,
      merged_to: null,
      ...task,
    },
  });
