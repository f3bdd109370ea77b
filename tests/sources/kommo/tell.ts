import { kommo } from '../../../lambdas/sources/kommo/index.ts';
import type { Deal, StoryEvent, Teller } from '../story/events.ts';
import { formOf } from './form.ts';

const account = { id: '4400', subdomain: 'acme' };
const token = 'kQ7mZ2vX9pL4tR8wN1bY6cD3';
const stages = { first: '11', second: '12', third: '13' };
const owners = { ana: '71', ben: '72', cleo: '73' };
const closing = { won: '142', lost: '143' };

const seconds = (at: number): string => String(at / 1000);
const statusOf = ({ outcome, stage }: Deal): string => (outcome === 'open' ? stages[stage] : closing[outcome]);

/** A lead as the hooks of an account tell it, whole. */
const leadOf = ({ at, deal, before }: StoryEvent): Record<string, unknown> => ({
  id: String(deal.number),
  name: `Deal ${deal.number}`,
  status_id: statusOf(deal),
  ...(before && { old_status_id: statusOf(before) }),
  price: String(deal.amount),
  responsible_user_id: owners[deal.owner],
  pipeline_id: '1',
  date_create: seconds(deal.createdAt),
  created_at: seconds(deal.createdAt),
  last_modified: seconds(at),
  updated_at: seconds(at),
});

const hook = (action: string, lead: Record<string, unknown>): Uint8Array =>
  Buffer.from(formOf({ leads: { [action]: [lead] }, account }));

const actions = {
  created: ['add'],
  // A change of the status is told by itself, and as an edit too.
  stage: ['status', 'update'],
  closed: ['status', 'update'],
  reopened: ['status', 'update'],
  owner: ['responsible'],
  amount: ['update'],
} as const;

/** There is no hook for a merge: whoever is merged into another is told as deleted. */
const bodiesOf = (event: StoryEvent): Uint8Array[] => {
  const lead = leadOf(event);
  if (event.kind === 'deleted' || event.kind === 'merged')
    return [hook('delete', { id: lead.id, status_id: lead.status_id, pipeline_id: '1' })];
  return actions[event.kind].map((action) => hook(action, lead));
};

export const teller: Teller = {
  source: kommo,
  settings: { account: account.id },
  secret: token,
  stages,
  owners,
  tell: (events) => events.flatMap(bodiesOf),
  send: (body) => ({ body, headers: { 'content-type': 'application/x-www-form-urlencoded' }, token }),
};
