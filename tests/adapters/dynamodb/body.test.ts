import { deflateRawSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { largestBody, readBody, writeBody } from '../../../lambdas/adapters/dynamodb/body.ts';
import { createClient } from '../../../lambdas/adapters/dynamodb/client.ts';
import { json, type StandIn, startStandIn } from '../standIn.ts';

let standIn: StandIn | undefined;
const databaseOf = async (answer: unknown) => {
  standIn = await startStandIn((_, response) => json(response, 200, answer));
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return createClient({ endpoint: standIn.url, region: 'eu-west-1', credentials });
};
afterEach(async () => {
  await standIn?.stop();
});

const part = (index: number) => ({ pk: 'p', sk: `part ${index}` });
const head = { pk: { S: 'p' }, sk: { S: 'head' } };

describe('a body', () => {
  it.each([
    ['as it is when the item fits into a write unit', 'a'.repeat(900), 100, false],
    ['deflated when it then fits', 'a'.repeat(900), 150, true],
    ['deflated when that saves one of several', 'a'.repeat(1024 * 8), 0, true],
    ['as it is when deflating saves none', '\u0001\u0007\u0003qz!', 1024 * 4, false],
  ])('is stored %s', async (_, text, beside, deflated) => {
    const client = await databaseOf({});
    const body = new TextEncoder().encode(text);
    const item = await writeBody(client, 'T', body, part, { beside });
    expect(item.z?.BOOL === true).toBe(deflated);
    expect(Buffer.from(await readBody(client, 'T', item, part)).equals(body)).toBe(true);
    expect(standIn?.received).toEqual([]);
  });

  it('is not read without one of its parts', async () => {
    const client = await databaseOf({});
    await expect(readBody(client, 'T', { ...head, m: { N: '2' } }, part)).rejects.toThrow(
      'Part 0 of the body of p / head',
    );
  });

  it('is not inflated beyond what was ever stored', async () => {
    const client = await databaseOf({});
    const item = (size: number) => ({ ...head, z: { BOOL: true }, b: { B: deflateRawSync(Buffer.alloc(size)) } });
    expect(await readBody(client, 'T', item(largestBody), part)).toHaveLength(largestBody);
    await expect(readBody(client, 'T', item(largestBody + 1), part)).rejects.toThrow(RangeError);
  });
});
