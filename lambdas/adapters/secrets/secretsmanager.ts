import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Secrets } from '../../domain/ports.ts';
import { httpOptions } from '../sdk.ts';
import { createNamedSecrets } from './named.ts';

const createClient = (): SecretsManagerClient => new SecretsManagerClient({ requestHandler: httpOptions(3000) });

/** Secrets in AWS Secrets Manager. */
export const createSecretsManagerSecrets = (prefix: string, clock: () => number = Date.now): Secrets => {
  const client = createClient();

  const put = async (name: string, value: string): Promise<void> => {
    await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: value }));
  };

  const make = async (name: string, value: string): Promise<boolean> => {
    try {
      await client.send(new CreateSecretCommand({ Name: name, SecretString: value }));
      return true;
    } catch (error) {
      if (error instanceof ResourceExistsException) return false;
      throw error;
    }
  };

  const secrets = {
    async get(name: string): Promise<string | undefined> {
      try {
        const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
        return SecretString;
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },

    make,

    /** No one request does both. */
    async set(name: string, value: string): Promise<void> {
      try {
        return await put(name, value);
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
      }
      // Another process may have made it meanwhile.
      if (!(await make(name, value))) await put(name, value);
    },
  };

  return createNamedSecrets(secrets, prefix, clock);
};
