import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createClient } from '../../lambdas/adapters/dynamodb/client.ts';

/**
 * A client of a database on this machine. DynamoDB Local queues 50 connections and drops the rest, which come back a
 * second later, when this system's own client has given up: so there are fewer at once.
 */
export const databaseClient = (endpoint: string): DynamoDBClient =>
  createClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: { httpAgent: { maxSockets: 40 }, connectionTimeout: 5000, requestTimeout: 10_000 },
  });
