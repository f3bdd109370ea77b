/** What functions are told by their environment. Each reads what it uses of it and nothing else. */
export interface Environment {
  readonly deliveriesTable: string;
  readonly recordsTable: string;
  readonly reviewsTable: string;
  readonly reviewQueueUrl: string;
  readonly mailQueueUrl: string;
  /** Where links in mails lead to, without a slash at its end. */
  readonly publicUrl: string;
  /** `ssm:/prefix`, `secretsmanager:/prefix` or `file:/path`. */
  readonly secrets: string;
  /** Of SES: the set whose events report what becomes of a mail. */
  readonly configurationSet: string;
  /** The deployment's admin key, where a file keeps the secrets: used instead of the file's. */
  readonly adminKey: string | undefined;
  /** The domain that was deployed as an identity of SES. */
  readonly mailDomain: string | undefined;
  /** Of the queues that hold what was given up on, separated by commas. */
  readonly deadLetterQueueUrls: string | undefined;
}

export type Setting = keyof Environment;

type Variables = Readonly<Record<string, string | undefined>>;

interface Variable {
  readonly name: string;
  readonly optional?: boolean;
  readonly isValid?: (value: string) => boolean;
  /** What a valid one is, as a message says it. */
  readonly wanted?: string;
}

const isWebAddress = (value: string): boolean =>
  URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && !value.endsWith('/');

const isSecretsLocation = (value: string): boolean => /^((ssm|secretsmanager):\/|file:).+/.test(value);

const settings: Readonly<Record<Setting, Variable>> = {
  deliveriesTable: { name: 'QUARTERDECK_DELIVERIES_TABLE' },
  recordsTable: { name: 'QUARTERDECK_RECORDS_TABLE' },
  reviewsTable: { name: 'QUARTERDECK_REVIEWS_TABLE' },
  reviewQueueUrl: { name: 'QUARTERDECK_REVIEW_QUEUE_URL' },
  mailQueueUrl: { name: 'QUARTERDECK_MAIL_QUEUE_URL' },
  publicUrl: {
    name: 'QUARTERDECK_PUBLIC_URL',
    isValid: isWebAddress,
    wanted: 'an http(s) address without a slash at its end',
  },
  secrets: {
    name: 'QUARTERDECK_SECRETS',
    isValid: isSecretsLocation,
    wanted: 'of the form ssm:/prefix, secretsmanager:/prefix or file:/path',
  },
  configurationSet: { name: 'QUARTERDECK_CONFIGURATION_SET' },
  adminKey: { name: 'QUARTERDECK_ADMIN_KEY', optional: true },
  mailDomain: { name: 'QUARTERDECK_MAIL_DOMAIN', optional: true },
  deadLetterQueueUrls: { name: 'QUARTERDECK_DEAD_LETTER_QUEUE_URLS', optional: true },
};

const problemOf = (
  { name, optional = false, isValid = () => true, wanted = 'valid' }: Variable,
  value: string | undefined,
): string[] => {
  if (value === undefined) return optional ? [] : [`${name} is missing`];
  return isValid(value) ? [] : [`${name} is not ${wanted}`];
};

/**
 * Reads these of the settings, once and together; a variable that is empty counts as missing.
 *
 * @throws Error that lists every variable that is missing or malformed, by name; values are never quoted
 */
export const readEnvironment = <Name extends Setting>(
  names: readonly Name[],
  variables: Variables = process.env,
): Pick<Environment, Name> => {
  const read = [...new Set(names)].map((name) => ({ name, value: variables[settings[name].name] || undefined }));
  const problems = read.flatMap(({ name, value }) => problemOf(settings[name], value));
  if (problems.length > 0)
    throw new Error(`The environment is not complete: ${problems.join('; ')}. Set what is named and start again.`);
  return Object.fromEntries(read.map(({ name, value }) => [name, value])) as Pick<Environment, Name>;
};
