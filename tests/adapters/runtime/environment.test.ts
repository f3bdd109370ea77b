import { describe, expect, it } from 'vitest';
import { readEnvironment, type Setting } from '../../../lambdas/runtime/environment.ts';

const complete = {
  QUARTERDECK_DELIVERIES_TABLE: 'D',
  QUARTERDECK_RECORDS_TABLE: 'R',
  QUARTERDECK_REVIEWS_TABLE: 'V',
  QUARTERDECK_REVIEW_QUEUE_URL: 'https://sqs.example/review',
  QUARTERDECK_MAIL_QUEUE_URL: 'https://sqs.example/mail',
  QUARTERDECK_PUBLIC_URL: 'https://kpis.acme.example',
  QUARTERDECK_SECRETS: 'ssm:/quarterdeck/prod',
  QUARTERDECK_CONFIGURATION_SET: 'set',
};

const required = [
  'deliveriesTable',
  'recordsTable',
  'reviewsTable',
  'reviewQueueUrl',
  'mailQueueUrl',
  'publicUrl',
  'secrets',
  'configurationSet',
] as const satisfies readonly Setting[];
const optional = ['adminKey', 'mailDomain', 'deadLetterQueueUrls'] as const satisfies readonly Setting[];

const problemOf = (names: readonly Setting[], variables: Record<string, string>): string => {
  try {
    readEnvironment(names, variables);
  } catch (error) {
    return String(error);
  }
  return '';
};

describe('the environment', () => {
  it('is read, the optional with the rest', () => {
    const more = {
      QUARTERDECK_ADMIN_KEY: 'key',
      QUARTERDECK_MAIL_DOMAIN: 'acme.example',
      QUARTERDECK_DEAD_LETTER_QUEUE_URLS: 'https://sqs.example/dead',
    };
    expect(readEnvironment([...required, ...optional], { ...complete, ...more })).toEqual({
      deliveriesTable: 'D',
      recordsTable: 'R',
      reviewsTable: 'V',
      reviewQueueUrl: 'https://sqs.example/review',
      mailQueueUrl: 'https://sqs.example/mail',
      publicUrl: 'https://kpis.acme.example',
      secrets: 'ssm:/quarterdeck/prod',
      configurationSet: 'set',
      adminKey: 'key',
      mailDomain: 'acme.example',
      deadLetterQueueUrls: 'https://sqs.example/dead',
    });
  });

  it('may lack what is optional, an empty value being none', () => {
    const environment = readEnvironment(optional, { ...complete, QUARTERDECK_ADMIN_KEY: '' });
    expect(environment).toEqual({ adminKey: undefined, mailDomain: undefined, deadLetterQueueUrls: undefined });
  });

  it('may lack whatever is not asked for', () => {
    expect(readEnvironment(['reviewsTable'], { QUARTERDECK_REVIEWS_TABLE: 'V' })).toEqual({ reviewsTable: 'V' });
  });

  it('names everything that is missing in one message', () => {
    const problem = problemOf(required, { QUARTERDECK_RECORDS_TABLE: '' });
    for (const name of Object.keys(complete)) expect(problem).toContain(`${name} is missing`);
  });

  it.each(['kpis.acme.example', 'https://kpis.acme.example/', 'ftp://kpis.acme.example'])(
    'refuses %s as the public address',
    (url) => {
      expect(problemOf(required, { ...complete, QUARTERDECK_PUBLIC_URL: url })).toContain(
        'QUARTERDECK_PUBLIC_URL is not an http(s)',
      );
    },
  );

  it('refuses another place for secrets, without quoting it', () => {
    const problem = problemOf(required, { ...complete, QUARTERDECK_SECRETS: 'my-secret' });
    expect(problem).toContain('QUARTERDECK_SECRETS is not of the form');
    expect(problem).not.toContain('my-secret');
  });
});
