import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../lambdas/runtime/environment.ts';

const complete = {
  QUARTERDECK_DELIVERIES_TABLE: 'D',
  QUARTERDECK_RECORDS_TABLE: 'R',
  QUARTERDECK_REVIEWS_TABLE: 'V',
  QUARTERDECK_REVIEW_QUEUE_URL: 'https://sqs.example/review',
  QUARTERDECK_MAIL_QUEUE_URL: 'https://sqs.example/mail',
  QUARTERDECK_PUBLIC_URL: 'https://kpis.acme.example',
  QUARTERDECK_SECRETS: 'ssm:/quarterdeck/prod',
};

const problemOf = (variables: Record<string, string>): string => {
  try {
    readEnvironment(variables);
  } catch (error) {
    return String(error);
  }
  return '';
};

describe('the environment', () => {
  it('is read whole', () => {
    expect(
      readEnvironment({ ...complete, QUARTERDECK_CONFIGURATION_SET: 'set', QUARTERDECK_ADMIN_KEY: 'key' }),
    ).toEqual({
      tables: { deliveries: 'D', records: 'R', reviews: 'V' },
      reviewQueueUrl: 'https://sqs.example/review',
      mailQueueUrl: 'https://sqs.example/mail',
      publicUrl: 'https://kpis.acme.example',
      secrets: 'ssm:/quarterdeck/prod',
      configurationSet: 'set',
      adminKey: 'key',
    });
  });

  it('may lack what is optional, an empty value being none', () => {
    const environment = readEnvironment({ ...complete, QUARTERDECK_CONFIGURATION_SET: '' });
    expect(environment.configurationSet).toBeUndefined();
    expect(environment.adminKey).toBeUndefined();
  });

  it('names everything that is missing in one message', () => {
    const problem = problemOf({ QUARTERDECK_RECORDS_TABLE: '' });
    for (const name of Object.keys(complete)) expect(problem).toContain(`${name} is missing`);
  });

  it.each(['kpis.acme.example', 'https://kpis.acme.example/', 'ftp://kpis.acme.example'])(
    'refuses %s as the public address',
    (url) => {
      expect(problemOf({ ...complete, QUARTERDECK_PUBLIC_URL: url })).toContain(
        'QUARTERDECK_PUBLIC_URL is not an http(s)',
      );
    },
  );

  it('refuses another place for secrets, without quoting it', () => {
    const problem = problemOf({ ...complete, QUARTERDECK_SECRETS: 'my-secret' });
    expect(problem).toContain('QUARTERDECK_SECRETS is not of the form');
    expect(problem).not.toContain('my-secret');
  });
});
