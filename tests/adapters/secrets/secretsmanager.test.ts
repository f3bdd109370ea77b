import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSecretsManagerSecrets } from '../../../lambdas/adapters/secrets/secretsmanager.ts';
import { describeSecrets } from '../../contract/secrets.contract.ts';
import { answerSecretsManager } from '../../support/cloud/secretsmanager.ts';
import { json, type StandIn, startStandIn, stubCredentials } from '../standIn.ts';

describeSecrets('Secrets Manager', {
  scheme: 'secretsmanager',
  endpoint: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  answer: answerSecretsManager,
  create: createSecretsManagerSecrets,
});

describe('Secrets Manager', () => {
  let service: StandIn;
  let values: Map<string, string>;

  const create = () => createSecretsManagerSecrets('/quarterdeck/prod');
  const operations = (): string[] =>
    service.received.splice(0).map(({ headers }) => String(headers['x-amz-target']).replace('secretsmanager.', ''));

  beforeEach(async () => {
    values = new Map();
    service = await startStandIn(answerSecretsManager(values));
    stubCredentials();
    vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', service.url);
  });
  afterEach(() => service.stop());

  it('is asked for nothing but what functions have a right to', async () => {
    await create().source('acme', 'kommo');
    expect(operations()).toEqual(['GetSecretValue']);
    for (const key of ['admin', 'links'] as const) {
      await create()[key]();
      expect(operations()).toEqual(['GetSecretValue', 'CreateSecret']);
      await create()[key]();
      expect(operations()).toEqual(['GetSecretValue']);
    }
    await create().setSource('acme', 'kommo', ['one']);
    expect(operations()).toEqual(['PutSecretValue', 'CreateSecret']);
    await create().setSource('acme', 'kommo', ['two']);
    expect(operations()).toEqual(['PutSecretValue']);
  });

  it('takes what is set although another process has made the secret meanwhile', async () => {
    const real = answerSecretsManager(values);
    service.answer((received, response, request) => {
      if (received.headers['x-amz-target'] === 'secretsmanager.CreateSecret')
        values.set('/quarterdeck/prod/sources/acme/kommo', '["theirs"]');
      real(received, response, request);
    });
    await create().setSource('acme', 'kommo', ['ours']);
    expect(operations()).toEqual(['PutSecretValue', 'CreateSecret', 'PutSecretValue']);
    expect(values.get('/quarterdeck/prod/sources/acme/kommo')).toBe('["ours"]');
  });

  it('makes no secret where one could not be set for another reason than that there is none', async () => {
    service.answer((_, response) => json(response, 400, { __type: 'AccessDeniedException', message: 'no' }));
    await expect(create().setSource('acme', 'kommo', ['one'])).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(operations()).toEqual(['PutSecretValue']);
  });

  it('makes no other key in place of one that is being deleted', async () => {
    service.answer((_, response) => json(response, 400, { __type: 'InvalidRequestException', message: 'deleted' }));
    await expect(create().links()).rejects.toMatchObject({ name: 'InvalidRequestException' });
    expect(operations()).toEqual(['GetSecretValue']);
  });
});
