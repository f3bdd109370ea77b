import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SNSEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FunctionName, functionNames } from '../../infra/constructs/functionNames.ts';
import { prepareDirectory } from '../../infra/local/directory.ts';
import { tables } from '../../infra/local/environment.ts';
import { gatewayEvent, gatewayResponse, type HttpResponse } from '../../infra/local/http/gateway.ts';
import { invocationContext } from '../../infra/local/lambda.ts';
import { type System, startSystem } from '../../infra/local/system.ts';
import { dynamo } from '../../lambdas/adapters/dynamodb/client.ts';
import type { DeliveryKey, ReviewMessage } from '../../lambdas/domain/ports.ts';
import { serviceOf } from '../../lambdas/runtime/compose.ts';
import { reviewReceipts } from '../../lambdas/runtime/parts/queues.ts';
import { hookOf, leadWith } from '../sources/kommo/fixture.ts';
import { formOf } from '../sources/kommo/form.ts';
import { rightsOf } from './support/rights.ts';

/**
 * Whether the rights of each function are those that it needs: everything that it can do is done here once, in the system
 * as it runs locally, and every call that leaves a function is written down with the function that makes it.
 */

const caller = new AsyncLocalStorage<FunctionName>();
const calls = new Map<FunctionName, Set<string>>(functionNames.map((name) => [name, new Set()]));

/** `<TablesReviews.Arn> dynamodb:GetItem`, as rights are written. */
const called = (resource: string, action: string): void => {
  const name = caller.getStore();
  if (name) calls.get(name)?.add(`${resource} ${action}`);
};

const ofTable: Readonly<Record<string, string>> = {
  [tables.deliveries]: '<TablesDeliveries.Arn>',
  [tables.records]: '<TablesRecords.Arn>',
  [tables.reviews]: '<TablesReviews.Arn>',
};

const parameter = (name: string): string =>
  `arn:<Partition>:ssm:<Region>:<AccountId>:parameter/quarterdeck/prod/${name}`;

/** What the adapter of Parameter Store asks it for; locally a file holds the secrets. */
const asked: Readonly<Record<string, readonly [string, ...string[]]>> = {
  source: [parameter('sources/*'), 'ssm:GetParameter'],
  setSource: [parameter('sources/*'), 'ssm:PutParameter'],
  admin: [parameter('admin'), 'ssm:GetParameter', 'ssm:PutParameter'],
  links: [parameter('links'), 'ssm:GetParameter', 'ssm:PutParameter'],
};

/** Has every call of a method written down, wherever the object is used. */
const listen = (object: object, method: string, heard: () => void): void => {
  const methods = object as Record<string, (...given: unknown[]) => unknown>;
  const original = methods[method];
  if (!original) throw new Error(`There is no ${method}.`);
  methods[method] = (...given) => {
    heard();
    return original.apply(object, given);
  };
};

/** What requests of DynamoDB name: a table, several, or statements that do. */
interface Input {
  readonly TableName?: string;
  readonly RequestItems?: object;
  readonly Statements?: readonly { readonly Statement: string }[];
}

const listenToAll = ({ services, functions }: System): void => {
  dynamo().middlewareStack.add(
    (next, context) => (args) => {
      const { TableName, RequestItems = {}, Statements = [] } = args.input as Input;
      const names = TableName === undefined ? Object.keys(RequestItems) : [TableName];
      const action = String(context.commandName).replace('Command', '');
      for (const name of names) called(ofTable[name] ?? name, `dynamodb:${action}`);
      for (const { Statement } of Statements) {
        const [, verb = '', name = ''] = /^(\w+)[^"]* "([^"]+)"/.exec(Statement) ?? [];
        called(ofTable[name] ?? name, `dynamodb:PartiQL${verb.charAt(0)}${verb.slice(1).toLowerCase()}`);
      }
      return next(args);
    },
    { step: 'initialize', name: 'listen' },
  );
  for (const [method, [resource, ...actions]] of Object.entries(asked))
    listen(services.secrets, method, () => {
      for (const action of actions) called(resource, action);
    });
  const receipts = serviceOf(reviewReceipts, { reviewQueueUrl: process.env.QUARTERDECK_REVIEW_QUEUE_URL ?? '' });
  listen(receipts, 'comeBack', () => called('<ReviewQueue.Arn>', 'sqs:ChangeMessageVisibility'));
  listen(services.reviewQueue, 'add', () => called('<ReviewQueue.Arn>', 'sqs:SendMessage'));
  listen(services.replayQueue, 'add', () => called('<ReviewQueue.Arn>', 'sqs:SendMessage'));
  listen(services.recordsQueue, 'add', () => called('<ReviewQueue.Arn>', 'sqs:SendMessage'));
  listen(services.mailQueue, 'add', () => called('<MailQueue.Arn>', 'sqs:SendMessage'));
  listen(services.mailer, 'post', () => {
    called('arn:<Partition>:ses:<Region>:<AccountId>:identity/*', 'ses:SendRawEmail');
    called('arn:<Partition>:ses:<Region>:<AccountId>:configuration-set/<MailSet>', 'ses:SendRawEmail');
  });
  const plain = functions as unknown as Record<FunctionName, (...given: unknown[]) => unknown>;
  for (const name of functionNames) {
    const original = plain[name];
    plain[name] = (...given) => caller.run(name, () => original(...given));
  }
};

/** What Lambda itself does in the name of a function, and `doctor`, whose questions are about the account. */
const notOurs = [
  ...['logs:CreateLogStream', 'logs:PutLogEvents', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
  ...['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
  ...['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
  ...['ses:GetAccountSendingEnabled', 'ses:GetIdentityDkimAttributes'],
  ...['ses:GetIdentityVerificationAttributes', 'ses:GetSendQuota'],
];
const isOurs = (right: string): boolean =>
  !notOurs.some((action) => right.endsWith(` ${action}`)) && !/Dead\.Arn> sqs:SendMessage$/.test(right);

let folder: string;
let system: System;

const month = (before: number): Date => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - before, 1));
};
const period = month(1).toISOString().slice(0, 7);
const missed = month(2).toISOString().slice(0, 7);
const due = month(0).getTime() + 9 * 3_600_000;

const reader = 'reader@acme.example';
const leaves = 'leaves@acme.example';
const complains = 'complaint@simulator.amazonses.com';

const configuration = (token: string) => ({
  workspace: 'acme',
  name: 'Acme',
  timeZone: 'UTC',
  currency: 'EUR',
  from: 'Acme <kpis@acme.example>',
  // The month before last was missed, and is too late.
  since: month(2).toISOString().slice(0, 10),
  sources: [{ id: 'kommo', system: 'kommo', secrets: [token], fields: { deal: { source: 'custom:501' } } }],
  recipients: [reader, leaves, complains].map((email) => ({ email, role: 'sales', reviews: ['monthly', 'campaign'] })),
});

const request = async (
  name: 'receive' | 'api',
  method: string,
  target: string,
  body: string | Uint8Array = '',
  headers: Record<string, string> = {},
): Promise<HttpResponse> => {
  const authorization = `Bearer ${await system.services.secrets.admin()}`;
  const given = { host: 'localhost', ...(name === 'api' && { authorization }), ...headers };
  const event = gatewayEvent(
    {
      method,
      target,
      headers: Object.fromEntries(Object.entries(given).map(([header, value]) => [header, [value]])),
      body: Buffer.from(body),
      sourceIp: '198.51.100.7',
      httpVersion: '1.1',
    },
    Date.now(),
  );
  return gatewayResponse(await system.functions[name](event, invocationContext(name)));
};

const api = async (method: string, target: string, body?: unknown, type = 'application/json'): Promise<unknown> => {
  const { status, body: answer } = await request(
    'api',
    method,
    target,
    body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    { 'content-type': type },
  );
  if (status >= 400) throw new Error(`${method} ${target} answered ${status}: ${answer}`);
  return type === 'application/json' && String(answer).startsWith('{') ? JSON.parse(String(answer)) : String(answer);
};

const hook = (token: string, body: string): Promise<HttpResponse> =>
  request('receive', 'POST', `/hooks/acme/kommo/${token}`, body, {
    'content-type': 'application/x-www-form-urlencoded',
  });

/** A lead that no compression makes small enough for one item. */
const large = (): string => hookOf('add', leadWith({ id: '7', name: randomBytes(300_000).toString('hex') }));
const deal = (id: string, set: object): object => ({ record: 'deal', id, at: new Date().toISOString(), set });

/** Of several records at once: two that are there, and two that are not. */
const several = (): object[] => ['1', '2', randomUUID(), randomUUID()].map((id) => deal(id, { name: randomUUID() }));

/** A delivery that no stream tells of, and that a sweep finds. */
const pending = (receivedAt: number, ...observations: readonly object[]): Promise<DeliveryKey> =>
  system.services.deliveries.put({
    workspace: 'acme',
    source: 'kommo',
    kind: 'observations',
    receivedAt,
    body: Buffer.from(JSON.stringify(observations)),
    headers: { 'content-type': 'application/json' },
  });

const tick = async (): Promise<void> => {
  await system.functions.schedule({ time: new Date(due).toISOString() }, invocationContext('schedule'));
  await system.idle();
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'quarterdeck-calls-'));
  system = await startSystem({
    paths: prepareDirectory(path.join(folder, 'data')),
    publicUrl: 'http://localhost',
    onTrouble: () => {},
  });
  listenToAll(system);
});
afterAll(async () => {
  await system?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('all that the functions do', () => {
  it('begins with a configuration and webhooks: good, large, illegible, without a time of their own, refused', async () => {
    await api('PUT', '/v1/workspaces/acme', configuration('first'));
    expect((await hook('first', hookOf('add', leadWith()))).status).toBe(200);
    expect((await hook('first', large())).status).toBe(200);
    expect((await hook('first', 'nothing=1')).status).toBe(200);
    const bare = formOf({ leads: { delete: [{ id: '900', status_id: '31' }] }, account: { id: '4400' } });
    expect((await hook('first', bare)).status).toBe(200);
    const company = formOf({
      contacts: { add: [{ id: '5', name: 'Acme', type: 'company' }] },
      account: { id: '4400' },
    });
    // By itself, so that it is written by itself.
    await system.idle();
    expect((await hook('first', company)).status).toBe(200);
    await system.idle();
    expect((await hook('second', hookOf('add', leadWith({ id: '901' })))).status).toBe(400);
    expect((await hook('second', large())).status).toBe(400);
    await system.idle();
    // A secret that was mistyped: what was refused is taken in.
    await api('PUT', '/v1/workspaces/acme', configuration('second'));
  });

  it('goes on with observations, links among them, and with reviews', async () => {
    const observations = '/v1/workspaces/acme/sources/kommo/observations';
    await api('POST', observations, [
      deal('1', { createdAt: new Date().toISOString() }),
      { ...deal('2', {}), same: ['kommo:1'] },
    ]);
    await api('POST', observations, several());
    await tick();
    // Now that no review is due, which would translate them too.
    await pending(Date.now() - 10 * 60_000, deal('3', { amount: '3' }));
    await pending(Date.now() - 10 * 60_000, ...several());
    await pending(Date.now() - 10 * 60_000, { record: 'nothing' });
    await tick();
    await pending(Date.now(), deal('4', { amount: '4' }));
    await pending(Date.now(), ...several());
    await pending(Date.now(), { record: 'nothing', id: 'either' });
    await api('POST', '/v1/workspaces/acme/reviews', { period });
    await system.idle();
    await api('GET', '/v1/workspaces/acme/reviews');
    await api('GET', `/v1/workspaces/acme/reviews/${period}`);
    // One that fails, and comes again only when this is over.
    await system.services.reviewQueue.add([{ workspace: 'acme' } as ReviewMessage]);
    await system.idle();
  });

  it('translates again what failed, and all of it, and deletes what nobody is to read any more', async () => {
    const replay = async (body: object): Promise<void> => {
      const { job } = (await api('POST', '/v1/workspaces/acme/sources/kommo/replay', body)) as { job: string };
      await system.idle();
      expect(await api('GET', `/v1/jobs/${job}`)).toMatchObject({ status: 'done' });
    };
    const { services } = system;
    // One that a version before this knew nothing of.
    const key = await pending(Date.now(), deal('5', { amount: '5' }));
    await services.deliveries.settle(key, { status: 'failed', observations: 0, rejected: 1 });
    await replay({ failed: true });
    expect((await services.deliveries.get(key))?.outcome).toMatchObject({ status: 'translated' });
    await replay({});
    const { outdated = [] } = (await services.workspaces.sourceState('acme', 'kommo')) ?? {};
    expect(outdated).toEqual([1]);
    await services.replayQueue.add([
      { kind: 'cleanUp', workspace: 'acme', source: 'kommo', generation: 1, notBefore: 0 },
    ]);
    await system.idle();
    expect((await services.workspaces.sourceState('acme', 'kommo'))?.outdated).toEqual([]);
  });

  it('ends with mails, their links, keys and checks', async () => {
    const { sends } = (await api('GET', '/v1/workspaces/acme/sends')) as {
      sends: { recipient: string; state: string }[];
    };
    expect(sends.filter(({ state }) => state === 'sent').map(({ recipient }) => recipient)).toContain(reader);
    const [mail] = system.mailbox.list().filter(({ to }) => to === leaves);
    const text = String((await system.mailbox.raw(mail?.id ?? '')) ?? '');
    const [, page = ''] = /(\/r\/[\w.-]+)/.exec(text.replaceAll('=\r\n', '')) ?? [];
    const [, preferences = ''] = /(\/u\/[\w.-]+)/.exec(text.replaceAll('=\r\n', '')) ?? [];
    await api('GET', page);
    await api('GET', preferences);
    await api('POST', preferences, 'List-Unsubscribe=One-Click', 'application/x-www-form-urlencoded');
    // By hand what was too late, to one who has left meanwhile, and again what may not have arrived.
    await api('POST', `/v1/workspaces/acme/reviews/${missed}/sends`, { to: [leaves] });
    await api('POST', `/v1/workspaces/acme/reviews/${period}/tests`, { to: reader });
    await system.idle();
    const send = {
      workspace: 'acme',
      cadence: 'monthly',
      start: `${period}-01`,
      scope: null,
      recipient: reader,
    } as const;
    const { ledger } = system.services;
    expect(await ledger.move(send, ['sent'], { state: 'uncertain', changedAt: due })).toBe(true);
    await api('POST', `/v1/workspaces/acme/reviews/${period}/sends`, { to: [reader], uncertain: true });
    await system.idle();
    // One whose message was lost.
    expect(await ledger.move(send, ['sent'], { state: 'queued', changedAt: due - 3_600_000 })).toBe(true);
    await tick();
    const { id } = (await api('POST', '/v1/workspaces/acme/keys', { scopes: ['read'] })) as { id: string };
    await api('GET', '/v1/workspaces/acme/keys');
    await api('DELETE', `/v1/workspaces/acme/keys/${id}`);
    await api('GET', '/v1/workspaces/acme/sources');
    await api('GET', '/v1/workspaces/acme/sources/kommo/deliveries');
    await api('GET', '/v1/workspaces/acme/checks');
    const nobody = { Records: [{ Sns: { Message: 'Successfully validated', MessageId: '1' } }] } as SNSEvent;
    await system.functions.feedback(nobody, invocationContext('feedback'));
  });
});

describe('the rights of', () => {
  it.each(functionNames)('%s are what it called, and no more', (name) => {
    const rights = rightsOf(name).flatMap(({ resource, actions }) => actions.map((action) => `${resource} ${action}`));
    expect([...(calls.get(name) ?? [])].sort()).toEqual(rights.filter(isOurs).sort());
  });
});
