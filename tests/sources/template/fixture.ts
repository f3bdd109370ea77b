import { createHmac } from 'node:crypto';
import { template } from '../../../lambdas/sources/template/index.ts';
import type { SourceFixture } from '../../contract/source/fixture.ts';
import { configured } from '../configuration.ts';
import { requestWith } from '../request.ts';

/** An event of a deal, and changes to it. */
export const eventWith = (deal: object = {}, change: object = {}): object => ({
  type: 'deal.updated',
  occurred_at: 1_790_000_000_000,
  deal: { id: '42', title: 'Velas', value: '1200.50', owner_id: 7, stage: 'offer', custom: { tier: 'gold' }, ...deal },
  ...change,
});

export const bodyOf = (...events: object[]): string => JSON.stringify({ events });

export const fixture: SourceFixture = {
  source: template,
  settings: configured('template', {
    stages: { won: ['signed'], lost: ['gone'] },
    fields: { deal: { 'custom.tier': 'custom:tier' } },
  }),
  secrets: ['one secret that only two hold'.replaceAll(' ', '-'), 'another secret of the same'.replaceAll(' ', '-')],
  request: (secret, now) => {
    const body = Buffer.from(bodyOf(eventWith()));
    return requestWith({
      body,
      now,
      headers: { 'x-signature': createHmac('sha256', secret).update(body).digest('hex') },
    });
  },
  proof: { header: 'x-signature', signature: /.+/, isDated: false },
  tampered: (request) => ({ ...request, body: Buffer.from(bodyOf(eventWith({ value: '9200.50' }))) }),
  unproven: (request) => ({ ...request, headers: {} }),
  bodies: [
    bodyOf(eventWith(), eventWith({ id: '43', stage: 'signed' }, { type: 'deal.stage_changed' })),
    bodyOf(eventWith({}, { type: 'deal.deleted' })),
    bodyOf(),
  ],
};
