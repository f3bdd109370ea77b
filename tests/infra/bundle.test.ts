import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions, bundling } from '../../infra/bundle.ts';
import { type SecretsService, secretsServices } from '../../infra/constructs/secrets.ts';
import { gatewayEvent } from '../../infra/local/http/gateway.ts';
import { flatten, languages } from '../../lambdas/rendering/language/messages.ts';
import { type Answer, json, startStandIn } from '../adapters/standIn.ts';
import { type RunningFunction, startFunction } from '../support/cloud/function.ts';
import { answerSecretsManager } from '../support/cloud/secretsmanager.ts';

const functions = ['api', 'feedback', 'mail', 'receive', 'review', 'schedule', 'translate'];

let folder: string;
let sizes: ReadonlyMap<string, number>;
/** Sizes, by the service that keeps secrets. */
const bundled: Partial<Record<SecretsService, ReadonlyMap<string, number>>> = {};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'quarterdeck-bundles-'));
  for (const service of secretsServices) bundled[service] = await bundleFunctions(path.join(folder, service), service);
  sizes = bundled.ssm ?? new Map();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('bundles each of the seven functions', () => {
  expect([...sizes.keys()]).toEqual(functions);
});

const kilobyte = 1000;

/** The DynamoDB client with the commands that taking a webhook in takes, whole, bundled as the functions are: in bytes. */
const clientAlone = async (): Promise<number> => {
  const contents =
    "import { DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';" +
    'export const client = new DynamoDBClient(); export const commands = [GetItemCommand, PutItemCommand, UpdateItemCommand];';
  const { metafile } = await build({
    ...bundling,
    plugins: [],
    stdin: { contents, resolveDir: path.resolve(import.meta.dirname, '../..') },
    write: false,
    outdir: folder,
  });
  const [output] = Object.values(metafile.outputs);
  return output?.bytes ?? Number.NaN;
};

it('keeps what answers a webhook small, for Kommo waits two seconds, a cold start included', async () => {
  const receive = sizes.get('receive') ?? Number.NaN;
  expect(receive).toBeLessThanOrEqual(520 * kilobyte);
  expect(receive / (await clientAlone())).toBeLessThanOrEqual(1.6);
});

it.each(secretsServices)('holds what keeps secrets in %s, and no other client for it', async (service) => {
  const { [service]: made = new Map() } = bundled;
  expect(made.get('receive')).toBeLessThanOrEqual(520 * kilobyte);
  for (const name of ['receive', 'mail', 'api']) {
    const code = await readFile(path.join(folder, service, name, 'index.mjs'), 'utf8');
    const clients = { ssm: code.includes('GetParameter'), secretsmanager: code.includes('GetSecretValue') };
    expect(clients, name).toEqual({ ssm: false, secretsmanager: false, [service]: true });
  }
});

it('keeps what mails a review small, templates and texts included', () => {
  expect(sizes.get('mail')).toBeLessThanOrEqual(800 * kilobyte);
});

describe('a function that was bundled for Secrets Manager', () => {
  const values = new Map<string, string>();
  /** Secrets Manager, and a database in which there is nothing. */
  const answer: Answer = (received, response, request) =>
    String(received.headers['x-amz-target']).startsWith('secretsmanager.')
      ? answerSecretsManager(values)(received, response, request)
      : json(response, 200, {});

  /** Starts `api`, has it work with a service of this process, and stops it. */
  const withApi = async (secrets: string, work: (api: RunningFunction) => Promise<void>): Promise<void> => {
    const service = await startStandIn(answer);
    try {
      const api = await startFunction('api', path.join(folder, 'secretsmanager', 'api'), {
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_ENDPOINT_URL: service.url,
        ...Object.fromEntries(
          ['DELIVERIES_TABLE', 'RECORDS_TABLE', 'REVIEWS_TABLE', 'REVIEW_QUEUE_URL', 'MAIL_QUEUE_URL'].map((name) => [
            `QUARTERDECK_${name}`,
            name,
          ]),
        ),
        QUARTERDECK_PUBLIC_URL: 'https://kpis.acme.example',
        QUARTERDECK_SECRETS: secrets,
      });
      await work(api).finally(() => api.stop());
    } finally {
      await service.stop();
    }
  };

  const ask = (
    api: RunningFunction,
    target = '/v1/workspaces/acme',
  ): Promise<{ readonly statusCode: number; readonly body: string }> =>
    api.invoke(
      gatewayEvent(
        {
          method: 'GET',
          target,
          headers: { host: ['api.example'], authorization: ['Bearer wrong'] },
          body: Buffer.alloc(0),
          sourceIp: '198.51.100.7',
          httpVersion: '1.1',
        },
        Date.now(),
      ),
    );

  it('keeps the admin key there, made at the first request', async () => {
    await withApi('secretsmanager:/quarterdeck/prod', async (api) => {
      expect(await ask(api)).toMatchObject({ statusCode: 401 });
    });
    expect([...values]).toEqual([['/quarterdeck/prod/admin', expect.stringMatching(/^qd_admin_[\w-]{43}$/)]]);
  });

  it('speaks every language that there are messages of', async () => {
    await withApi('secretsmanager:/quarterdeck/prod', async (api) => {
      const names = Object.entries(languages).map(async ([tag, tree]) => {
        const { body } = await ask(api, `/v1/kpis?locale=${tag}`);
        expect(JSON.parse(body), tag).toMatchObject({
          kpis: expect.arrayContaining([
            expect.objectContaining({ id: 'winRate', name: flatten(tree).get('kpis.winRate.name') ?? 'Win rate' }),
          ]),
        });
      });
      await Promise.all(names);
    });
  });

  it('says what to do where it is told of another place', async () => {
    await expect(withApi('ssm:/quarterdeck/prod', () => expect.fail('It runs.'))).rejects.toThrow(
      'This bundle reads secrets from secretsmanager only: deploy again.',
    );
  });
});
