import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { gatewayEvent, type HttpRequest } from '../../../infra/local/http/gateway.ts';
import { invocationContext } from '../../../infra/local/lambda.ts';
import { services } from '../../../infra/local/services.ts';
import { dynamo } from '../../../lambdas/adapters/dynamodb/client.ts';
import { apply } from '../../../lambdas/flow/apply.ts';
import { handler } from '../../../lambdas/handlers/receive.ts';
import { answering } from '../support/answering.ts';
import { type Change, configuration, kommoHook, signingSecret, standardHook, workspace } from '../support/hooks.ts';
import { cpuMilliseconds } from '../support/time.ts';

/**
 * Takes webhooks in, and does the least that anyone would do for one, in turns: one process, one client, the same
 * bytes. The database is another process, so that what is counted here is what a function is billed for.
 */

/** What is asked for as a message. */
export interface Ask {
  readonly rounds: number;
  readonly hooksPerRound: number;
  /** The table that the least is put into: the very one that takes webhooks in. */
  readonly table: string;
}

/** Processor time of a webhook, in milliseconds, one value a round. */
export interface Measured {
  readonly standard: readonly number[];
  readonly kommo: readonly number[];
  readonly least: readonly number[];
}

const key = Buffer.from(signingSecret.slice('whsec_'.length), 'base64');

const headerOf = ({ headers }: APIGatewayProxyEventV2, name: string): string => headers[name] ?? '';

/** The signature, JSON.parse, and one conditional put of the body. */
const takeLeast = async (event: APIGatewayProxyEventV2, table: string): Promise<void> => {
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const signed = createHmac('sha256', key)
    .update(`${headerOf(event, 'webhook-id')}.${headerOf(event, 'webhook-timestamp')}.`)
    .update(body)
    .digest();
  const given = Buffer.from(headerOf(event, 'webhook-signature').slice('v1,'.length), 'base64');
  if (!timingSafeEqual(signed, given)) throw new Error('The signature is not that of the body.');
  const { record, id } = JSON.parse(body.toString('utf8'));
  await dynamo().send(
    new PutItemCommand({
      TableName: table,
      Item: { pk: { S: `least#${workspace}#${record}` }, sk: { S: `${id}#${randomUUID()}` }, b: { B: body } },
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  );
};

const take = async (event: APIGatewayProxyEventV2): Promise<void> => {
  const answer = await handler(event, invocationContext('receive'));
  if (answer.statusCode !== 200) throw new Error(`A webhook was answered ${answer.statusCode}.`);
};

let sent = 0;

/** Events are made beforehand: that is API Gateway's work. */
const eventsOf = (hook: (change: Change) => HttpRequest, count: number): APIGatewayProxyEventV2[] =>
  Array.from({ length: count }, () => {
    sent += 1;
    const now = Date.now();
    return gatewayEvent(hook({ id: sent, version: 0, now }), now);
  });

const millisecondsEach = (
  events: readonly APIGatewayProxyEventV2[],
  work: (event: APIGatewayProxyEventV2) => Promise<void>,
): Promise<number> => {
  const left = events.values();
  return cpuMilliseconds(() => work(left.next().value as APIGatewayProxyEventV2), events.length);
};

const measure = async ({ rounds, hooksPerRound, table }: Ask): Promise<Measured> => {
  const applied = await apply(services, workspace, configuration);
  if ('errors' in applied) throw new Error(JSON.stringify(applied.errors));
  const least = (event: APIGatewayProxyEventV2): Promise<void> => takeLeast(event, table);
  const round = async () => ({
    standard: await millisecondsEach(eventsOf(standardHook, hooksPerRound), take),
    least: await millisecondsEach(eventsOf(standardHook, hooksPerRound), least),
    kommo: await millisecondsEach(eventsOf(kommoHook, hooksPerRound), take),
  });
  // What is compiled while it is measured says nothing of the thousandth webhook.
  await round();
  await round();
  const measured: Awaited<ReturnType<typeof round>>[] = [];
  for (let done = 0; done < rounds; done += 1) measured.push(await round());
  return {
    standard: measured.map(({ standard }) => standard),
    kommo: measured.map(({ kommo }) => kommo),
    least: measured.map(({ least }) => least),
  };
};

answering(measure);
