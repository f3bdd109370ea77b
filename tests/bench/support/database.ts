import { createTables, type Database, startDatabase } from '../../../infra/local/database.ts';
import { createClient } from '../../../lambdas/adapters/dynamodb/client.ts';
import { tables, database as user } from './environment.ts';

/** Works with the embedded database of its own, in a process of its own, its tables made. */
export const withDatabase = async <Result>(
  folder: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> => {
  const database = await startDatabase(`${folder}/database`);
  try {
    const client = createClient({ endpoint: database.endpoint, ...user });
    await createTables(client, tables);
    client.destroy();
    return await work(database);
  } finally {
    await database.stop();
  }
};
