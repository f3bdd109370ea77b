import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { httpOptions } from '../sdk.ts';

/** A client with this system's timeouts and retries; region, credentials and endpoint come from the environment. */
export const createClient = (settings: DynamoDBClientConfig = {}): DynamoDBClient => {
  const client = new DynamoDBClient({ maxAttempts: 3, requestHandler: httpOptions(3000), ...settings });
  // It copies every request and answer for a log that nobody keeps.
  client.middlewareStack.remove('loggerMiddleware');
  return client;
};

let shared: DynamoDBClient | undefined;

/** The process's one client, made on first use, so that connections are kept alive between invocations. */
export const dynamo = (): DynamoDBClient => {
  shared ??= createClient();
  return shared;
};
