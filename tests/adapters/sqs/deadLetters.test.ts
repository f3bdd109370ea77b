import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { close, listen } from '../../../infra/local/listen.ts';
import type { DeadLetter } from '../../../infra/local/queue.ts';
import { createSqsServer, deadLetterQueueName, queueUrl } from '../../../infra/local/sqs.ts';
import type { DeadLetters } from '../../../lambdas/domain/ports.ts';
import { type Answer, json, type StandIn, startStandIn, stubCredentials } from '../standIn.ts';

let sqs: StandIn | undefined;

beforeEach(stubCredentials);
afterEach(async () => {
  vi.unstubAllEnvs();
  await sqs?.stop();
  sqs = undefined;
});

const deadLettersAt = async (endpoint: string, urls: string | undefined): Promise<DeadLetters> => {
  vi.resetModules();
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', endpoint);
  const { createDeadLetters } = await import('../../../lambdas/adapters/sqs/deadLetters.ts');
  return createDeadLetters(urls);
};

describe('dead-letter queues', () => {
  const url = 'https://sqs.eu-west-1.amazonaws.com/123456789012/dead';
  const arn = 'arn:aws:sqs:eu-west-1:123456789012:dead';
  const look = async (answer: Answer) => {
    sqs = await startStandIn(answer);
    const own = `${sqs.url}/123456789012/dead`;
    return (await deadLettersAt(sqs.url, own)).look(own);
  };

  it('are those that are listed, with commas between them', async () => {
    const { queues } = await deadLettersAt('http://127.0.0.1:1', `${url}, https://sqs.example/1/other,`);
    expect(queues).toEqual([url, 'https://sqs.example/1/other']);
    expect((await deadLettersAt('http://127.0.0.1:1', undefined)).queues).toEqual([]);
  });

  it('say how many messages they hold', async () => {
    const found = await look((_, response) => {
      response.setHeader('x-amzn-requestid', '0d6f2a38-4a2c-4a1f-9c3c-6f0a3c1d2b5e');
      json(response, 200, { Attributes: { ApproximateNumberOfMessages: '3', QueueArn: arn } });
    });
    expect(found).toEqual({ arn, messages: 3, standIn: false });
    expect(JSON.parse(sqs?.received[0]?.body ?? '')).toEqual({
      QueueUrl: `${sqs?.url}/123456789012/dead`,
      AttributeNames: ['ApproximateNumberOfMessages', 'QueueArn'],
    });
  });

  it('that do not say it are an error, not empty', async () => {
    await expect(look((_, response) => json(response, 200, { Attributes: {} }))).rejects.toThrow('how many messages');
  });

  it('that may not be asked are an error with the reason', async () => {
    const refused: Answer = (_, response) =>
      json(response, 403, {
        __type: 'AccessDeniedException',
        message: 'not authorized to perform: sqs:GetQueueAttributes',
      });
    await expect(look(refused)).rejects.toThrow('sqs:GetQueueAttributes');
  });
});

it('those of the local queues are counted, and known as stand-ins', async () => {
  const letter: DeadLetter = { queue: 'mail', messageId: 'm', body: '{}', receives: 5, reason: 'no', diedAt: 0 };
  const queue = (name: string, dead: readonly DeadLetter[]) => ({
    name,
    dead,
    send: () => '',
    comeBack: () => false,
    stop: () => {},
  });
  const server = createSqsServer([queue('review', []), queue('mail', [letter, letter])]);
  const port = await listen(server, 0, '127.0.0.1');
  const urls = ['review', 'mail'].map((name) => queueUrl(port, deadLetterQueueName(name)));
  const deadLetters = await deadLettersAt(`http://127.0.0.1:${port}`, urls.join(','));
  expect(await Promise.all(deadLetters.queues.map(deadLetters.look))).toEqual([
    { arn: 'arn:aws:sqs:us-east-1:000000000000:review-dead', messages: 0, standIn: true },
    { arn: 'arn:aws:sqs:us-east-1:000000000000:mail-dead', messages: 2, standIn: true },
  ]);
  await close(server);
});
