import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createQueue } from '../../../lambdas/adapters/sqs/queue.ts';
import { type Answer, json, type StandIn, startStandIn, stubCredentials } from '../standIn.ts';

interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
  readonly DelaySeconds: number;
}

interface Message {
  readonly number: number;
  readonly text?: string;
}

const taken = ({ Id, MessageBody }: Entry) => ({
  Id,
  MessageId: Id,
  MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
});

let sqs: StandIn;
let batches: Entry[][];
/** Whether the queue takes an entry the so-manieth time it comes, counted from 1; else the code it fails with. */
let fate: (entry: Entry, time: number) => { code: string; sender: boolean } | undefined;

const answer: Answer = ({ body }, response) => {
  const { Entries } = JSON.parse(body) as { Entries: Entry[] };
  batches.push(Entries);
  const timesSeen = ({ MessageBody }: Entry) =>
    batches.flat().filter((each) => each.MessageBody === MessageBody).length;
  const fates = Entries.map((entry) => ({ entry, failure: fate(entry, timesSeen(entry)) }));
  json(response, 200, {
    Successful: fates.filter(({ failure }) => !failure).map(({ entry }) => taken(entry)),
    Failed: fates.flatMap(({ entry, failure }) =>
      failure ? [{ Id: entry.Id, Code: failure.code, SenderFault: failure.sender, Message: 'no' }] : [],
    ),
  });
};

const messages = (count: number): Message[] => Array.from({ length: count }, (_, number) => ({ number }));
const sent = (): Message[] => batches.flat().map(({ MessageBody }) => JSON.parse(MessageBody) as Message);

beforeAll(async () => {
  sqs = await startStandIn(answer);
  stubCredentials();
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', sqs.url);
});
afterAll(() => sqs.stop());
beforeEach(() => {
  batches = [];
  fate = () => undefined;
});

const queue = () => createQueue<Message>(`${sqs.url}/000000000000/review`);

describe('a queue', () => {
  it('sends messages in tens, in their order', async () => {
    await queue().add(messages(23));
    expect(batches.map(({ length }) => length)).toEqual([10, 10, 3]);
    expect(sent()).toEqual(messages(23));
  });

  it('sends nothing when there is nothing', async () => {
    await queue().add([]);
    expect(batches).toEqual([]);
  });

  it('keeps a batch below 256 KiB', async () => {
    const large = Array.from({ length: 5 }, (_, number) => ({ number, text: 'x'.repeat(100 * 1024) }));
    await queue().add(large);
    expect(batches.map(({ length }) => length)).toEqual([2, 2, 1]);
    expect(sent()).toEqual(large);
  });

  it('delays by what is asked for, 900 seconds at most', async () => {
    await queue().add(messages(1));
    await queue().add(messages(1), 60);
    await queue().add(messages(1), 3600);
    expect(batches.flat().map(({ DelaySeconds }) => DelaySeconds)).toEqual([0, 60, 900]);
  });

  it('sends again what could not be taken, and only that', async () => {
    fate = ({ Id }, time) => (Number(Id) % 3 === 0 && time < 3 ? { code: 'InternalError', sender: false } : undefined);
    await queue().add(messages(10));
    expect(batches.map((batch) => batch.map(({ Id }) => Id).join(''))).toEqual(['0123456789', '0369', '0369']);
  });

  it('says so when messages are not taken in the end', async () => {
    fate = ({ Id }) => (Id === '1' ? { code: 'InternalError', sender: false } : undefined);
    await expect(queue().add(messages(3))).rejects.toThrow('1 of 3 messages: InternalError');
    expect(batches).toHaveLength(5);
  });

  it('gives up at once on what never will be taken', async () => {
    fate = ({ Id }) => (Id === '1' ? { code: 'InvalidMessageContents', sender: true } : undefined);
    await expect(queue().add(messages(3))).rejects.toThrow('InvalidMessageContents');
    expect(batches).toHaveLength(1);
  });
});
