import { createHmac } from 'node:crypto';
import type { HookRequest } from '../../../lambdas/sources/source.ts';
import { zendesk } from '../../../lambdas/sources/zendesk/index.ts';
import type { SourceFixture } from '../../contract/source/fixture.ts';
import { configured } from '../configuration.ts';
import { requestWith } from '../request.ts';
import { commented, created, detailOf, eventOf, moved } from './events.ts';

/** A request as Zendesk signs it, in whole seconds. */
export const signed = (body: string, secret: string, now: number): HookRequest => {
  const timestamp = new Date(now).toISOString().replace(/\.\d{3}Z$/, 'Z');
  const signature = createHmac('sha256', secret).update(`${timestamp}${body}`).digest('base64');
  return requestWith({
    body: Buffer.from(body),
    headers: { 'x-zendesk-webhook-signature': signature, 'x-zendesk-webhook-signature-timestamp': timestamp },
    now,
  });
};

export const fixture: SourceFixture = {
  source: zendesk,
  settings: configured('zendesk', {
    account: '4400',
    customers: 'person',
    fields: { ticket: { 'custom.sail': 'custom:360001', 'custom.group': 'custom:group_id' } },
    identity: { customer: 'external_id' },
    authority: { customer: 'zendesk' },
    byEmail: true,
  }),
  secrets: ['bQ3mN8vKx2Lp7ZsRt5Yw1Ac9Ed4Fg6Hj0==', 'kW9uT4rPq1Xn6VbMz8Cs3De7Gh2Jf5Ay0=='],
  request: (secret, now) => signed(created(), secret, now),
  proof: { header: 'x-zendesk-webhook-signature', signature: /.+/, isDated: true },
  tampered: (request) => ({
    ...request,
    body: Buffer.from(Buffer.from(request.body).toString().replace('HIGH', 'LOWS')),
  }),
  unproven: (request) => ({ ...request, headers: {} }),
  account: { body: created(), id: '4400' },
  bodies: [
    created(),
    moved('OPEN', 'SOLVED', 90),
    commented(60),
    eventOf('ticket.merged', { target_ticket_id: '901' }, 70),
    eventOf('ticket.custom_field_changed', { current: 'jib', field: { id: '360001' }, previous: null }, 65),
    eventOf('ticket.csat_received', { satisfaction_score: { score: 'GOOD' } }, 99),
    eventOf('user.created', {}, 0, { id: '31', email: 'ana@acme.example', external_id: '42', role: 'end-user' }),
    eventOf('organization.created', {}, 0, { ...detailOf(), id: '600', name: 'Três velas & um leme' }),
    eventOf('messaging_ticket.message_added', { actor: { type: 'agent' } }, 40, { id: '900' }),
  ],
};
