import {
  GetParameterCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { Secrets } from '../../domain/ports.ts';
import { httpOptions } from '../sdk.ts';
import { createNamedSecrets } from './named.ts';

/** Parameter Store answers 40 requests a second; the SDK waits and repeats when it throttles. */
const createClient = (): SSMClient => new SSMClient({ maxAttempts: 6, requestHandler: httpOptions(3000) });

/** Secrets as SecureString parameters of AWS Systems Manager. */
export const createSsmSecrets = (prefix: string, clock: () => number = Date.now): Secrets => {
  const client = createClient();

  const put = async (name: string, value: string, overwrite: boolean): Promise<void> => {
    await client.send(
      new PutParameterCommand({ Name: name, Value: value, Type: 'SecureString', Overwrite: overwrite }),
    );
  };

  const parameters = {
    async get(name: string): Promise<string | undefined> {
      try {
        const { Parameter } = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
        return Parameter?.Value;
      } catch (error) {
        if (error instanceof ParameterNotFound) return undefined;
        throw error;
      }
    },

    async make(name: string, value: string): Promise<boolean> {
      try {
        await put(name, value, false);
        return true;
      } catch (error) {
        if (error instanceof ParameterAlreadyExists) return false;
        throw error;
      }
    },

    set: (name: string, value: string) => put(name, value, true),
  };

  return createNamedSecrets(parameters, prefix, clock);
};
