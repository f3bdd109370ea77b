import { type Stack, Validations } from 'aws-cdk-lib';
import { functionNames } from './constructs/functionNames.ts';
import { everything } from './constructs/grants.ts';
import { secretsPlace } from './constructs/secrets.ts';
import { tracedFunctions } from './constructs/tracing.ts';
import type { QuarterdeckOptions } from './stack.ts';

/** Why something stands against a rule of cdk-nag's AwsSolutions: one finding of one resource, and nothing else. */
export interface Reason {
  /** Path of the resource within the stack. */
  readonly at: string;
  /** As cdk-nag names it. */
  readonly finding: string;
  readonly reason: string;
}

type Options = Pick<QuarterdeckOptions, 'stage' | 'front' | 'secrets' | 'tracing'>;

const anything = 'AwsSolutions-IAM5[Resource::*]';

const onArn = (service: string, resource: string): string =>
  `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:${service}:<AWS::Region>:<AWS::AccountId>:${resource}]`;

/** Functions that have rights to everything beside that to write traces. */
const wild: ReadonlySet<string> = new Set(['translate', 'api']);

/** Which rights are for everything is tested by name: here a whole role is spoken of. */
const wildcards = ({ tracing }: Options): Reason[] => {
  const traced = tracedFunctions(tracing);
  return functionNames
    .filter((name) => traced.has(name) || wild.has(name))
    .map((name) => ({
      at: `Functions/${name}/Role/Resource`,
      finding: anything,
      reason: [...new Set(Object.values(everything))].join(' '),
    }));
};

const ofFront = (
  [
    ['AwsSolutions-CFR1', 'CRMs send webhooks, and managers read reviews, from whichever country they are in.'],
    ['AwsSolutions-CFR3', 'Its log would hold paths, and in them the tokens of hooks and of links in mails.'],
    [
      'AwsSolutions-CFR4',
      "TLS 1.0 is what CloudFront's own domain name allows; a domain of one's own is put in front with publicUrl.",
    ],
  ] as const
).map(([finding, reason]): Reason => ({ at: 'Front/Distribution/Resource', finding, reason }));

const ofSources = ({ stage, secrets }: Options): Reason[] => {
  const { service, resources } = secretsPlace(stage, secrets);
  return ['receive', 'api'].flatMap((name) =>
    resources('sources/*').map((resource) => ({
      at: `Functions/${name}/Role/Resource`,
      finding: onArn(service, resource),
      reason: 'Sources are added while it runs, each with secrets of its own below this path.',
    })),
  );
};

/** All reasons for what is made with these options. */
export const reasons = (options: Options): readonly Reason[] => [
  ...(options.front === undefined ? [] : ofFront),
  ...wildcards(options),
  ...ofSources(options),
  {
    at: 'Functions/mail/Role/Resource',
    finding: onArn('ses', 'identity/*'),
    reason:
      "SES asks for the right to the sender's identity, which may be that of the domain or of one address, and in the sandbox to the recipient's. A condition confines the sender to the domain.",
  },
  ...['StreamDead', 'TicksDead'].map((queue) => ({
    at: `${queue}/Resource`,
    finding: 'AwsSolutions-SQS3',
    reason: 'It is itself where work is put that was given up on: by a stream and by the scheduler, not by a queue.',
  })),
  ...['POST--hooks--{workspace}--{source}', 'POST--hooks--{workspace}--{source}--{token}', 'ANY--hooks--{proxy+}'].map(
    (route) => ({
      at: `Api/Gateway/${route}/Resource`,
      finding: 'AwsSolutions-APIG4',
      reason: 'The function verifies the signature over the raw body, or the token, in the way of each system.',
    }),
  ),
  {
    at: 'Api/Gateway/ANY--v1--{proxy+}/Resource',
    finding: 'AwsSolutions-APIG4',
    reason: 'The function checks the key of each request, and what its scopes and its workspace let it do.',
  },
  ...['r--{token}', 'r--{token}--records', 'u--{token}', 'w--{token}', 'w--{token}--records'].map((page) => ({
    at: `Api/Gateway/ANY--${page}/Resource`,
    finding: 'AwsSolutions-APIG4',
    reason: 'A page for whoever holds the signed, expiring link of a mail; its readers have no account.',
  })),
];

/**
 * Lets each of the reasons stand for its finding.
 *
 * @throws Error when the stack has no such resource
 */
export const acknowledge = (stack: Stack, given: readonly Reason[]): void => {
  const all = new Map(stack.node.findAll().map((construct) => [construct.node.path, construct]));
  for (const { at, finding, reason } of given) {
    const construct = all.get(`${stack.node.path}/${at}`);
    if (!construct) throw new Error(`A reason is given for ${at}, which is not in the stack.`);
    Validations.of(construct).acknowledge({ id: finding, reason });
  }
};
