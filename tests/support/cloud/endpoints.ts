import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SNSEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createActivity } from '../../../infra/local/activity.ts';
import { close, listen, readBody } from '../../../infra/local/listen.ts';
import { type Mailbox, openMailbox } from '../../../infra/local/mailbox.ts';
import { createQueue } from '../../../infra/local/queue.ts';
import { seededRandom } from '../../../infra/local/random.ts';
import { createSesServer } from '../../../infra/local/ses.ts';
import { createPublisher } from '../../../infra/local/sesEvents.ts';
import { createSqsServer, queueUrl } from '../../../infra/local/sqs.ts';
import { startDynalite } from '../dynalite.ts';
import { startParameters } from './ssm.ts';

/** What SES answers a mail instead of taking it; undefined when it is to take it. */
export type Refuse = (recipient: string) => { readonly status: number; readonly xml: string } | undefined;

export interface EndpointsSettings {
  /** Names of queues, and who works on what comes in. */
  readonly consumers: ReadonlyMap<string, (event: SQSEvent) => Promise<SQSBatchResponse>>;
  readonly feedback: (event: SNSEvent) => Promise<unknown>;
  readonly refuse: Refuse;
}

/** Everything that functions call, on this machine. */
export interface Endpoints {
  /** Of DynamoDB. */
  readonly database: string;
  /** Variables by which the SDK finds all of it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly queueUrl: (name: string) => string;
  readonly parameters: Map<string, string>;
  readonly mailbox: Mailbox;
  /** Resolves once queues and topics are drained. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

const largestForm = 48 * 1024 * 1024;
const backoff = 20;

/** SES, in front of which some mails are refused. */
const createRefusingSes = (ses: number, refuse: Refuse): Server =>
  createServer(async (request, response) => {
    const body = (await readBody(request, largestForm)) ?? Buffer.alloc(0);
    const refusal = refuse(new URLSearchParams(body.toString()).get('Destinations.member.1') ?? '');
    const taken = refusal
      ? new Response(refusal.xml, { status: refusal.status })
      : await fetch(`http://127.0.0.1:${ses}`, { method: 'POST', body: new Uint8Array(body) });
    response.writeHead(taken.status, { 'content-type': 'text/xml' }).end(await taken.text());
  });

export const startEndpoints = async ({ consumers, feedback, refuse }: EndpointsSettings): Promise<Endpoints> => {
  const [database, ssm] = await Promise.all([startDynalite(), startParameters()]);
  const folder = await mkdtemp(path.join(tmpdir(), 'quarterdeck-mailbox-'));
  const activity = createActivity();
  const random = seededRandom('endpoints');
  const clock = Date.now;
  const queues = [...consumers].map(([name, handler]) =>
    createQueue({
      name,
      handler,
      activity,
      random,
      clock,
      onDead: () => {},
      maximumReceives: 2,
      firstBackoffInMilliseconds: backoff,
    }),
  );
  const publish = createPublisher({
    handler: feedback,
    activity,
    random,
    onLost: () => {},
    firstBackoffInMilliseconds: backoff,
  });
  const mailbox = openMailbox(folder);
  const sqs = createSqsServer(queues);
  const ses = createSesServer({ mailbox, publish, clock });
  const [sqsPort, sesPort] = await Promise.all([listen(sqs, 0, '127.0.0.1'), listen(ses, 0, '127.0.0.1')]);
  const front = createRefusingSes(sesPort, refuse);
  const frontPort = await listen(front, 0, '127.0.0.1');
  return {
    database: database.endpoint,
    variables: {
      AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
      AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${sqsPort}`,
      AWS_ENDPOINT_URL_SES: `http://127.0.0.1:${frontPort}`,
      AWS_ENDPOINT_URL_SSM: ssm.url,
    },
    queueUrl: (name) => queueUrl(sqsPort, name),
    parameters: ssm.parameters,
    mailbox,
    idle: () => activity.idle(),
    async stop() {
      for (const queue of queues) queue.stop();
      await Promise.all([close(front), close(sqs), close(ses), database.stop(), ssm.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
};
