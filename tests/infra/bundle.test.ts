import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleFunctions, bundling } from '../../infra/bundle.ts';

const functions = ['api', 'feedback', 'mail', 'receive', 'review', 'schedule', 'translate'];

let folder: string;
let sizes: ReadonlyMap<string, number>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'quarterdeck-bundles-'));
  sizes = await bundleFunctions(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('bundles each of the seven functions', () => {
  expect([...sizes.keys()]).toEqual(functions);
});

const kilobyte = 1000;

/** The DynamoDB client with the commands that taking a webhook in takes, bundled as the functions are: in bytes. */
const clientAlone = async (): Promise<number> => {
  const contents =
    "import { DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';" +
    'export const client = new DynamoDBClient(); export const commands = [GetItemCommand, PutItemCommand, UpdateItemCommand];';
  const { metafile } = await build({
    ...bundling,
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

it('keeps what mails a review small, templates and texts included', () => {
  expect(sizes.get('mail')).toBeLessThanOrEqual(800 * kilobyte);
});
