import { clickup } from '../../../lambdas/sources/clickup/index.ts';
import type { Deal, StoryEvent, Teller } from '../story/events.ts';
import { signed } from './fixture.ts';
import { field, itemId, list, type Members, ofNone, opaque, person, status, workspace } from './hook.ts';

const secret = 'HB7TW2P0UEK8X2MQ9ZL4VD1NR6SA3YF8';

const stages = { first: 'new', second: 'talking', third: 'offer made' };
const owners = { ana: '7101', ben: '7102', cleo: '7103' };
const amount = field('Deal value', 'currency', { currency_type: 'EUR' });
/** One of two winning statuses; ClickUp shows them in capital letters. */
const wins = ['won', 'Signed'];

const idOf = (number: number): string => `8t${String(number).padStart(4, '0')}x`;

const statusOf = ({ number, outcome, stage }: Deal) => {
  if (outcome === 'open') return status(stages[stage], stage === 'first' ? 'open' : 'custom');
  return status(outcome === 'won' ? (wins[number % 2] as string) : 'lost', 'closed');
};

/** An item of the history of what happened; its id is one that no other has. */
const itemOf = ({ at, deal }: StoryEvent, name: string, place: number, members: Members): Members => ({
  id: itemId(at / 60_000, deal.number * 10 + place),
  type: 1,
  date: String(at),
  field: name,
  parent_id: list,
  data: {},
  source: null,
  user: person(7000, 'Rui', 'rui@acme.example'),
  ...members,
});

const ownerItems = (event: StoryEvent): Members[] => {
  const { deal, before } = event;
  const removed = before ? [itemOf(event, 'assignee_rem', 3, { before: person(Number(owners[before.owner])) })] : [];
  return [itemOf(event, 'assignee_add', 2, { after: person(Number(owners[deal.owner])) }), ...removed];
};

const itemsOf = (event: StoryEvent): Members[] => {
  const { deal, before, kind } = event;
  const after = statusOf(deal);
  const items: Members[] = [];
  if (kind === 'created') items.push(itemOf(event, 'task_creation', 0, { before: null, after: null }));
  if (!before || before.stage !== deal.stage || before.outcome !== deal.outcome)
    items.push(itemOf(event, 'status', 1, { before: before ? statusOf(before) : ofNone, after }));
  if (before?.owner !== deal.owner) items.push(...ownerItems(event));
  if (before?.amount !== deal.amount)
    items.push(itemOf(event, 'custom_field', 4, { before: null, after: String(deal.amount), custom_field: amount }));
  return items;
};

const names: Readonly<Partial<Record<StoryEvent['kind'], string>>> = {
  created: 'taskCreated',
  stage: 'taskStatusUpdated',
  closed: 'taskStatusUpdated',
  reopened: 'taskStatusUpdated',
  owner: 'taskAssigneeUpdated',
};

const hook = (deal: Deal, members: Members): string =>
  JSON.stringify({ ...members, task_id: idOf(deal.number), webhook_id: '1c7e4b90-83a2-4d5f-b6c8-0e9f2a3d4b51' });

/** Every event comes under its own name and as an update; a merge is told by an automation alone. */
const bodiesOf = (event: StoryEvent): string[] => {
  const { at, kind, deal, into = 0 } = event;
  if (kind === 'deleted') return [hook(deal, { event: 'taskDeleted' })];
  if (kind === 'merged')
    return [
      opaque(0, { id: idOf(deal.number), merged_to: idOf(into) }).replace(
        /"date":"[^"]*"/,
        `"date":"${new Date(at).toISOString()}"`,
      ),
    ];
  const history_items = itemsOf(event);
  return [names[kind] ?? 'taskUpdated', 'taskUpdated'].map((name) => hook(deal, { event: name, history_items }));
};

export const teller: Teller = {
  source: clickup,
  settings: {
    account: workspace,
    stages: { won: ['WON', 'SIGNED'], lost: ['LOST'] },
    fields: { deal: { amount: 'custom:Deal value' } },
  },
  secret,
  stages,
  owners,
  tell: (events) => events.flatMap(bodiesOf).map((body) => Buffer.from(body)),
  send: (body) => {
    // Automations sign nothing: they have the secret in their address.
    const isAutomation = Buffer.from(body).toString().startsWith('{"auto_id"');
    const { headers } = isAutomation ? { headers: {} } : signed(body, secret);
    return { body, headers: { 'content-type': 'application/json', ...headers }, token: isAutomation ? secret : null };
  },
};
