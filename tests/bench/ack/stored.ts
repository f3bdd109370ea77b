import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '../../../lambdas/adapters/dynamodb/client.ts';
import { createDeliveries } from '../../../lambdas/adapters/dynamodb/deliveries.ts';
import { createRecords } from '../../../lambdas/adapters/dynamodb/records.ts';
import { firstGeneration } from '../../../lambdas/flow/translate.ts';
import { database, tables } from '../support/environment.ts';
import { workspace } from '../support/hooks.ts';

/** What is in the tables of the workspace's signing source. */
export interface Stored {
  readonly deliveries: number;
  /** Of the deliveries those that are not translated yet. */
  readonly pending: number;
  readonly deals: number;
}

const source = 'standard';

const countStored = async (endpoint: string, since: number): Promise<Stored> => {
  const client = createClient({ endpoint, ...database });
  try {
    let [deliveries, pending, deals] = [0, 0, 0];
    const received = createDeliveries(client, tables.deliveries).received(workspace, source, since, Date.now() + 1000);
    for await (const { outcome } of received) {
      deliveries += 1;
      if (outcome === null) pending += 1;
    }
    const records = createRecords(client, tables.records);
    for await (const page of records.scan(workspace, source, firstGeneration, 'deal', true)) deals += page.length;
    return { deliveries, pending, deals };
  } finally {
    client.destroy();
  }
};

/**
 * What there is once everything that came in since an instant is translated, or when that takes longer than a minute.
 *
 * @param since epoch milliseconds
 */
export const storedSince = async (endpoint: string, since: number): Promise<Stored> => {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const stored = await countStored(endpoint, since);
    if (stored.pending === 0 || Date.now() > deadline) return stored;
    await sleep(500);
  }
};
