import { expect, it } from 'vitest';
import type { KeyScope } from '../../lambdas/domain/ports.ts';
import { clientOf, json, keyWith } from '../support/client.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { createWorld, type World, withFaults } from '../support/world.ts';

let world: World;

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  await world.apply({ recipients: [{ email: 'ana@acme.example', role: 'sales' }] });
});

const path = '/v1/workspaces/acme/checks';

it('checks are answered with these members and no others', async () => {
  const response = await clientOf(world.services)('GET', path);
  expect(response.status).toBe(200);
  const { checks } = (await json(response)) as { checks: Record<string, unknown>[] };
  for (const check of checks) expect(Object.keys(check).sort()).toEqual(['id', 'mend', 'message', 'status', 'subject']);
  expect(checks).toContainEqual({
    id: 'mail.account',
    status: 'ok',
    subject: 'mail account',
    message: 'Amazon SES answers.',
    mend: null,
  });
});

it.each<[KeyScope, number]>([
  ['ingest', 403],
  ['read', 403],
  ['admin', 200],
])('a key with the scope %s is answered %i', async (scope, status) => {
  const key = await keyWith(world.services, [scope]);
  expect((await clientOf(world.services)('GET', path, { key })).status).toBe(status);
});

it('a workspace that is not there has none', async () => {
  expect((await clientOf(world.services)('GET', '/v1/workspaces/nobody/checks')).status).toBe(404);
});

it('what is broken is a warning each, and an answer all the same', async () => {
  const broken = async (): Promise<never> => {
    throw new Error('out of reach');
  };
  const { ledger, apiKeys, mailAccount } = world.services;
  const services = withFaults(world, {
    ledger: { ...ledger, list: broken },
    apiKeys: { ...apiKeys, list: broken },
    mailAccount: { ...mailAccount, quota: broken, sendingEnabled: broken, verification: broken },
  });
  const response = await clientOf(services)('GET', path);
  const { checks } = (await json(response)) as { checks: Record<string, unknown>[] };
  const unknown = checks.filter(({ message }) => String(message).includes('out of reach'));
  expect([response.status, unknown.map(({ id, status }) => [id, status])]).toEqual([
    200,
    [
      ['mail.account', 'warning'],
      ['mail.sending', 'warning'],
      ['mail.identity', 'warning'],
      ['recipients.any', 'warning'],
      ['reviews.overdue', 'warning'],
      ['keys.expiry', 'warning'],
    ],
  ]);
});

it('a sender of another domain than the deployed one is refused, among all mistakes', async () => {
  const client = clientOf(withFaults(world, { mailDomain: 'corp.example' }));
  const put = (from: string, more = {}) =>
    client('PUT', '/v1/workspaces/acme', {
      body: { workspace: 'acme', timeZone: 'UTC', currency: 'EUR', from, ...more },
    });
  const refused = await put('KPIs <kpis@acme.example>', { currency: 'REAL' });
  expect([refused.status, await json(refused)]).toMatchObject([
    422,
    { errors: [{ path: 'currency' }, { path: 'from', message: expect.stringContaining('corp.example') }] },
  ]);
  expect((await put('KPIs <kpis@notcorp.example>')).status).toBe(422);
  expect((await put('KPIs <kpis@Corp.example>')).status).toBe(200);
  expect((await put('kpis@south.corp.example')).status).toBe(200);
});
