import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CreateTableCommand, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBBatchResponse } from 'aws-lambda';
import { type FunctionName, functionNames } from '../../../infra/constructs/functionNames.ts';
import { gatewayEvent, gatewayResponse, type HttpResponse } from '../../../infra/local/http/gateway.ts';
import { createClient } from '../../../lambdas/adapters/dynamodb/client.ts';
import { streamEvent, streamRecord } from '../../handlers/events.ts';
import { type Endpoints, type Refuse, startEndpoints } from './endpoints.ts';
import { type RunningFunction, startFunction } from './function.ts';
import { type Named, type Synthesised, synthesise } from './template.ts';

/** The seven functions, each in a process of its own that runs the very asset of `cdk.out`, among local endpoints. */
export interface Cloud {
  readonly functions: Readonly<Record<FunctionName, RunningFunction>>;
  readonly endpoints: Endpoints;
  /** All the variables that a function has. */
  variables(name: FunctionName): Record<string, string>;
  /** Starts one more process of a function, with these variables and no others. */
  start(name: FunctionName, variables: Readonly<Record<string, string>>): Promise<RunningFunction>;
  /** Through API Gateway: hooks to `receive`, the rest to `api`. */
  request(method: string, target: string, body?: string, headers?: Record<string, string>): Promise<HttpResponse>;
  /** Hands over what the stream of the Deliveries table tells: every item that is there. */
  stream(): Promise<DynamoDBBatchResponse>;
  stop(): Promise<void>;
}

/** Variables that a function has beside those of the template: of the region and its role. */
const ofLambda = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'the-secret-key-of-a-role',
  AWS_SESSION_TOKEN: 'the-session-token-of-a-role',
};

/** Names that AWS would make up. */
const namedBy =
  (endpoints: Endpoints): Named =>
  ({ id, type, attribute }) => {
    if (type === 'AWS::SQS::Queue' && attribute === undefined) return endpoints.queueUrl(id);
    return attribute === 'ApiEndpoint' ? 'https://abc123.execute-api.eu-west-1.amazonaws.com' : id;
  };

const keysIn = async (client: DynamoDBClient, table: string): Promise<{ pk: string; sk: string }[]> => {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: table, ProjectionExpression: 'pk, sk' }));
  return Items.map(({ pk, sk }) => ({ pk: pk?.S ?? '', sk: sk?.S ?? '' }));
};

/** Copies of the assets, far from the project, so that nothing is resolved from its packages. */
const copyAssets = async ({ functions }: Synthesised): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'quarterdeck-functions-'));
  for (const name of functionNames) await cp(functions[name].asset, path.join(folder, name), { recursive: true });
  return folder;
};

export const startCloud = async (refuse: Refuse): Promise<Cloud> => {
  const synthesised = await synthesise();
  const folder = await copyAssets(synthesised);
  const functions = new Map<FunctionName, RunningFunction>();
  const invoke = <Result>(name: FunctionName, event: unknown): Promise<Result> => {
    const running = functions.get(name);
    if (!running) throw new Error(`The function "${name}" does not run yet.`);
    return running.invoke(event);
  };
  const consumers = Object.entries(synthesised.feeding).map(
    ([name, queue]) => [queue, (event: unknown) => invoke(name as FunctionName, event)] as const,
  );
  const endpoints = await startEndpoints({
    consumers: new Map(consumers) as Parameters<typeof startEndpoints>[0]['consumers'],
    feedback: (event) => invoke('feedback', event),
    refuse,
  });
  const { AWS_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = ofLambda;
  const client = createClient({ endpoint: endpoints.database, region, credentials: { accessKeyId, secretAccessKey } });
  for (const table of synthesised.tables) await client.send(new CreateTableCommand(table));

  const variables: Cloud['variables'] = (name) => ({
    ...ofLambda,
    ...endpoints.variables,
    ...synthesised.variables(name, namedBy(endpoints)),
  });
  const start: Cloud['start'] = (name, given) => startFunction(name, path.join(folder, name), given);
  await Promise.all(
    functionNames.map(async (name) => {
      functions.set(name, await start(name, variables(name)));
    }),
  );
  return {
    functions: Object.fromEntries(functions) as Cloud['functions'],
    endpoints,
    variables,
    start,
    async request(method, target, body = '', headers = {}) {
      const name = target.startsWith('/hooks/') ? 'receive' : 'api';
      const request = {
        method,
        target,
        headers: Object.fromEntries(
          Object.entries({ host: 'abc123.execute-api.eu-west-1.amazonaws.com', ...headers }).map(([header, value]) => [
            header,
            [value],
          ]),
        ),
        body: Buffer.from(body),
        sourceIp: '198.51.100.7',
        httpVersion: '1.1',
      };
      return gatewayResponse(await invoke(name, gatewayEvent(request, Date.now())));
    },
    async stream() {
      const keys = await keysIn(client, variables('translate').QUARTERDECK_DELIVERIES_TABLE ?? '');
      const records = keys.map(({ pk, sk }, index) => streamRecord(pk, sk, `1${String(index).padStart(23, '0')}`));
      return invoke('translate', streamEvent(...records));
    },
    async stop() {
      await Promise.all([...functions.values()].map((running) => running.stop()));
      client.destroy();
      await endpoints.stop();
      await synthesised.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
