import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { z } from 'zod/mini';
import { account, region } from './lambda.ts';
import { readBody } from './listen.ts';
import { type LocalQueue, md5 } from './queue.ts';

const limitInBytes = 1024 * 1024;

const delay = z.optional(z.int().check(z.minimum(0), z.maximum(900)));
const sendMessage = z.object({
  QueueUrl: z.string(),
  MessageBody: z.string().check(z.minLength(1)),
  DelaySeconds: delay,
});
const sendMessageBatch = z.object({
  QueueUrl: z.string(),
  Entries: z
    .array(z.object({ Id: z.string(), MessageBody: z.string().check(z.minLength(1)), DelaySeconds: delay }))
    .check(z.minLength(1)),
});

const changeMessageVisibility = z.object({
  QueueUrl: z.string(),
  ReceiptHandle: z.string(),
  VisibilityTimeout: z.int().check(z.minimum(0), z.maximum(43_200)),
});

const getQueueAttributes = z.object({ QueueUrl: z.string(), AttributeNames: z._default(z.array(z.string()), []) });

/** An answer as SQS gives it when it refuses. */
class SqsError extends Error {
  override readonly name = 'SqsError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export const queueUrl = (port: number, name: string): string => `http://127.0.0.1:${port}/${account}/${name}`;

/** Of the queue that holds what a queue has given up on. */
export const deadLetterQueueName = (name: string): string => `${name}-dead`;

/** Reads a request, or answers it as SQS answers what it cannot read. */
const parse = <Shape extends z.ZodMiniType>(shape: Shape, input: unknown): z.output<Shape> => {
  const result = z.safeParse(shape, input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new SqsError('InvalidParameterValue', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`);
};

/** The attributes that a dead-letter queue tells; others are refused. */
const attributesOf = ({ name, dead }: LocalQueue, names: readonly string[]): Record<string, string> => {
  const all: Record<string, string> = {
    QueueArn: `arn:aws:sqs:${region}:${account}:${deadLetterQueueName(name)}`,
    ApproximateNumberOfMessages: String(dead.length),
  };
  const wanted = names.includes('All') ? Object.keys(all) : names;
  return Object.fromEntries(
    wanted.map((attribute) => {
      const value = Object.hasOwn(all, attribute) ? all[attribute] : undefined;
      if (value === undefined) throw new SqsError('InvalidAttributeName', `The local queues do not know ${attribute}.`);
      return [attribute, value];
    }),
  );
};

/**
 * An SQS endpoint for the given queues, speaking AWS JSON 1.0: SendMessage, SendMessageBatch and
 * ChangeMessageVisibility, and GetQueueAttributes of their dead-letter queues. Messages are not received over it: the
 * queue feeds its function itself. Its request ids begin with `local-`: by that it is told from the real one.
 */
export const createSqsServer = (queues: readonly LocalQueue[]): Server => {
  const queueAt = (url: string, nameOf = (name: string): string => name): LocalQueue => {
    const queue = queues.find(({ name }) => url.endsWith(`/${account}/${nameOf(name)}`));
    if (!queue) throw new SqsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  };

  const actions: Record<string, (input: unknown) => unknown> = {
    SendMessage(input) {
      const { QueueUrl, MessageBody, DelaySeconds } = parse(sendMessage, input);
      return { MessageId: queueAt(QueueUrl).send(MessageBody, DelaySeconds), MD5OfMessageBody: md5(MessageBody) };
    },
    SendMessageBatch(input) {
      const { QueueUrl, Entries } = parse(sendMessageBatch, input);
      const queue = queueAt(QueueUrl);
      if (Entries.length > 10) {
        throw new SqsError('TooManyEntriesInBatchRequest', 'Maximum number of entries per request are 10.');
      }
      if (new Set(Entries.map(({ Id }) => Id)).size < Entries.length) {
        throw new SqsError('BatchEntryIdsNotDistinct', 'Two or more batch entries have the same id.');
      }
      return {
        Successful: Entries.map(({ Id, MessageBody, DelaySeconds }) => ({
          Id,
          MessageId: queue.send(MessageBody, DelaySeconds),
          MD5OfMessageBody: md5(MessageBody),
        })),
        Failed: [],
      };
    },
    ChangeMessageVisibility(input) {
      const { QueueUrl, ReceiptHandle, VisibilityTimeout } = parse(changeMessageVisibility, input);
      if (!queueAt(QueueUrl).comeBack(ReceiptHandle, VisibilityTimeout))
        throw new SqsError('ReceiptHandleIsInvalid', 'The input receipt handle is not of a message that is in flight.');
      return {};
    },
    GetQueueAttributes(input) {
      const { QueueUrl, AttributeNames } = parse(getQueueAttributes, input);
      return { Attributes: attributesOf(queueAt(QueueUrl, deadLetterQueueName), AttributeNames) };
    },
  };

  const answer = (target: string, body: Buffer | undefined): unknown => {
    if (!body)
      throw new SqsError('InvalidParameterValue', `One or more parameters are invalid: over ${limitInBytes} bytes.`);
    const name = target.replace(/^AmazonSQS\./, '');
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) throw new SqsError('UnknownOperationException', `The local queues do not know ${target}.`);
    return action(JSON.parse(body.toString()));
  };

  return createServer(async (request, response) => {
    const send = (status: number, content: unknown) => {
      const requestId = `local-${randomUUID()}`;
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': requestId });
      response.end(JSON.stringify(content));
    };
    try {
      send(200, answer(String(request.headers['x-amz-target']), await readBody(request, limitInBytes)));
    } catch (error) {
      const code = error instanceof SqsError ? error.code : 'InternalError';
      const message = error instanceof Error ? error.message : String(error);
      send(code === 'InternalError' ? 500 : 400, { __type: `com.amazonaws.sqs#${code}`, message });
    }
  });
};
