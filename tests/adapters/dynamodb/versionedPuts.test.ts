import type { BatchStatementResponse, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import { placed } from '../../../lambdas/adapters/dynamodb/items.ts';
import { createVersionedPuts } from '../../../lambdas/adapters/dynamodb/versionedPuts.ts';

/** The requests of a client, by the keys that they name, and what it is answered to each of them in turn. */
const clientOf = (...answers: readonly (readonly (string | undefined)[] | Error)[]) => {
  const requests: string[][] = [];
  const send = async ({ input }: { input: { Statements?: readonly { Parameters: readonly { S?: string }[] }[] } }) => {
    requests.push(
      (input.Statements ?? []).map(({ Parameters }) => Parameters.find(({ S = 'pk' }) => S !== 'pk')?.S ?? ''),
    );
    const answer = answers[requests.length - 1] ?? [];
    if (answer instanceof Error) throw answer;
    const Responses = (input.Statements ?? []).map((_, place): BatchStatementResponse => {
      const Code = answer[place] as never;
      return Code === undefined ? {} : { Error: { Code, Message: 'told' } };
    });
    return { Responses };
  };
  return { client: { send } as unknown as DynamoDBClient, requests };
};

const item = (sk: string) => placed({ pk: 'pk', sk });
const outcome = (written: Promise<boolean>): Promise<boolean | string> =>
  written.catch((error: Error) => error.message);

describe('versions that are written in one go', () => {
  it('are in one request, of which each is told what became of it', async () => {
    const { client, requests } = clientOf([undefined, 'ConditionalCheckFailed', 'DuplicateItem', 'ValidationError']);
    const put = createVersionedPuts(client, 'records');
    const all = await Promise.all(['1', '2', '3', '4'].map((sk, version) => outcome(put(item(sk), version % 2))));
    expect(all).toEqual([true, false, false, 'DynamoDB did not write an item of records: ValidationError, told']);
    expect(requests).toEqual([['1', '2', '3', '4']]);
  });

  it('are asked for again where they were throttled, and only those', async () => {
    const { client, requests } = clientOf([undefined, 'ThrottlingError', 'TransactionConflict'], ['DuplicateItem']);
    const put = createVersionedPuts(client, 'records');
    expect(await Promise.all(['1', '2', '3'].map((sk) => put(item(sk), 0)))).toEqual([true, false, true]);
    expect(requests).toEqual([
      ['1', '2', '3'],
      ['2', '3'],
    ]);
  });

  it('are given up where they are throttled for good', async () => {
    vi.useFakeTimers();
    const put = createVersionedPuts(
      clientOf(...Array.from({ length: 8 }, () => ['InternalServerError'])).client,
      'records',
    );
    const all = Promise.all(['1', '2'].map((sk) => outcome(put(item(sk), 0))));
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    expect(await all).toEqual([expect.stringMatching('in 8 attempts'), true]);
  });

  it('are not taken for written where nothing is told of them', async () => {
    const client = { send: async () => ({}) } as unknown as DynamoDBClient;
    const put = createVersionedPuts(client, 'records');
    expect(await Promise.all(['1', '2'].map((sk) => outcome(put(item(sk), 0))))).toEqual([
      expect.stringContaining('0 of 2'),
      expect.stringContaining('0 of 2'),
    ]);
  });

  it('are fewer a request where they are large', async () => {
    const { client, requests } = clientOf();
    const put = createVersionedPuts(client, 'records');
    const large = { s: { S: 'x'.repeat(390 * 1024) } };
    await Promise.all(Array.from({ length: 7 }, (_, index) => put({ ...item(String(index)), ...large }, 0)));
    expect(requests.map(({ length }) => length)).toEqual([3, 3, 0]);
  });

  it('fail together where the request does', async () => {
    const put = createVersionedPuts(clientOf(new Error('cut off')).client, 'records');
    expect(await Promise.all(['1', '2'].map((sk) => outcome(put(item(sk), 0))))).toEqual(['cut off', 'cut off']);
  });

  it('are 25 a request at most, and of one item one', async () => {
    const { client, requests } = clientOf();
    const put = createVersionedPuts(client, 'records');
    const names = Array.from({ length: 60 }, (_, index) => String(index));
    await Promise.all([...names, '7', '7'].map((sk) => put(item(sk), 0)));
    expect(requests.slice(0, 3).map(({ length }) => length)).toEqual([25, 25, 10]);
    expect(new Set(requests.slice(0, 3).flat())).toEqual(new Set(names));
    // What is left of one item goes by itself, as any single version does.
    expect(requests.slice(3)).toEqual([[], []]);
  });
});
