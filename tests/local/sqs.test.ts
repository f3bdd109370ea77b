import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  type QueueAttributeName,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { close, listen } from '../../infra/local/listen.ts';
import type { LocalQueue } from '../../infra/local/queue.ts';
import { createSqsServer, queueUrl } from '../../infra/local/sqs.ts';

describe('the SQS endpoint, asked by the SDK', () => {
  let client: SQSClient;
  let url: string;
  let sent: { body: string; delaySeconds: number | undefined }[];
  let asked: [receipt: string, afterSeconds: number][];

  beforeEach(async () => {
    sent = [];
    asked = [];
    const queue: LocalQueue = {
      name: 'mail',
      dead: [],
      stop: () => {},
      send: (body, delaySeconds) => {
        sent.push({ body, delaySeconds });
        return `id-${sent.length}`;
      },
      comeBack: (receipt, afterSeconds) => {
        asked.push([receipt, afterSeconds]);
        return receipt === 'in flight';
      },
    };
    const server = createSqsServer([queue]);
    const port = await listen(server, 0, '127.0.0.1');
    url = queueUrl(port, 'mail');
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    client = new SQSClient({ endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials, maxAttempts: 1 });
    onTestFinished(async () => {
      client.destroy();
      await close(server);
    });
  });

  it('takes a message; the SDK finds its checksum to be right', async () => {
    const answer = await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'olá ☕', DelaySeconds: 5 }));
    expect(answer.MessageId).toBe('id-1');
    expect(sent).toEqual([{ body: 'olá ☕', delaySeconds: 5 }]);
  });

  it('takes a batch, each message with its own id', async () => {
    const Entries = ['a', 'b'].map((body, index) => ({ Id: String(index), MessageBody: body }));
    const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    expect(answer.Successful?.map(({ Id, MessageId }) => [Id, MessageId])).toEqual([
      ['0', 'id-1'],
      ['1', 'id-2'],
    ]);
    expect(sent.map(({ body }) => body)).toEqual(['a', 'b']);
  });

  it('has a message that is being worked on come again later, and no other', async () => {
    const change = (ReceiptHandle: string, VisibilityTimeout: number) =>
      client.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout }));
    await change('in flight', 60);
    await expect(change('long done', 240)).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
    await expect(change('in flight', 43_201)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    expect(asked).toEqual([
      ['in flight', 60],
      ['long done', 240],
    ]);
  });

  it('tells what of a dead-letter queue is asked for, all of it when all is', async () => {
    const ask = (...AttributeNames: QueueAttributeName[]) =>
      client.send(new GetQueueAttributesCommand({ QueueUrl: `${url}-dead`, AttributeNames }));
    const QueueArn = 'arn:aws:sqs:us-east-1:000000000000:mail-dead';
    expect((await ask('QueueArn')).Attributes).toEqual({ QueueArn });
    expect((await ask('All')).Attributes).toEqual({ QueueArn, ApproximateNumberOfMessages: '0' });
    await expect(ask('Policy')).rejects.toMatchObject({ name: 'InvalidAttributeName' });
  });

  it.each([
    [
      'a queue that there is not',
      () => new SendMessageCommand({ QueueUrl: url.replace('mail', 'post'), MessageBody: 'a' }),
      'QueueDoesNotExist',
    ],
    [
      'more than 15 minutes of delay',
      () => new SendMessageCommand({ QueueUrl: url, MessageBody: 'a', DelaySeconds: 901 }),
      'InvalidParameterValue',
    ],
    [
      'more than ten at a time',
      () =>
        new SendMessageBatchCommand({
          QueueUrl: url,
          Entries: Array.from({ length: 11 }, (_, index) => ({ Id: String(index), MessageBody: 'a' })),
        }),
      'TooManyEntriesInBatchRequest',
    ],
    [
      'an id that comes twice',
      () => new SendMessageBatchCommand({ QueueUrl: url, Entries: ['a', 'a'].map((Id) => ({ Id, MessageBody: Id })) }),
      'BatchEntryIdsNotDistinct',
    ],
    ['an empty batch', () => new SendMessageBatchCommand({ QueueUrl: url, Entries: [] }), 'InvalidParameterValue'],
  ])('refuses %s', async (_, command, name) => {
    const request: Promise<unknown> = client.send(command() as SendMessageCommand);
    await expect(request).rejects.toMatchObject({ name });
    expect(sent).toEqual([]);
  });
});
