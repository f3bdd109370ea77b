import { createTables } from '../../../infra/local/database.ts';
import { createClient } from '../../../lambdas/adapters/dynamodb/client.ts';
import { createDeliveries } from '../../../lambdas/adapters/dynamodb/deliveries.ts';
import { headPlace } from '../../../lambdas/adapters/dynamodb/deliveryKey.ts';
import { createLedger } from '../../../lambdas/adapters/dynamodb/ledger.ts';
import type { Delivery } from '../../../lambdas/domain/ports.ts';
import type { Send, SendKey } from '../../../lambdas/domain/reviews/send.ts';
import { sendId } from '../../../lambdas/flow/sendId.ts';
import { type Endpoints, startEndpoints } from '../../support/cloud/endpoints.ts';
import { database, tables, variablesOf } from '../support/environment.ts';
import { adminKey, recipients, standardHook, workspace } from '../support/hooks.ts';

/** What is stored and who answers while functions are called, one after another. */
export interface State {
  /** All the variables of every function. */
  readonly variables: Readonly<Record<string, string>>;
  /** Stores a delivery that nobody has translated yet; answers its place. */
  pending(): Promise<{ readonly pk: string; readonly sk: string }>;
  /** Puts a send back to where it waits to be mailed. */
  queued(send: Send): Promise<SendKey>;
  stop(): Promise<void>;
}

const prefix = '/quarterdeck/bench';

/** The send of a month to one of the recipients. */
export const sendOf = (
  recipient: number,
  { start, period }: { readonly start: string; readonly period: string },
): Send => {
  const key: SendKey = {
    workspace,
    cadence: 'monthly',
    start,
    scope: null,
    recipient: recipients[recipient] as string,
  };
  const now = Date.now();
  return {
    ...key,
    id: sendId(key),
    period,
    state: 'queued',
    reason: null,
    version: 1,
    messageId: null,
    subject: null,
    attempts: 0,
    queuedAt: now,
    changedAt: now,
    feedback: null,
  };
};

const consumed = async (): Promise<{ batchItemFailures: never[] }> => ({ batchItemFailures: [] });

const variablesAmong = (endpoints: Endpoints): Record<string, string> => ({
  ...variablesOf(endpoints.database, `ssm:${prefix}`),
  ...endpoints.variables,
  QUARTERDECK_REVIEW_QUEUE_URL: endpoints.queueUrl('review'),
  QUARTERDECK_MAIL_QUEUE_URL: endpoints.queueUrl('mail'),
});

export const startState = async (): Promise<State> => {
  const endpoints = await startEndpoints({
    // What functions put into queues is thrown away: each is called by the bench alone.
    consumers: new Map([
      ['review', consumed],
      ['mail', consumed],
    ]),
    feedback: async () => {},
    refuse: () => undefined,
  });
  endpoints.parameters.set(`${prefix}/admin`, adminKey);
  const client = createClient({ endpoint: endpoints.database, ...database });
  await createTables(client, tables);
  const deliveries = createDeliveries(client, tables.deliveries);
  const ledger = createLedger(client, tables.reviews);
  let deals = 0;
  return {
    variables: variablesAmong(endpoints),
    async pending() {
      deals += 1;
      const now = Date.now();
      const { body } = standardHook({ id: deals, version: 0, now });
      const delivery: Delivery = { workspace, source: 'standard', kind: 'webhook', receivedAt: now, body, headers: {} };
      return headPlace(await deliveries.put(delivery));
    },
    async queued(send) {
      if (!(await ledger.open(send)))
        await ledger.move(send, ['queued', 'sent', 'refused', 'uncertain'], { ...send, state: 'queued' });
      return send;
    },
    async stop() {
      client.destroy();
      await endpoints.stop();
    },
  };
};
