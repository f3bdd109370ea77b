import { createHmac } from 'node:crypto';
import { clickup } from '../../../lambdas/sources/clickup/index.ts';
import type { HookRequest } from '../../../lambdas/sources/source.ts';
import type { SourceFixture } from '../../contract/source/fixture.ts';
import { configured } from '../configuration.ts';
import { requestWith } from '../request.ts';
import {
  automation,
  creation,
  deletion,
  event,
  field,
  fieldItem,
  item,
  list,
  opaque,
  person,
  status,
  statusItem,
  updated,
  workspace,
} from './hook.ts';

/** A request that is signed as ClickUp signs. */
export const signed = (body: string | Uint8Array, secret: string): HookRequest =>
  requestWith({
    body: Buffer.from(body),
    headers: { 'x-signature': createHmac('sha256', secret).update(body).digest('hex') },
  });

const money = field('Value', 'currency', { currency_type: 'EUR' });
const due = field('Due', 'date');
const origin = field('Origin', 'drop_down', { options: [{ id: 'o-1', name: 'Fair', orderindex: 0 }] });

export const fixture: SourceFixture = {
  source: clickup,
  settings: configured('clickup', {
    account: workspace,
    stages: { qualified: ['qualified'], won: ['won'], lost: ['lost'] },
    lists: { [list]: 'deal', '9001': 'ticket', '9002': 'lead', '9003': 'onboarding' },
    fields: {
      deal: {
        amount: 'custom:Value',
        source: 'custom:Origin',
        expectedCloseAt: 'custom:due_date',
        'custom.due': 'custom:Due',
      },
    },
  }),
  secrets: ['K8X2MQ9ZL4VD1NR6SA3YF8HB7TW2P0UE', 'ZC5JU0PE8GA2IO6WT4BN9QX1DR7LM3VS'],
  request: (secret, now) => ({ ...signed(creation(), secret), now }),
  proof: { header: 'x-signature', signature: /.+/, isDated: false },
  tampered: (request) => ({ ...request, body: Buffer.concat([request.body.subarray(0, -1), Buffer.from(']')]) }),
  unproven: ({ headers: { 'x-signature': _, ...headers }, ...request }) => ({ ...request, headers }),
  account: { body: updated(fieldItem(6, money, '1200.50')), id: workspace },
  bodies: [
    creation(),
    updated(
      statusItem(5, status('won', 'closed'), status('new', 'open')),
      fieldItem(6, money, '1200.50'),
      fieldItem(7, origin, 'o-1'),
      fieldItem(7, due, '1795000000000'),
      item(8, 'assignee_add', { after: person(71) }),
      item(9, 'due_date', { after: '1795000000000' }),
    ),
    event('taskMoved', item(5, 'section_moved', { before: { id: '9002' }, after: { id: list } })),
    updated(statusItem(5, status('qualified'), null, { parent_id: '9002' })),
    updated(statusItem(5, status('done', 'done'), null, { parent_id: '9001' })),
    deletion,
    automation(5, { custom_fields: [{ ...money, value: '3' }] }),
    opaque(5),
    JSON.stringify({ event: 'listCreated', list_id: list, webhook_id: 'x' }),
  ],
};
