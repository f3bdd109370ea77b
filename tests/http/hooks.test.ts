import { describe, expect, it } from 'vitest';
import { OtherVersionError } from '../../lambdas/domain/workspaces/storedVersion.ts';
import type { Services } from '../../lambdas/flow/services.ts';
import { answerHook, type HookAnswer } from '../../lambdas/http/hooks.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { kommoSource, kommoToken, signedHook, standardSource, wonDeal } from '../support/posted.ts';
import { createWorld, type World, withFaults } from '../support/world.ts';

let world: World;

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  await world.apply({ sources: [standardSource, kommoSource] });
});

const { body, headers } = signedHook(wonDeal('1', 5));
interface Change {
  readonly method?: string;
  readonly body?: Uint8Array | string;
  readonly headers?: Record<string, string>;
  readonly services?: Services;
}

const ask = (path: string, change: Change = {}): Promise<HookAnswer> => {
  const asked = { method: 'POST', services: world.services, body, headers, ...change };
  return answerHook(asked.services, { ...asked, path, query: '', body: Buffer.from(asked.body) });
};

describe('a hook', () => {
  it('is acknowledged once it is stored', async () => {
    const { status, headers: answered, body: told } = await ask('/hooks/acme/standard');
    expect([status, answered['content-type'], JSON.parse(told)]).toEqual([200, 'application/json', { received: true }]);
  });

  it('may carry its token in the address, written in any way that an address allows', async () => {
    const form = { body: 'leads[add][0][id]=1' };
    expect((await ask(`/hooks/acme/kommo/${kommoToken}`, form)).status).toBe(200);
    const encoded = [...kommoToken].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('');
    expect((await ask(`/hooks/acme/kommo/${encoded}`, form)).status).toBe(200);
  });

  it('is refused in one way for every reason', async () => {
    const answers = await Promise.all([
      ask('/hooks/nobody/standard'),
      ask('/hooks/acme/nothing'),
      ask('/hooks/ACME/standard'),
      ask('/hooks/acme/standard', { headers: { ...headers, 'webhook-signature': 'v1,AAAA' } }),
      ask('/hooks/acme/standard', { headers: {} }),
      ask('/hooks/acme/standard', { body: '' }),
      ask('/hooks/acme/kommo'),
      ask('/hooks/acme/kommo/wrong'),
      ask('/hooks/acme/kommo/%'),
      ask('/hooks/nobody/kommo/wrong'),
      ask('/hooks/acme'),
      ask('/hooks/acme/standard/'),
      ask('/hooks/acme/kommo/wrong/longer'),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(JSON.parse(answers[0]?.body ?? '')).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: expect.stringContaining('Check its address'),
    });
  });

  it('is taken by POST only', async () => {
    const { status, headers: answered } = await ask('/hooks/acme/standard', { method: 'GET', body: '' });
    expect([status, answered.allow]).toEqual([405, 'POST']);
  });

  it('of more than a megabyte is refused before it is looked at', async () => {
    const { status, headers: answered } = await ask('/hooks/acme/standard', { body: new Uint8Array(1024 * 1024 + 1) });
    expect([status, answered['content-type']]).toEqual([413, 'application/problem+json']);
  });

  it('is repeated by its sender when it could not be stored', async () => {
    const services = withFaults(world, {
      deliveries: { ...world.services.deliveries, put: () => Promise.reject(new Error('table d1 is throttled')) },
    });
    const { status, body: told } = await ask('/hooks/acme/standard', { services });
    expect(status).toBe(500);
    expect(told).not.toContain('throttled');
  });

  it('is put off while the tables are of another version', async () => {
    const services = withFaults(world, {
      known: { ...world.services.known, find: () => Promise.reject(new OtherVersionError(1)) },
    });
    const { status, body: told } = await ask('/hooks/acme/standard', { services });
    expect([status, told]).toEqual([503, expect.stringContaining('docs/operations.md')]);
  });

  it('leaves no trace of its token in the log when something goes wrong', async () => {
    const services = withFaults(world, {
      known: { ...world.services.known, find: () => Promise.reject(new Error('out of reach')) },
    });
    await ask(`/hooks/acme/kommo/${kommoToken}`, { services, body: 'a=b' });
    expect(world.log).toContainEqual(
      expect.objectContaining({ level: 'error', route: 'POST /hooks/:workspace/:source/:token?' }),
    );
    expect(JSON.stringify(world.log)).not.toContain(kommoToken);
  });
});
