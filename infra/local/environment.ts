import type { Tables } from '../../lambdas/adapters/dynamodb/tables.ts';
import { region } from './lambda.ts';
import { deadLetterQueueName, queueUrl } from './sqs.ts';

export const tables: Tables = {
  deliveries: 'quarterdeck-deliveries',
  records: 'quarterdeck-records',
  reviews: 'quarterdeck-reviews',
};

const queueNames = ['review', 'mail'] as const;
/** Queues by the function that each of them feeds. */
export type QueueName = (typeof queueNames)[number];

export interface Endpoints {
  readonly database: string;
  readonly sqsPort: number;
  readonly sesPort: number;
}

/** Variables that would lead the SDK to an account of the user's, or past the endpoints here. */
const misleading = [
  'AWS_PROFILE',
  'AWS_SESSION_TOKEN',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_USE_FIPS_ENDPOINT',
];

/**
 * Sets this process's environment to what the functions have in the cloud, with the stand-ins' endpoints. Before any
 * of them is imported. A database of the user's own keeps the user's credentials.
 */
export const setEnvironment = (
  endpoints: Endpoints,
  secretsFile: string,
  publicUrl: string,
  ownDatabase: boolean,
): void => {
  const { env } = process;
  const credentials = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
  if (!ownDatabase) for (const name of misleading) delete env[name];
  Object.assign(env, {
    ...(ownDatabase && env.AWS_ACCESS_KEY_ID ? {} : credentials),
    AWS_REGION: (ownDatabase && env.AWS_REGION) || region,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.database,
    AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${endpoints.sqsPort}`,
    AWS_ENDPOINT_URL_SES: `http://127.0.0.1:${endpoints.sesPort}`,
    QUARTERDECK_DELIVERIES_TABLE: tables.deliveries,
    QUARTERDECK_RECORDS_TABLE: tables.records,
    QUARTERDECK_REVIEWS_TABLE: tables.reviews,
    QUARTERDECK_REVIEW_QUEUE_URL: queueUrl(endpoints.sqsPort, 'review'),
    QUARTERDECK_MAIL_QUEUE_URL: queueUrl(endpoints.sqsPort, 'mail'),
    QUARTERDECK_DEAD_LETTER_QUEUE_URLS: queueNames
      .map((name) => queueUrl(endpoints.sqsPort, deadLetterQueueName(name)))
      .join(','),
    QUARTERDECK_PUBLIC_URL: publicUrl,
    QUARTERDECK_SECRETS: `file:${secretsFile}`,
    QUARTERDECK_CONFIGURATION_SET: 'quarterdeck-local',
    POWERTOOLS_SERVICE_NAME: 'quarterdeck-local',
    POWERTOOLS_METRICS_NAMESPACE: 'Quarterdeck',
    // The functions' log then goes where this process's console goes.
    POWERTOOLS_DEV: 'true',
  });
};
