import { Webhook } from 'standardwebhooks';
import type { HookRequest } from '../../../lambdas/sources/source.ts';
import { standard } from '../../../lambdas/sources/standard/index.ts';
import type { SourceFixture } from '../../contract/source/fixture.ts';
import { configured } from '../configuration.ts';
import { requestWith } from '../request.ts';

const observations = [
  { record: 'deal', id: '42', at: '2026-10-03T12:00:00Z', seq: '17', set: { stage: 'won', amount: '1200.50' } },
  {
    record: 'customer',
    id: 7,
    at: '2026-10-03T12:00:01.25-03:00',
    set: { name: 'Acme', 'custom.tier': true },
    same: ['crm:7'],
  },
  { record: 'lead', id: '1', at: '2026-10-03T12:00:00Z', deleted: true },
];

const event = (data: unknown): string =>
  JSON.stringify({ type: 'records.changed', timestamp: '2026-10-03T12:00:02Z', data });

/** A request that the library signs as a sender would. */
export const signed = (body: string, secret: string, now: number, id = 'msg_2026'): HookRequest =>
  requestWith({
    body: Buffer.from(body),
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, new Date(now), body),
    },
    now,
  });

export const fixture: SourceFixture = {
  source: standard,
  settings: configured('standard'),
  secrets: [
    `whsec_${Buffer.from('a key of thirty-two bytes, or so').toString('base64')}`,
    `whsec_${Buffer.from('another one of the same length..').toString('base64')}`,
  ],
  request: (secret, now) => signed(event(observations), secret, now),
  proof: { header: 'webhook-signature', signature: /(?<=v1,).+/, isDated: true },
  tampered: (request) => ({
    ...request,
    body: Buffer.from(Buffer.from(request.body).toString().replace('1200.50', '9200.50')),
  }),
  unproven: ({ headers: { 'webhook-signature': _, ...headers }, ...request }) => ({ ...request, headers }),
  bodies: [
    event(observations),
    event(observations[0]),
    JSON.stringify(observations),
    JSON.stringify(observations[2]),
    event([]),
  ],
};
