import { sha256 } from '../../../lambdas/flow/hash.ts';
import { dynamics } from '../../../lambdas/sources/dynamics/index.ts';
import type { SourceFixture } from '../../contract/source/fixture.ts';
import { configured } from '../configuration.ts';
import { requestWith } from '../request.ts';
import {
  accountId,
  at,
  choice,
  contextWith,
  created,
  date,
  entity,
  lookup,
  money,
  operation,
  organization,
  owner,
  written,
} from './context.ts';

/** A deal that is made. */
export const creation = operation({
  message: 'Create',
  target: {
    name: 'Três barcos & um cais',
    createdon: date(created),
    modifiedon: date(created),
    statecode: choice(0),
    statuscode: choice(1),
    stageid: '5b8d3e07-91c4-42fa-8e6b-0d7f25a9c308',
    estimatedvalue: money(4800.5),
    transactioncurrencyid: lookup('transactioncurrency', '64b0f3a9-2d85-4e71-9cf6-e018a7b5d209'),
    ownerid: lookup('systemuser', owner),
    customerid: lookup('account', accountId),
    new_channels: [choice(30), choice(20)],
    new_signed: true,
  },
});

export const fixture: SourceFixture = {
  source: dynamics,
  settings: configured('dynamics', {
    account: organization,
    stages: { qualified: ['3'] },
    labels: { '64b0f3a9-2d85-4e71-9cf6-e018a7b5d209': 'EUR' },
    fields: { deal: { source: 'custom:new_channels', 'custom.signed': 'custom:new_signed' } },
  }),
  secrets: ['hB7tW2mQ9xL4vD1nR6sK3yF8', 'zC5jU0pE8gA2iO6wT4bN9qX1'],
  request: (secret, now) => requestWith({ body: Buffer.from(creation), tokenHash: sha256(secret), now }),
  tampered: (request) => ({ ...request, tokenHash: sha256(`${request.tokenHash}_`) }),
  unproven: (request) => ({ ...request, tokenHash: null }),
  account: { body: creation, id: organization },
  bodies: [
    creation,
    operation({
      target: { statecode: choice(1), actualvalue: money(4900), modifiedon: date(at(90)) },
      post: { createdon: date(created), actualclosedate: '/Date(1790035200000)/', modifiedon: date(at(90)) },
      pre: { statecode: choice(0), modifiedon: date(at(30)) },
      version: '734201',
    }),
    operation({
      message: 'Win',
      at: at(90),
      parameters: { OpportunityClose: entity('opportunityclose', { actualrevenue: money(10) }), Status: choice(3) },
    }),
    operation({ message: 'Delete', parameters: { Target: lookup('opportunity', accountId) } }),
    operation({ table: 'lead', target: { statuscode: choice(3), modifiedon: date(at(5)) } }),
    operation({ table: 'incident', target: { statecode: choice(1), modifiedon: date(at(5)) } }),
    operation({ table: 'account', target: { name: 'Acme', modifiedon: date(at(5)) } }),
    written(contextWith({ table: 'task', target: { subject: 'Call' } })),
  ],
};
