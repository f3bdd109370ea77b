import { SQSClient } from '@aws-sdk/client-sqs';
import { httpOptions } from '../sdk.ts';

let client: SQSClient | undefined;

/** What messages are sent and given back with. */
export const sqs = (): SQSClient => {
  client ??= new SQSClient({ maxAttempts: 3, requestHandler: httpOptions(5000) });
  return client;
};
