import { createHmac } from 'node:crypto';
import { hubspot } from '../../../lambdas/sources/hubspot/index.ts';
import type { HookRequest } from '../../../lambdas/sources/source.ts';
import type { SourceFixture } from '../../contract/source/fixture.ts';
import { configured } from '../configuration.ts';
import { requestWith } from '../request.ts';
import { associationOf, bodyOf, creationOf, mergeOf, propertyOf } from './events.ts';

/** A request as HubSpot signs it today. */
export const signed = (body: string, secret: string, now: number, change: Partial<HookRequest> = {}): HookRequest => {
  const request = requestWith({ url: 'https://kpis.acme.example/hooks/acme/hubspot', body: Buffer.from(body), now });
  const { method, url } = { ...request, ...change };
  const signature = createHmac('sha256', secret).update(`${method}${url}${body}${now}`).digest('base64');
  return {
    ...request,
    headers: {
      'content-type': 'application/json',
      'x-hubspot-request-timestamp': String(now),
      'x-hubspot-signature-v3': signature,
    },
    ...change,
  };
};

const body = bodyOf(
  creationOf('deal'),
  propertyOf('deal', 'dealname', 'Três velas & um leme'),
  propertyOf('deal', 'amount', '4800.50', 1),
  propertyOf('deal', 'dealstage', 'presentationscheduled', 2),
  propertyOf('deal', 'dealstage', 'closedwon', 90),
);

export const fixture: SourceFixture = {
  source: hubspot,
  settings: configured('hubspot', {
    account: '7700',
    customers: 'person',
    stages: { qualified: ['salesqualifiedlead'], won: ['90210'], lost: ['90211'] },
    fields: { deal: { 'custom.tier': 'custom:tier', lostReason: 'custom:why' }, ticket: { channel: 'custom:desk' } },
    identity: { customer: 'crm_id' },
    authority: { customer: 'hubspot' },
    byEmail: true,
  }),
  secrets: ['5b1d4f0e-7a52-4f0b-9c4e-0d6a1f3c8e27', 'c0a8e6d2-13b7-49f5-8e21-7f94b5d3a610'],
  request: (secret, now) => signed(body, secret, now),
  proof: { header: 'x-hubspot-signature-v3', signature: /.+/, isDated: true },
  tampered: (request) => ({
    ...request,
    body: Buffer.from(Buffer.from(request.body).toString().replace('4800.50', '9800.50')),
  }),
  unproven: ({ headers: { 'x-hubspot-signature-v3': _, ...headers }, ...request }) => ({ ...request, headers }),
  account: { body, id: '7700' },
  bodies: [
    body,
    bodyOf(
      creationOf('contact'),
      propertyOf('contact', 'email', 'ana@acme.example'),
      propertyOf('contact', 'lifecyclestage', 'customer', 40),
      propertyOf('contact', 'crm_id', '42', 41),
    ),
    bodyOf(mergeOf('company'), associationOf('DEAL_TO_CONTACT', '900', '500')),
    bodyOf(
      { ...propertyOf('ticket', 'hs_pipeline_stage', '4', 8), subscriptionType: 'object.propertyChange' },
      { ...creationOf('ticket'), subscriptionType: 'object.creation', objectTypeId: '0-5' },
    ),
  ],
};
