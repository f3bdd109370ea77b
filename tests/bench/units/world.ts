import { createTables } from '../../../infra/local/database.ts';
import { type Functions, loadFunctions } from '../../../infra/local/functions.ts';
import { gatewayEvent, type HttpRequest } from '../../../infra/local/http/gateway.ts';
import { invocationContext } from '../../../infra/local/lambda.ts';
import { isArrival } from '../../../infra/local/streamMapping.ts';
import { insertRecord } from '../../../infra/local/streamRecord.ts';
import { hearPuts, type Item, keyOf } from '../../../infra/local/streamSource.ts';
import { dynamo } from '../../../lambdas/adapters/dynamodb/client.ts';
import { apply } from '../../../lambdas/flow/apply.ts';
import { queueEvent, topicEvent } from '../../handlers/events.ts';
import { type Endpoints, startEndpoints } from '../../support/cloud/endpoints.ts';
import { tables, variablesOf } from '../support/environment.ts';
import { createMeter, type Meter } from './meter.ts';

/** The functions of this process, each called when it is asked for and at no other time. */
export interface World {
  readonly meter: Meter;
  apply(configuration: { readonly workspace: string }): Promise<void>;
  /** Hands over a webhook, and no more. */
  receive(hook: HttpRequest): Promise<void>;
  /** Hands what was received since to `translate`, so many at a time. */
  translate(batch: number): Promise<void>;
  tick(): Promise<void>;
  review(message: object): Promise<void>;
  mail(message: object): Promise<void>;
  /** Events of SES about a send. */
  feedback(workspace: string, send: string, kinds: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

const consumed = async (): Promise<{ batchItemFailures: never[] }> => ({ batchItemFailures: [] });

/** Queues that forget what comes in: their functions are called by the bench alone. */
const startForgetful = (): Promise<Endpoints> =>
  startEndpoints({
    consumers: new Map([
      ['review', consumed],
      ['mail', consumed],
    ]),
    feedback: async () => {},
    refuse: () => undefined,
  });

const assertDone = (result: { readonly batchItemFailures?: readonly unknown[] } | undefined): void => {
  if (result?.batchItemFailures?.length) throw new Error('A function put off what it was asked to do.');
};

const applyTo = async ({ services }: Functions, configuration: { readonly workspace: string }): Promise<void> => {
  const applied = await apply(services, configuration.workspace, configuration);
  if ('errors' in applied) throw new Error(JSON.stringify(applied.errors));
};

/**
 * @param database address of a database that has no tables yet
 * @param secrets file that keeps the secrets
 */
export const createWorld = async (database: string, secrets: string): Promise<World> => {
  const endpoints = await startForgetful();
  Object.assign(process.env, endpoints.variables, variablesOf(database, `file:${secrets}`), {
    QUARTERDECK_REVIEW_QUEUE_URL: endpoints.queueUrl('review'),
    QUARTERDECK_MAIL_QUEUE_URL: endpoints.queueUrl('mail'),
  });
  const functions = await loadFunctions();
  const client = dynamo();
  await createTables(client, tables);
  let arrived: Item[] = [];
  let delivered = 0;
  hearPuts(client, tables.deliveries, {
    putting: (item) => (isThere) => {
      if (isThere && isArrival(item.sk?.S)) arrived.push(item);
    },
    stop: () => {},
  });
  return {
    meter: createMeter(client),
    apply: (configuration) => applyTo(functions, configuration),
    async receive(hook) {
      const result = await functions.receive(gatewayEvent(hook, Date.now()), invocationContext('receive'));
      const { statusCode } = result as { readonly statusCode: number };
      if (statusCode !== 200) throw new Error(`A webhook was answered ${statusCode}.`);
    },
    async translate(batch) {
      while (arrived.length > 0) {
        const Records = arrived
          .splice(0, batch)
          .map((item) => insertRecord(tables.deliveries, keyOf(item), delivered++, Date.now()));
        assertDone(await functions.translate({ Records }, invocationContext('translate')));
      }
      arrived = [];
    },
    async tick() {
      await functions.schedule({ time: new Date(Date.now()).toISOString() }, invocationContext('schedule'));
    },
    review: async (message) => assertDone(await functions.review(queueEvent(message), invocationContext('review'))),
    mail: async (message) => assertDone(await functions.mail(queueEvent(message), invocationContext('mail'))),
    async feedback(workspace, send, kinds) {
      for (const eventType of kinds) {
        const timestamp = new Date(Date.now()).toISOString();
        const event = {
          eventType,
          mail: { messageId: 'm', timestamp, tags: { workspace: [workspace], send: [send] } },
        };
        await functions.feedback(topicEvent(event), invocationContext('feedback'));
      }
    },
    stop: () => endpoints.stop(),
  };
};
