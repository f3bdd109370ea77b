import type { DeadLetterQueue } from '../../domain/ports.ts';
import { inParallel } from '../parallel.ts';
import type { Services } from '../services.ts';
import { attempt, type Check, counted, ok, problem, warning } from './check.ts';

type Needs = Pick<Services, 'deadLetters' | 'logger'>;

const asksAtOnce = 4;

const nameIn = (urlOrArn: string): string => urlOrArn.slice(urlOrArn.search(/[^/:]*$/));

/**
 * What became of the messages, by the name that the stack gives to each queue. Only what came from a queue can be moved
 * back there: SQS refuses it for what functions, topics and schedules have given up on.
 */
const kinds: readonly (readonly [name: RegExp, mend: (queue: string, arn: string) => string])[] = [
  [/ReviewQueue|MailQueue/, (_, arn) => `aws sqs start-message-move-task --source-arn ${arn}`],
  [
    /Stream/,
    (queue) =>
      `They say where in the stream deliveries were given up on; ticks find those by themselves. Once "quarterdeck sources" shows none pending:\naws sqs purge-queue --queue-url ${queue}`,
  ],
  [/Ticks/, (queue) => `The next tick does what these would have done.\naws sqs purge-queue --queue-url ${queue}`],
  [
    /Feedback/,
    (queue) =>
      `They are reports of what became of mails. How each is handed on again: docs/operations.md, "Redrive a dead-letter queue".\naws sqs receive-message --max-number-of-messages 10 --queue-url ${queue}`,
  ],
];

const mendOf = (queue: string, { arn, standIn }: DeadLetterQueue): string => {
  if (standIn)
    return 'What each was given up on for is said where "npm start" runs. Once it is mended, stop that and start it again: it takes up mails that wait and reviews that are due. What was asked for by hand is to be asked for again.';
  const [, mend] = kinds.find(([name]) => name.test(nameIn(arn))) ?? [];
  const what = 'The log of the function says why. Once that is mended:';
  return `${what}\n${mend?.(queue, arn) ?? `aws sqs start-message-move-task --source-arn ${arn}`}`;
};

const checkOf = (queue: string, found: DeadLetterQueue): Check => {
  const about = ['queues.dead', nameIn(found.arn)] as const;
  return found.messages === 0
    ? ok(about, 'It is empty.')
    : problem(about, `${counted(found.messages, 'message')} given up on.`, mendOf(queue, found));
};

/** Whether work was given up on. */
export const deadLetterChecks = async (services: Needs): Promise<readonly Check[]> => {
  const { deadLetters } = services;
  if (deadLetters.queues.length === 0)
    return [
      warning(
        ['queues.dead', 'dead letters'],
        'The function "api" was told of no dead-letter queue, so that none was looked at.',
        'Set QUARTERDECK_DEAD_LETTER_QUEUE_URLS. The stack does: deploy it again.',
      ),
    ];
  const checks = await inParallel(deadLetters.queues, asksAtOnce, (queue) =>
    attempt(services, ['queues.dead', nameIn(queue)], async () => [checkOf(queue, await deadLetters.look(queue))]),
  );
  return checks.flat();
};
