import { sha256 } from '../../../lambdas/flow/hash.ts';
import { salesforce } from '../../../lambdas/sources/salesforce/index.ts';
import type { SourceFixture } from '../../contract/source/fixture.ts';
import { configured } from '../configuration.ts';
import { requestWith } from '../request.ts';
import { at, opportunity, won } from './deal.ts';
import { event } from './event.ts';
import { envelope, message, notification, organisation } from './soap.ts';

const first = opportunity('10-03T12:00:00', {
  Name: 'Três velas & um leme',
  Amount: '1.25E7',
  OwnerId: '0057Q000003hXcPQAU',
});

export const fixture: SourceFixture = {
  source: salesforce,
  settings: configured('salesforce', {
    account: organisation,
    timeZone: 'America/Sao_Paulo',
    stages: { qualified: ['Working'], won: ['Signed'], lost: ['Dead'] },
    fields: { deal: { lostReason: 'custom:Loss_Reason__c', 'custom.tier': 'custom:Tier__c' } },
  }),
  secrets: ['mXo2Zb7nQv9dL4wKc1RtYs8e', 'pG5hJ0uFi3aTx6yWk2NvBq7r'],
  request: (secret, now) => requestWith({ body: Buffer.from(first), tokenHash: sha256(secret), now }),
  tampered: (request) => ({ ...request, tokenHash: sha256(`${request.tokenHash}_`) }),
  unproven: (request) => ({ ...request, tokenHash: null }),
  account: { body: first, id: organisation },
  bodies: [
    first,
    envelope(
      notification('Opportunity', {
        Id: '0067Q00000A1bCd',
        StageName: 'Signed',
        CloseDate: '2026-10-02',
        Tier__c: null,
      }),
      notification('Lead', { Id: '00Q7Q00000B2cDeUAK', Status: 'Working', CreatedDate: '2026-10-01T10:00:00.000Z' }),
      notification('Task', { Id: '00T7Q00000C3dEfUAL' }),
      '<Notification><Id>04l7Q0000000009QAQ</Id></Notification>',
    ),
    message('Case', { Id: '5007Q00000D4eFgQAN', IsClosed: 'true', ClosedDate: '2026-10-05T10:00:00.000Z' }),
    opportunity('10-09T12:00:00', won),
    event(
      {
        entityName: 'Opportunity',
        recordIds: ['0067Q00000A1bCdQAV', '0067Q00000A1bCeQAV'],
        changeType: 'UPDATE',
        commitTimestamp: at('10-06T09:00:00'),
        commitNumber: 92847272780,
        nulledFields: ['Amount'],
      },
      { StageName: 'Proposal', LastModifiedDate: '2026-10-06T09:00:00Z' },
    ),
    event({
      entityName: 'Account',
      recordIds: ['0017Q00000E5fGhQAO'],
      changeType: 'GAP_UPDATE',
      commitTimestamp: at('10-06T09:00:00'),
    }),
    JSON.stringify({
      data: { schema: 'x', payload: { Level__c: 0.2 }, event: { replayId: 5 } },
      channel: '/event/Low__e',
    }),
  ],
};
