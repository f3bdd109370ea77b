import { describe, expect, it, onTestFinished } from 'vitest';
import { createActivity } from '../../infra/local/activity.ts';
import { createStreamMapping } from '../../infra/local/streamMapping.ts';
import { openStreamReader, type StreamReaderSettings } from '../../infra/local/streamReader.ts';
import { until } from './harness.ts';
import { type MadeUpShard, shardOf, startMadeUpStream } from './streamStandIn.ts';

/** A reader of a made-up stream, and the sort keys of what its function was called with. */
const readerOf = async (shards: MadeUpShard[], more: Partial<StreamReaderSettings> = {}) => {
  const stream = await startMadeUpStream(...shards);
  const activity = createActivity();
  const handled: string[] = [];
  const troubles: string[] = [];
  const mapping = createStreamMapping({
    random: () => 1,
    onLost: () => {},
    handler: async ({ Records }) => {
      handled.push(...Records.map(({ dynamodb }) => dynamodb?.Keys?.sk?.S ?? ''));
      return undefined;
    },
  });
  const source = await openStreamReader({
    arn: 'arn:aws:dynamodb:us-east-1:000000000000:table/deliveries/stream/2026-11-03T00:00:00.000',
    settings: {
      endpoint: stream.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    },
    mapping,
    activity,
    onTrouble: (text) => troubles.push(text),
    restInMilliseconds: 5,
    shortRestInMilliseconds: 5,
    lookInMilliseconds: 20,
    retryInMilliseconds: 5,
    ...more,
  });
  onTestFinished(async () => {
    source.stop();
    await stream.stop();
  });
  const seen = (...keys: string[]) =>
    until(
      `${keys.join(' ')} handed over`,
      () => keys.every((key) => handled.includes(key)),
      5000,
      () => handled.join(' '),
    );
  const put = (sk: string) => source.putting({ pk: { S: 'acme' }, sk: { S: sk } });
  return { stream, source, handled, troubles, seen, put, idle: () => activity.idle() };
};

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

describe('reading a stream', () => {
  it('begins with what is put from now on, and takes page after page in order', async () => {
    const shard = shardOf('s1', ['1', '2']);
    const { handled, seen } = await readerOf([shard]);
    shard.inserted.push(...numbers(3, 12));
    await seen('12');
    expect(handled).toEqual(numbers(3, 12));
  });

  it('reads every open shard, and none that was closed before', async () => {
    const shards = [
      shardOf('s1', ['1'], { closed: true }),
      ...['s2', 's3', 's4'].map((id) => shardOf(id, ['2'], { parent: 's1' })),
    ];
    const { handled, seen } = await readerOf(shards);
    shards.slice(1).forEach(({ inserted }, index) => {
      inserted.push(String(10 + index));
    });
    await seen('10', '11', '12');
    expect(handled.toSorted()).toEqual(['10', '11', '12']);
  });

  it('reads a shard that splits off from its beginning, and only after the one it comes from', async () => {
    const parent = shardOf('s1');
    const { stream, handled, seen } = await readerOf([parent]);
    // Listed before what it comes from, two generations at once.
    stream.shards.unshift(
      shardOf('s3', numbers(30, 34), { parent: 's2' }),
      shardOf('s2', numbers(20, 24), { parent: 's1', closed: true }),
    );
    await until('the new shards were seen', () => stream.asked().filter((one) => one === 'DescribeStream').length > 6);
    expect(handled).toEqual([]);
    parent.inserted.push(...numbers(10, 14));
    parent.closed = true;
    await seen('34');
    expect(handled).toEqual([...numbers(10, 14), ...numbers(20, 24), ...numbers(30, 34)]);
  });

  it('goes on where it was when its place was not asked for too long', async () => {
    const shard = shardOf('s1');
    const { stream, handled, troubles, seen } = await readerOf([shard]);
    shard.inserted.push('1', '2', '3');
    await seen('3');
    stream.fail('ExpiredIteratorException');
    shard.inserted.push('4', '5');
    await seen('5');
    expect(handled).toEqual(['1', '2', '3', '4', '5']);
    expect(troubles).toEqual([]);
  });

  it('reads all there is rather than lose something when it knows no place to go on from', async () => {
    const shard = shardOf('s1', ['1']);
    const { stream, handled, seen } = await readerOf([shard]);
    stream.fail('ExpiredIteratorException');
    shard.inserted.push('2');
    await seen('2');
    expect(new Set(handled)).toEqual(new Set(['1', '2']));
  });

  it('goes on with the oldest that is left when its place was thrown away', async () => {
    const shard = shardOf('s1');
    const { stream, handled, seen } = await readerOf([shard]);
    shard.inserted.push('1');
    await seen('1');
    stream.fail('ExpiredIteratorException');
    shard.inserted.push('2', '3', '4');
    shard.trimmed = 2;
    await seen('4');
    expect(handled.slice(-2)).toEqual(['3', '4']);
  });

  it('says once that the stream cannot be read, and reads on', async () => {
    const shard = shardOf('s1');
    const { stream, handled, troubles, seen } = await readerOf([shard]);
    shard.inserted.push('1');
    await seen('1');
    for (let time = 0; time < 3; time += 1) stream.fail('LimitExceededException');
    shard.inserted.push('2');
    await seen('2');
    expect(handled).toEqual(['1', '2']);
    expect(troubles).toEqual([expect.stringContaining('cannot be read')]);
  });

  it('fails to open where there is no such stream', async () => {
    const { stream } = await readerOf([shardOf('s1')]);
    await stream.stop();
    await expect(
      openStreamReader({
        arn: 'arn:none',
        settings: { endpoint: stream.url, region: 'us-east-1', maxAttempts: 1 },
        mapping: { deliver: async () => {}, stop: () => {} },
        activity: createActivity(),
        onTrouble: () => {},
      }),
    ).rejects.toThrow();
  });
});

describe('who waits until everything is done', () => {
  it('waits from before a put until the stream has told of it and it was handed over', async () => {
    const shard = shardOf('s1');
    const { handled, troubles, put, idle } = await readerOf([shard], { patienceInMilliseconds: 5000 });
    const done = put('1');
    const waited = idle().then(() => [...handled]);
    done(true);
    shard.inserted.push('1');
    expect(await waited).toEqual(['1']);
    expect(troubles).toEqual([]);
  });

  it('waits although the stream is quicker than the answer to the put', async () => {
    const shard = shardOf('s1');
    const { seen, troubles, put, idle } = await readerOf([shard], { patienceInMilliseconds: 5000 });
    const done = put('1');
    shard.inserted.push('1');
    await seen('1');
    done(true);
    await idle();
    expect(troubles).toEqual([]);
  });

  it('does not wait for what was not put, nor for a part of a large body', async () => {
    const { put, idle } = await readerOf([shardOf('s1')]);
    put('1')(false);
    put('part#00#1')(true);
    await idle();
  });

  it('does not wait for ever: a stream that does not tell is left to the next tick, which is said', async () => {
    const { put, idle, troubles } = await readerOf([shardOf('s1')], { patienceInMilliseconds: 50 });
    put('1')(true);
    put('2')(true);
    await idle();
    expect(troubles).toEqual([expect.stringContaining('the next tick finds it')]);
  });
});
