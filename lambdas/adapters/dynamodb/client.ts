import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { httpOptions } from '../sdk.ts';

/** A client with this system's timeouts and retries; region, credentials and endpoint come from the environment. */
export const createClient = (settings: DynamoDBClientConfig = {}): DynamoDBClient =>
  new DynamoDBClient({ maxAttempts: 3, requestHandler: httpOptions(3000), ...settings });

let client: DynamoDBClient | undefined;

/** The process's one client, made on first use, so that connections are kept alive between invocations. */
export const dynamo = (): DynamoDBClient => {
  client ??= createClient();
  return client;
};
