import { tables } from '../../../infra/local/environment.ts';
import { region } from '../../../infra/local/lambda.ts';
import { adminKey } from './hooks.ts';

export { tables };

/** Who every process of a bench is to the database. */
export const database = { region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** Nobody listens there: of what a bench does not use. */
const nobody = 'http://127.0.0.1:9';

/**
 * The environment in which the functions of a bench run.
 *
 * @param endpoint of the database
 * @param secrets where the secrets are: `file:/path`, `ssm:/prefix`
 */
export const variablesOf = (endpoint: string, secrets: string): Record<string, string> => ({
  AWS_REGION: database.region,
  AWS_ACCESS_KEY_ID: database.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: database.credentials.secretAccessKey,
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  QUARTERDECK_DELIVERIES_TABLE: tables.deliveries,
  QUARTERDECK_RECORDS_TABLE: tables.records,
  QUARTERDECK_REVIEWS_TABLE: tables.reviews,
  QUARTERDECK_REVIEW_QUEUE_URL: `${nobody}/review`,
  QUARTERDECK_MAIL_QUEUE_URL: `${nobody}/mail`,
  QUARTERDECK_PUBLIC_URL: 'https://quarterdeck.example',
  QUARTERDECK_SECRETS: secrets,
  QUARTERDECK_ADMIN_KEY: adminKey,
  QUARTERDECK_CONFIGURATION_SET: 'quarterdeck-bench',
  POWERTOOLS_SERVICE_NAME: 'quarterdeck-bench',
  POWERTOOLS_METRICS_NAMESPACE: 'Quarterdeck',
  POWERTOOLS_LOG_LEVEL: 'WARN',
});
