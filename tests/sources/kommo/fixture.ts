import { sha256 } from '../../../lambdas/flow/hash.ts';
import { kommo } from '../../../lambdas/sources/kommo/index.ts';
import type { SourceFixture } from '../../contract/source/fixture.ts';
import { configured } from '../configuration.ts';
import { requestWith } from '../request.ts';
import { formOf } from './form.ts';

const account = { id: '4400', subdomain: 'quarterdeck', _links: { self: 'https://quarterdeck.kommo.com' } };

/** A lead in a hook of the account, and changes to it. */
export const leadWith = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: '900',
  name: 'Três velas & um leme',
  status_id: '31',
  old_status_id: '30',
  price: '4800',
  responsible_user_id: '77',
  last_modified: '1790000100',
  modified_user_id: '77',
  created_user_id: '0',
  date_create: '1790000000',
  pipeline_id: '3',
  account_id: '4400',
  custom_fields: [
    { id: '501', name: 'Origem', values: [{ value: 'feira', enum: '9' }] },
    { id: '502', name: 'Data', values: ['1791000000'] },
    { id: '503', name: 'Nível', values: { enum: '12', value: 'ouro' } },
  ],
  created_at: '1790000000',
  updated_at: '1790000100',
  ...change,
});

/** The form that a hook about leads comes as. */
export const hookOf = (action: string, ...leads: Record<string, unknown>[]): string =>
  formOf({ leads: { [action]: leads }, account });

export const fixture: SourceFixture = {
  source: kommo,
  settings: configured('kommo', {
    account: '4400',
    stages: { qualified: ['31'], won: ['88'] },
    fields: { deal: { source: 'custom:501', expectedCloseAt: 'custom:502', 'custom.tier': 'custom:503' } },
  }),
  secrets: ['mXo2Zb7nQv9dL4wKc1RtYs8e', 'pG5hJ0uFi3aTx6yWk2NvBq7r'],
  request: (secret, now) =>
    requestWith({ body: Buffer.from(hookOf('add', leadWith())), tokenHash: sha256(secret), now }),
  tampered: (request) => ({ ...request, tokenHash: sha256(`${request.tokenHash}_`) }),
  unproven: (request) => ({ ...request, tokenHash: null }),
  account: { body: hookOf('add', leadWith()), id: '4400' },
  bodies: [
    hookOf('status', leadWith(), leadWith({ id: '901', status_id: '142' })),
    hookOf('delete', { id: '900', status_id: '31', pipeline_id: '3' }),
    hookOf('restore', leadWith()),
    formOf({ leads: { status: [{ id: '900', status_id: '31', pipeline_id: '3', old_status_id: '30' }] }, account }),
    formOf({
      contacts: { update: [{ id: '5', name: 'Ana', type: 'contact', linked_leads_id: { 900: { ID: '900' } } }] },
    }),
    JSON.stringify({ leads: { update: [leadWith()] } }),
  ],
};
