import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { App } from 'aws-cdk-lib';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import cdk from '../../cdk.json' with { type: 'json' };
import { readOptions } from '../../infra/context.ts';
import { firewallOf } from '../../infra/deployment.ts';

const read = (context: Record<string, unknown>, region?: string) => readOptions((name) => context[name], region);

const mistakes = (context: Record<string, unknown>): readonly string[] => {
  const result = read({ mailDomain: 'acme.example', ...context });
  return 'mistakes' in result ? result.mistakes : [];
};

const webAcl = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/quarterdeck/473e64fd-f30b-4765-81a0-62ad96dd167a';
const stream = 'arn:aws:dynamodb:eu-west-1:111122223333:table/restored/stream/2026-11-01T00:00:00.000';

describe('what is passed with -c', () => {
  it('needs no more than the mail domain', () => {
    expect(read({ mailDomain: 'acme.example' })).toEqual({
      options: { mailDomain: 'acme.example', stage: 'prod', identityExists: false, restored: {} },
    });
  });

  it('takes everything that is documented', () => {
    expect(
      read({
        mailDomain: 'kpis.acme.example',
        stage: 'test-2',
        alarmEmail: 'ops@acme.example',
        mailIdentity: 'existing',
        publicUrl: 'https://kpis.acme.example',
        front: webAcl,
        secrets: 'secretsmanager',
        tracing: 'all',
        logDays: '90',
        deliveriesTable: 'restored',
        deliveriesStream: stream,
        reviewsTable: 'restored-reviews',
      }),
    ).toEqual({
      options: {
        mailDomain: 'kpis.acme.example',
        stage: 'test-2',
        alarmEmail: 'ops@acme.example',
        identityExists: true,
        publicUrl: 'https://kpis.acme.example',
        front: webAcl,
        secrets: 'secretsmanager',
        tracing: 'all',
        logRetention: 90,
        restored: { deliveries: { name: 'restored', stream }, reviews: { name: 'restored-reviews' } },
      },
    });
  });

  it('makes the firewall of a stage and nothing else where that is asked for', () => {
    const context = { mailDomain: 'acme.example', front: 'firewall' };
    expect(read(context, 'eu-west-1')).toEqual({ firewallOf: { stage: 'prod', region: 'eu-west-1' } });
    expect(read({ ...context, stage: 'test' }, 'us-gov-west-1')).toEqual({
      firewallOf: { stage: 'test', region: 'us-gov-west-1' },
    });
  });

  it('wants to know the region for the name of a firewall, and for nothing else', () => {
    for (const region of [undefined, 'unknown-region', 'eu west 1'])
      expect(read({ mailDomain: 'acme.example', front: 'firewall' }, region)).toEqual({
        mistakes: [expect.stringMatching(/^The region is not known, .+: set AWS_REGION /)],
      });
    expect(mistakes({ front: webAcl })).toEqual([]);
  });

  it('refuses a stage whose name could be that of the firewall of another', () => {
    const { stackName } = firewallOf(new App({ analyticsReporting: false }), { stage: 'a', region: 'eu-west-1' });
    const stage = stackName.replace(/^Quarterdeck-/, '');
    expect(mistakes({ stage })).toEqual([
      expect.stringMatching(/^"a-eu-west-1-firewall" is no stage: .+ do not end in -firewall, /),
    ]);
    expect(mistakes({ stage: 'firewall' })).toEqual([]);
    expect(mistakes({ stage: 'a-firewall-2' })).toEqual([]);
  });

  it('says which command to run when the mail domain is missing, also when it is passed empty', () => {
    const missing = [
      'mailDomain is missing: pass the domain that reviews are mailed from, as in npx cdk deploy -c mailDomain=acme.example',
    ];
    expect(read({})).toEqual({ mistakes: missing });
    expect(mistakes({ mailDomain: '' })).toEqual(missing);
  });

  it('tells every mistake at once, each with what to pass', () => {
    const told = mistakes({
      mailDomain: 'Acme',
      stage: 'Prod',
      alarmEmail: 'ops',
      publicUrl: 'http://x/',
      logDays: '4',
    });
    expect(told.map((mistake) => mistake.split(':')[0])).toEqual([
      '"Acme" is no mailDomain',
      '"Prod" is no stage',
      '"ops" is no alarmEmail',
      '"http',
      '"4" is no logDays',
    ]);
    for (const mistake of told) expect(mistake).toMatch(/: pass .+[.]$/);
  });

  it('refuses a name that nothing reads, and says which is near: left out, a restored table would be exchanged', () => {
    const told = (...names: string[]): readonly string[] => {
      const result = readOptions((name) => (name === 'mailDomain' ? 'acme.example' : undefined), '', names);
      return 'mistakes' in result ? result.mistakes : [];
    };
    expect(told('reviewsTabel')).toEqual([
      '"reviewsTabel" is no name that -c knows: pass -c reviewsTable=…, if that is meant.',
    ]);
    expect(told('MAILDOMAIN')).toEqual([expect.stringContaining('pass -c mailDomain=…')]);
    expect(told('colour')).toEqual([
      expect.stringMatching(/^"colour" is no .+: pass one of mailDomain, .+ reviewsTable[.]$/),
    ]);
    expect(told('mailDomain', 'reviewsTable', 'deliveriesStream')).toEqual([]);
  });

  it("lets the CDK's own pass", () => {
    const passed = [
      '@aws-cdk/core:newStyle',
      'aws:cdk:bundling-stacks',
      'aws-cdk:x',
      'availability-zones:account=1:region=r',
    ];
    const result = readOptions((name) => (name === 'mailDomain' ? 'acme.example' : undefined), '', [
      ...passed,
      'acknowledged-issue-numbers',
      'cli-telemetry',
    ]);
    expect(result).toHaveProperty('options');
  });

  it.each([
    [
      'mailDomain',
      [
        'acme',
        'acme.',
        '.example',
        'acme.example.',
        'ana@acme.example',
        'https://acme.example',
        '-a.example',
        'acme.1',
        'ACME.example',
        `${'a'.repeat(64)}.example`,
      ],
    ],
    ['stage', ['', 'Prod', '1st', '-a', 'a_b', 'a'.repeat(21), 'a b', 'prod-firewall', 'a--firewall']],
    ['alarmEmail', ['ops', 'ops@acme', 'a@b.c, d@e.f', 'ops @acme.example']],
    ['mailIdentity', ['true', 'Existing']],
    [
      'publicUrl',
      [
        'acme.example',
        'http://acme.example',
        'https://acme.example/',
        'https://acme.example/?a=1',
        'https://',
        'https://a b',
      ],
    ],
    ['front', ['true', 'cloudfront', webAcl.replace('us-east-1', 'eu-west-1'), webAcl.replace('global', 'regional')]],
    ['secrets', ['secretsManager', 'file', 'ssm,secretsmanager']],
    ['tracing', ['true', 'receive', 'All']],
    ['logDays', ['0', '2', '9999', 'forever']],
    ['recordsTable', ['a', 'no table', 'arn:aws:dynamodb:eu-west-1:1:table/x']],
    ['deliveriesStream', ['restored', 'arn:aws:dynamodb:eu-west-1:111122223333:table/restored']],
  ])('refuses a malformed %s', (name, values) => {
    for (const value of values.filter((one) => one !== '')) {
      expect(mistakes({ [name]: value }), value).toEqual([expect.stringContaining(`is no ${name}: pass `)]);
    }
  });

  it('takes a restored Deliveries table only with its stream, which feeds a function', () => {
    expect(mistakes({ deliveriesTable: 'restored' })).toEqual([expect.stringContaining('-c deliveriesStream=ARN')]);
  });
});

it('ends with the sentence and nothing else when npx cdk finds a mistake', async () => {
  const app = path.resolve(import.meta.dirname, '../../infra/app.ts');
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', app], {
    env: {
      ...process.env,
      CDK_CONTEXT_JSON: JSON.stringify({ ...cdk.context, stage: 'Prod', reviewsTabel: 'restored' }),
    },
  });
  await expect(run).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(
      /^\n"reviewsTabel" is no name [^\n]+\nmailDomain is missing: [^\n]+\n"Prod" is no stage: [^\n]+\n\n$/,
    ),
  });
});

it('sets every feature flag that the CDK recommends, and tells nobody of a synthesis', () => {
  expect(cdk.context).toEqual({ ...recommended, 'cli-telemetry': false });
  expect(cdk).toMatchObject({ versionReporting: false, notices: false });
});
