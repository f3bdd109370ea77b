import type { Tables } from '../adapters/dynamodb/tables.ts';

/** What a function is told by its environment. */
export interface Environment {
  readonly tables: Tables;
  readonly reviewQueueUrl: string;
  readonly mailQueueUrl: string;
  /** Where links in mails lead to, without a slash at its end. */
  readonly publicUrl: string;
  /** `ssm:/prefix` or `file:/path`. */
  readonly secrets: string;
  /** Of SES. */
  readonly configurationSet: string | undefined;
  /** The deployment's admin key, where a file keeps the secrets: used instead of the file's. */
  readonly adminKey: string | undefined;
}

type Variables = Readonly<Record<string, string | undefined>>;

const isWebAddress = (value: string): boolean =>
  URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && !value.endsWith('/');

const isSecretsLocation = (value: string): boolean => /^(ssm:\/|file:).+/.test(value);

/**
 * Reads the environment once, as a whole.
 *
 * @throws Error that lists every variable that is missing or malformed, by name; values are never quoted
 */
export const readEnvironment = (variables: Variables = process.env): Environment => {
  const problems: string[] = [];
  const optional = (name: string): string | undefined => variables[name] || undefined;
  const required = (name: string, isValid: (value: string) => boolean = () => true, wanted = ''): string => {
    const value = optional(name);
    if (value === undefined) problems.push(`${name} is missing`);
    else if (!isValid(value)) problems.push(`${name} is not ${wanted}`);
    return value ?? '';
  };
  const environment: Environment = {
    tables: {
      deliveries: required('QUARTERDECK_DELIVERIES_TABLE'),
      records: required('QUARTERDECK_RECORDS_TABLE'),
      reviews: required('QUARTERDECK_REVIEWS_TABLE'),
    },
    reviewQueueUrl: required('QUARTERDECK_REVIEW_QUEUE_URL'),
    mailQueueUrl: required('QUARTERDECK_MAIL_QUEUE_URL'),
    publicUrl: required('QUARTERDECK_PUBLIC_URL', isWebAddress, 'an http(s) address without a slash at its end'),
    secrets: required('QUARTERDECK_SECRETS', isSecretsLocation, 'of the form ssm:/prefix or file:/path'),
    configurationSet: optional('QUARTERDECK_CONFIGURATION_SET'),
    adminKey: optional('QUARTERDECK_ADMIN_KEY'),
  };
  if (problems.length > 0)
    throw new Error(`The environment is not complete: ${problems.join('; ')}. Set what is named and start again.`);
  return environment;
};
