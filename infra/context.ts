import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { closest, distance } from 'fastest-levenshtein';
import { secretsServices } from './constructs/secrets.ts';
import type { RestoredTable, TableName } from './constructs/tables.ts';
import { tracings } from './constructs/tracing.ts';
import type { FirewallProps } from './firewall.ts';
import type { QuarterdeckOptions } from './stack.ts';

/** Reads a value of the CDK's context, as `-c name=value` gives it. */
export type ReadContext = (name: string) => unknown;

/** What to deploy, or one sentence for each mistake. */
export type ContextResult =
  | { readonly options: QuarterdeckOptions }
  /** The firewall of a stage, and nothing else. */
  | { readonly firewallOf: FirewallProps }
  | { readonly mistakes: readonly string[] };

const names = [
  'mailDomain',
  'stage',
  'alarmEmail',
  'mailIdentity',
  'publicUrl',
  'front',
  'secrets',
  'tracing',
  'logDays',
  'deliveriesTable',
  'deliveriesStream',
  'recordsTable',
  'reviewsTable',
] as const;

type Name = (typeof names)[number];

/** What the CDK itself keeps in the context: flags, settings and what it looked up have a colon, these have none. */
const cdkNames = ['cli-telemetry', 'acknowledged-issue-numbers'];

/** One sentence for each name that nothing reads: it would be left at its default without a word. */
const unknownNames = (given: readonly string[]): string[] =>
  given
    .filter((name) => !name.includes(':') && !cdkNames.includes(name) && !names.some((known) => known === name))
    .map((name) => {
      const near = names.find((known) => known.toLowerCase() === name.toLowerCase()) ?? closest(name, names);
      const meant = distance(name.toLowerCase(), near.toLowerCase()) <= Math.max(2, name.length / 3);
      return `"${name}" is no name that -c knows: pass ${meant ? `-c ${near}=…, if that is meant` : `one of ${names.join(', ')}`}.`;
    });

const domainPattern = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
/** What ends so could be the name of another stage's firewall. */
const stagePattern = /^(?!.*-firewall$)[a-z][a-z0-9-]{0,19}$/;
const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d+$/;
const addressPattern = /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]+$/;
const tablePattern = /^[\w.-]{3,255}$/;
const streamPattern = /^arn:[\w-]+:dynamodb:[\w-]+:\d{12}:table\/[\w.-]+\/stream\/[\w:.-]+$/;
const webAclPattern = /^arn:[\w-]+:wafv2:us-east-1:\d{12}:global\/webacl\/[\w/-]+$/;
/** What CloudWatch Logs takes; its "never" is not among them. */
const retentions = Object.values(RetentionDays).filter(
  (days): days is RetentionDays => typeof days === 'number' && days !== RetentionDays.INFINITE,
);

/** Links are made by putting a path behind it. */
const isWebAddress = (value: string): boolean =>
  /^https:\/\/[^/?#]+(\/[^?#]*[^/?#])?$/.test(value) && URL.canParse(value);

type Present<Values> = { [Name in keyof Values]?: Exclude<Values[Name], undefined> };

/** What of these values there is. */
const present = <Values extends object>(values: Values): Present<Values> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<Values>;

/**
 * Reads what `-c` was given. Every mistake is told at once, each with what to pass.
 *
 * | name | what it is | default |
 * |---|---|---|
 * | `mailDomain` | the domain that reviews are mailed from | required |
 * | `stage` | tells this deployment from others in the account and region | `prod` |
 * | `alarmEmail` | who is mailed when an alarm goes off | nobody |
 * | `mailIdentity` | `existing`: SES has the domain already, and it is left alone | it is made |
 * | `publicUrl` | where links in mails lead, when something stands in front of the API | the API's own address |
 * | `front` | `firewall` makes the web ACL of the stage; with its ARN, CloudFront stands in front of the API | nothing |
 * | `secrets` | the service that keeps secrets: `ssm` or `secretsmanager` | `ssm` |
 * | `tracing` | `all` or `none`: which functions are traced | those that do not run for each webhook |
 * | `logDays` | how long logs are kept | 30 |
 * | `deliveriesTable` with `deliveriesStream`, `recordsTable`, `reviewsTable` | a table restored from a backup, used in place of the stack's own | its own |
 *
 * @param region that is deployed to, for the firewall's name. Default: it is not known.
 * @param passed every name that the context holds, but those of `cdk.json`. Default: none that is unknown.
 */
export const readOptions = (read: ReadContext, region = '', passed: readonly string[] = []): ContextResult => {
  const mistakes: string[] = unknownNames(passed);
  const given = (name: Name): string | undefined => {
    const value = read(name);
    return value === undefined || value === '' ? undefined : String(value);
  };
  const optional = (name: Name, isValid: (value: string) => boolean, wanted: string): string | undefined => {
    const value = given(name);
    if (value === undefined || isValid(value)) return value;
    mistakes.push(`"${value}" is no ${name}: pass ${wanted}.`);
    return undefined;
  };

  const oneOf = <Value extends string>(name: Name, values: readonly Value[], wanted: string): Value | undefined => {
    const value = optional(name, (asked) => values.some((one) => one === asked), wanted);
    return values.find((one) => one === value);
  };

  const table = (name: TableName): RestoredTable | undefined => {
    const restored = optional(`${name}Table`, (value) => tablePattern.test(value), 'the name of a restored table');
    return restored === undefined ? undefined : { name: restored };
  };
  const deliveries = (): RestoredTable | undefined => {
    const restored = table('deliveries');
    const wanted = "the ARN of the restored table's stream";
    const stream = optional('deliveriesStream', (value) => streamPattern.test(value), wanted);
    if (restored && given('deliveriesStream') === undefined)
      mistakes.push(`deliveriesTable needs its stream: pass -c deliveriesStream=ARN with ${wanted}.`);
    return restored && stream !== undefined ? { ...restored, stream } : undefined;
  };

  if (given('mailDomain') === undefined)
    mistakes.push(
      'mailDomain is missing: pass the domain that reviews are mailed from, as in npx cdk deploy -c mailDomain=acme.example',
    );
  const mailDomain = optional(
    'mailDomain',
    (value) => domainPattern.test(value),
    'a domain in small letters, as acme.example',
  );
  const stage =
    optional(
      'stage',
      (value) => stagePattern.test(value),
      'up to 20 small letters, digits and hyphens that begin with a letter and do not end in -firewall, as -c stage=test',
    ) ?? 'prod';
  const alarmEmail = optional('alarmEmail', (value) => addressPattern.test(value), 'an address, as ops@acme.example');
  const mailIdentity = optional(
    'mailIdentity',
    (value) => value === 'existing',
    '"existing" where SES has the domain already, and nothing where it does not',
  );
  const publicUrl = optional(
    'publicUrl',
    isWebAddress,
    'an https address without a slash at its end, as https://kpis.acme.example',
  );
  const logDays = optional(
    'logDays',
    (value) => retentions.some((days) => String(days) === value),
    `one of ${retentions.sort((a, b) => a - b).join(', ')}`,
  );
  const front = optional(
    'front',
    (value) => value === 'firewall' || webAclPattern.test(value),
    '"firewall" to make a web ACL, and then the ARN that it prints',
  );
  const secrets = oneOf(
    'secrets',
    secretsServices,
    '"secretsmanager" to keep secrets in Secrets Manager, and "ssm" or nothing to keep them in Parameter Store',
  );
  const tracing = oneOf(
    'tracing',
    tracings,
    '"all" to trace every function, "none" to trace none, and nothing to trace those that do not run for each webhook',
  );
  if (front === 'firewall' && !regionPattern.test(region))
    mistakes.push(
      "The region is not known, and the firewall's name holds it: set AWS_REGION to that of the deployment, as in AWS_REGION=eu-west-1 npx cdk deploy",
    );
  const restored = { deliveries: deliveries(), records: table('records'), reviews: table('reviews') };
  if (mailDomain === undefined || mistakes.length > 0) return { mistakes };
  if (front === 'firewall') return { firewallOf: { stage, region } };
  return {
    options: {
      mailDomain,
      stage,
      identityExists: mailIdentity !== undefined,
      ...present({ alarmEmail, publicUrl, front, secrets, tracing }),
      ...(logDays !== undefined && { logRetention: Number(logDays) }),
      restored: present(restored),
    },
  };
};
