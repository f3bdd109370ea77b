import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { createTables, startDatabase } from '../../infra/local/database.ts';
import { prepareDirectory } from '../../infra/local/directory.ts';
import { tables } from '../../infra/local/environment.ts';
import { createClient } from '../../lambdas/adapters/dynamodb/client.ts';
import { createWorkspaces } from '../../lambdas/adapters/dynamodb/workspaces.ts';
import { workspaceOf } from '../support/workspace.ts';
import { startProcess, temporaryDirectory } from './harness.ts';

it('data of an older version are not touched: it is said what to do, and it ends with 1', async () => {
  const directory = temporaryDirectory();
  const database = await startDatabase(prepareDirectory(directory).database);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = createClient({ endpoint: database.endpoint, region: 'us-east-1', credentials });
  await createTables(client, tables);
  await createWorkspaces(client, tables.reviews).put(workspaceOf({ workspace: 'acme' }), 0);
  await client.send(
    new UpdateItemCommand({
      TableName: tables.reviews,
      Key: { pk: { S: 'workspace#acme' }, sk: { S: 'configuration' } },
      // The first version did not say which it was.
      UpdateExpression: 'REMOVE layout',
    }),
  );
  client.destroy();
  await database.stop();
  const started = startProcess(['--empty', '--port', '0', '--data', directory]);
  expect(await started.end()).toBe(1);
  expect(started.output.stderr).toContain('written by an older version');
  expect(started.output.stderr).toContain(`npm start -- --empty --reset --data ${directory} --port 0 throws`);
  expect(started.output.stderr).not.toMatch(/^\s+at /m);
});
