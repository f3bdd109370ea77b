import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { createApiKeys } from '../adapters/dynamodb/apiKeys.ts';
import { dynamo } from '../adapters/dynamodb/client.ts';
import { createDeliveries } from '../adapters/dynamodb/deliveries.ts';
import { createJobs } from '../adapters/dynamodb/jobs.ts';
import { createLedger } from '../adapters/dynamodb/ledger.ts';
import { createPreferences } from '../adapters/dynamodb/preferences.ts';
import { createRecords } from '../adapters/dynamodb/records.ts';
import { createRefused } from '../adapters/dynamodb/refused.ts';
import { createReviews } from '../adapters/dynamodb/reviews.ts';
import { createWorkspaces } from '../adapters/dynamodb/workspaces.ts';
import { createSecrets } from '../adapters/secrets/index.ts';
import { createMailer } from '../adapters/ses/mailer.ts';
import { createQueue } from '../adapters/sqs/queue.ts';
import type { MailMessage, ReviewMessage } from '../domain/ports.ts';
import { createKnownSources } from '../flow/known.ts';
import type { Services } from '../flow/services.ts';
import { sources } from '../sources/index.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { logger } from './logger.ts';

/** API Gateway gives a request 30 seconds; this leaves room for a cold start. */
const patienceMs = 20_000;

/** Builds the services of an environment. */
const createServices = (environment: Environment): Services => {
  const { tables, reviewQueueUrl, mailQueueUrl, publicUrl, configurationSet } = environment;
  const client = dynamo();
  const clock = Date.now;
  const workspaces = createWorkspaces(client, tables.reviews);
  const secrets = createSecrets(environment.secrets, environment.adminKey);
  return {
    deliveries: createDeliveries(client, tables.deliveries),
    records: createRecords(client, tables.records),
    workspaces,
    refused: createRefused(client, tables.reviews),
    apiKeys: createApiKeys(client, tables.reviews),
    reviews: createReviews(client, tables.reviews),
    ledger: createLedger(client, tables.reviews),
    preferences: createPreferences(client, tables.reviews),
    jobs: createJobs(client, tables.reviews),
    reviewQueue: createQueue<ReviewMessage>(reviewQueueUrl),
    mailQueue: createQueue<MailMessage>(mailQueueUrl),
    secrets,
    mailer: createMailer(configurationSet),
    sources,
    known: createKnownSources({ workspaces, secrets, sources, clock }),
    logger,
    publicUrl,
    clock,
    randomId: randomUUID,
    pause: async (milliseconds) => {
      await setTimeout(milliseconds);
    },
    patienceMs,
  };
};

let built: Services | undefined;

/** The process's services, built from its environment when they are first asked for. */
export const services = (): Services => {
  built ??= createServices(readEnvironment());
  return built;
};
