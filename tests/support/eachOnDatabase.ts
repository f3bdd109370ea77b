import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type RunningDatabase, startDynalite } from './dynalite.ts';

/** Starts a database for the tests of a file, and does `prepare` on it before each of them. */
export const eachOnDatabase = (prepare: (database: RunningDatabase) => void | Promise<void>): void => {
  let database: RunningDatabase;
  beforeAll(async () => {
    database = await startDynalite();
  });
  afterAll(() => database.stop());
  beforeEach(() => prepare(database));
};
