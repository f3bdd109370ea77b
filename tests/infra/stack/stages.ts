import { expect, it } from 'vitest';
import { deployment, prod, shown, synthesised } from '../support/deployment.ts';

const test = synthesised({ stage: 'test', identityExists: true });

/** What may be the same: of a thing within another, which is told from others by that, or shown to people only. */
const notOfAccount = new Set(['MetricName', 'StageName', 'DisplayName']);

/** Text, or text put together: a reference alone is to a name that CloudFormation makes up. */
const isSaid = (value: unknown): boolean =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && 'Fn::Join' in value);

/** Every name that is said rather than made up by CloudFormation: `AlarmName Quarterdeck-prod-no-tick`. */
const namesOf = ({ resources }: typeof prod): string[] =>
  Object.values(resources).flatMap(({ Type, Properties }) =>
    Object.entries(Properties ?? {}).flatMap(([property, value]) =>
      isSaid(value) && /(^|[a-z])Name$|^EmailIdentity$/.test(property) && !notOfAccount.has(property)
        ? [`${Type} ${property} ${shown(value)}`]
        : [],
    ),
  );

it('has no name that another stage in the same account and region has', () => {
  const first = namesOf(prod);
  const second = namesOf(test);
  expect(second.length).toBeGreaterThan(30);
  expect(second.filter((name) => first.includes(name))).toEqual([]);
  for (const name of second) expect(name).toContain('Quarterdeck-test');
});

it('tells regions apart in the one name that is of the whole account', () => {
  const dashboards = namesOf(prod).filter((name) => name.startsWith('AWS::CloudWatch::Dashboard'));
  expect(dashboards).toEqual(['AWS::CloudWatch::Dashboard DashboardName Quarterdeck-prod-<Region>']);
});

it('says no name of what CloudFormation may have to replace', () => {
  const types = new Set(namesOf(test).map((name) => name.split(' ')[0]));
  expect([...types].sort()).toEqual(['AWS::ApiGatewayV2::Api', 'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Dashboard']);
});

it('keeps secrets, counts and logs of stages apart', () => {
  const ofProd = JSON.stringify(prod.template.toJSON());
  const ofTest = JSON.stringify(test.template.toJSON());
  expect(ofProd).toContain('/quarterdeck/prod');
  expect(ofTest).toContain('/quarterdeck/test');
  expect(ofTest).toContain('quarterdeck-test');
  expect(ofTest.replaceAll('production', '')).not.toMatch(/[\W_]prod\b/);
});

it('is protected from being deleted, unless it is asked not to be', () => {
  expect(deployment().stack.terminationProtection).toBe(true);
  expect(deployment({ terminationProtection: false }).stack.terminationProtection).toBe(false);
});

it('is bound to no account and no region, so that nothing has to be looked up', () => {
  const { stack } = deployment();
  expect(stack.environment).toBe('aws://unknown-account/unknown-region');
});

it('says what to do next', () => {
  const told = Object.fromEntries(Object.entries(prod.outputs).map(([name, { Value }]) => [name, shown(Value)]));
  expect(told).toEqual({
    ApiUrl: '<ApiGateway.ApiEndpoint>',
    ApiEndpoint: '<ApiGateway.ApiEndpoint>',
    HookUrl: '<ApiGateway.ApiEndpoint>/hooks/{workspace}/{source}',
    AdminKeyParameter: '/quarterdeck/prod/admin',
    AdminKeyMake: expect.stringMatching(
      /^aws ssm put-parameter --type SecureString --name \/quarterdeck\/prod\/admin --value "qd_admin_\$\(node -p /,
    ),
    AdminKeyRead:
      'aws ssm get-parameter --with-decryption --name /quarterdeck/prod/admin --query Parameter.Value --output text',
    DnsRecord1: '<MailIdentity.DkimDNSTokenName1> CNAME <MailIdentity.DkimDNSTokenValue1>',
    DnsRecord2: '<MailIdentity.DkimDNSTokenName2> CNAME <MailIdentity.DkimDNSTokenValue2>',
    DnsRecord3: '<MailIdentity.DkimDNSTokenName3> CNAME <MailIdentity.DkimDNSTokenValue3>',
    AlarmTopic: '<AlarmsTopic>',
    DashboardUrl:
      'https://<Region>.console.aws.amazon.com/cloudwatch/home?region=<Region>#dashboards/dashboard/Quarterdeck-prod-<Region>',
    DeliveriesTable: '<TablesDeliveries>',
    RecordsTable: '<TablesRecords>',
    ReviewsTable: '<TablesReviews>',
  });
  for (const { Description } of Object.values(prod.outputs)) expect(Description).toMatch(/^[A-Z].+[.>]/);
});

it('says where the admin key is that Secrets Manager keeps', () => {
  const { outputs } = synthesised({ stage: 'test', secrets: 'secretsmanager' });
  const told = Object.entries(outputs).filter(([name]) => name.startsWith('AdminKey'));
  expect(Object.fromEntries(told.map(([name, { Value }]) => [name, Value]))).toEqual({
    AdminKeySecret: '/quarterdeck/test/admin',
    AdminKeyMake: expect.stringMatching(
      /^aws secretsmanager create-secret --name \/quarterdeck\/test\/admin --secret-string "qd_admin_\$\(node -p /,
    ),
    AdminKeyRead:
      'aws secretsmanager get-secret-value --secret-id /quarterdeck/test/admin --query SecretString --output text',
  });
});

it('leads hooks and links through what stands in front', () => {
  const front = synthesised({ publicUrl: 'https://kpis.acme.example' });
  expect(front.outputs.HookUrl?.Value).toBe('https://kpis.acme.example/hooks/{workspace}/{source}');
  for (const [, { Properties }] of front.of('AWS::Lambda::Function'))
    expect(Properties).toMatchObject({
      Environment: { Variables: { QUARTERDECK_PUBLIC_URL: 'https://kpis.acme.example' } },
    });
});

it('holds no secret, neither as a value nor as a parameter that CloudFormation would read', () => {
  const text = JSON.stringify(prod.template.toJSON());
  // The only word of a key is the command that makes one.
  expect(text.match(/qd_\w+/g)).toEqual(['qd_admin_']);
  expect(text).not.toMatch(/\{\{resolve:|SecretString|AKIA|whsec_/);
  for (const type of ['AWS::SSM::Parameter', 'AWS::SecretsManager::Secret']) expect(prod.of(type)).toEqual([]);
  expect(prod.template.toJSON().Parameters).toEqual({
    BootstrapVersion: expect.objectContaining({ Type: 'AWS::SSM::Parameter::Value<String>' }),
  });
});
