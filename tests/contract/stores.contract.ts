import { afterAll, beforeAll, describe } from 'vitest';
import type { RunningDatabase } from '../support/dynalite.ts';
import { describeApiKeys } from './stores/apiKeys.ts';
import { type Database, type DatabaseTraits, openDatabase } from './stores/database.ts';
import { describeDeliveries } from './stores/deliveries.ts';
import { describeExpiry } from './stores/expiry.ts';
import { describeLedger } from './stores/ledger.ts';
import { describeLimits } from './stores/limits.ts';
import { describeRecords } from './stores/records.ts';
import { describeRefused } from './stores/refused.ts';
import { describeReviews } from './stores/reviews.ts';
import { describeJobs, describePreferences } from './stores/small.ts';
import { describeWorkspaces } from './stores/workspaces.ts';
import { describeWriteUnits } from './stores/writeUnits.ts';

/** What every store promises, on any database that speaks DynamoDB's protocol. */
export const describeStores = (name: string, start: () => Promise<RunningDatabase>, traits: DatabaseTraits): void => {
  describe(`the stores on ${name}`, () => {
    let running: RunningDatabase | undefined;
    let opened: Database | undefined;

    beforeAll(async () => {
      running = await start();
      opened = await openDatabase(running.endpoint);
    });

    afterAll(async () => {
      opened?.client.destroy();
      await running?.stop();
    });

    const database = (): Database => {
      if (!opened) throw new Error('The database did not start.');
      return opened;
    };

    describeDeliveries(database);
    describeRecords(database);
    describeWorkspaces(database);
    describeRefused(database);
    describeApiKeys(database);
    describeReviews(database);
    describeLedger(database);
    describePreferences(database);
    describeJobs(database);
    describeWriteUnits(database);
    describeLimits(database, traits);
    if (traits.expires) describeExpiry(database);
  });
};
