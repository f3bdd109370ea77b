import { App } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { expect, it } from 'vitest';
import { firewallOf } from '../../../infra/deployment.ts';
import { acknowledge, reasons } from '../../../infra/findings.ts';
import { QuarterdeckStack } from '../../../infra/stack.ts';
import { deployment, standIns, webAcl } from '../support/deployment.ts';

/** What is found in a tree and no reason is given for, errors and warnings: `path: finding`. */
const findings = (scope: IConstruct): string[] =>
  new AwsSolutionsChecks()
    .validateScope(scope)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${constructPath}: ${ruleName}`),
    )
    .sort();

/** Every option that adds or takes away a resource. */
const variants = [
  {},
  { stage: 'test', identityExists: true, alarmEmail: 'ops@acme.example', publicUrl: 'https://kpis.acme.example' },
  { front: webAcl },
  { secrets: 'secretsmanager', tracing: 'none' },
  { tracing: 'all' },
] as const;

it.each(variants)('finds nothing without a reason: %j', (props) => {
  expect(findings(deployment(props).app)).toEqual([]);
});

it('finds nothing in the firewall', () => {
  const app = new App();
  firewallOf(app, { stage: 'prod', region: 'eu-west-1' });
  expect(findings(app)).toEqual([]);
});

it.each([
  { stage: 'prod' },
  { stage: 'prod', front: webAcl },
  { stage: 'prod', secrets: 'secretsmanager', tracing: 'none' },
  { stage: 'prod', tracing: 'all' },
] as const)('finds exactly what reasons are given for when none are given: %j', (options) => {
  const app = new App();
  new QuarterdeckStack(app, { ...options, mailDomain: 'acme.example', identityExists: false, bundles: standIns() });
  const given = reasons(options).map(({ at, finding }) => `Quarterdeck-prod/${at}: ${finding}`);
  expect(findings(app)).toEqual(given.sort());
});

it('gives each reason in a sentence', () => {
  for (const { reason } of reasons({ stage: 'prod', front: webAcl, secrets: 'secretsmanager' }))
    expect(reason).toMatch(/^[A-Z].{40,}\.$/);
});

it('finds what is planted: a right to everything, beside those that a reason is given for', () => {
  const { app, stack } = deployment();
  const role = new Role(stack, 'Planted', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(new PolicyStatement({ effect: Effect.ALLOW, actions: ['s3:*'], resources: ['*'] }));
  expect(findings(app)).toEqual([
    'Quarterdeck-prod/Planted/DefaultPolicy/Resource: AwsSolutions-IAM5[Action::s3:*]',
    'Quarterdeck-prod/Planted/DefaultPolicy/Resource: AwsSolutions-IAM5[Resource::*]',
  ]);
});

it('takes no reason for what is not there', () => {
  const { stack } = deployment();
  expect(() => acknowledge(stack, [{ at: 'Gone/Resource', finding: 'AwsSolutions-SQS3', reason: 'None.' }])).toThrow(
    'Gone/Resource, which is not in the stack',
  );
});
