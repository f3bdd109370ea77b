import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Activity } from './activity.ts';
import { enabledStream } from './database.ts';
import type { StreamMapping } from './streamMapping.ts';
import { createStreamPump } from './streamPump.ts';
import type { StreamSource } from './streamSource.ts';

export interface StreamSettings {
  readonly client: DynamoDBClient;
  /** The Deliveries table. */
  readonly table: string;
  /** Of a database of the user's own; undefined for the embedded one. */
  readonly ownEndpoint: string | undefined;
  readonly mapping: StreamMapping;
  readonly activity: Activity;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly onTrouble: (text: string) => void;
}

/** AWS reads streams at an address beside the tables'; everything else that speaks its protocol does at the same. */
export const streamsEndpoint = (database: string): string =>
  database.replace(/^(https?:\/\/)(dynamodb[.-][^/:]+\.amazonaws\.com)/, '$1streams.$2');

/** The stream of the Deliveries table: the database's own, and a stand-in where it has none. */
export const openStream = async (settings: StreamSettings): Promise<StreamSource> => {
  const { client, table, ownEndpoint, mapping, activity, clock, onTrouble } = settings;
  const pump = (): StreamSource => createStreamPump({ table, mapping, activity, clock });
  if (ownEndpoint === undefined) return pump();
  const arn = await enabledStream(client, table);
  if (arn === undefined) return pump();
  try {
    // Only here: the embedded database does without what this loads.
    const { openStreamReader } = await import('./streamReader.ts');
    const endpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB_STREAMS || streamsEndpoint(ownEndpoint);
    return await openStreamReader({ arn, settings: { endpoint }, mapping, activity, onTrouble });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    onTrouble(`The stream of ${table} cannot be read; what another process stores waits for the next tick: ${reason}`);
    return pump();
  }
};
