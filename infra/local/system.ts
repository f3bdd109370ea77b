import { dynamo } from '../../lambdas/adapters/dynamodb/client.ts';
import type { Services } from '../../lambdas/flow/services.ts';
import { createActivity } from './activity.ts';
import { awaitDatabase, createTables, letExpire, startDatabase } from './database.ts';
import type { DataPaths } from './directory.ts';
import { type QueueName, setEnvironment, tables } from './environment.ts';
import { type Functions, loadFunctions } from './functions.ts';
import { close, listen } from './listen.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { createQueue, type DeadLetter, type LocalQueue } from './queue.ts';
import { seededRandom } from './random.ts';
import { createSesServer } from './ses.ts';
import { createPublisher } from './sesEvents.ts';
import { createSqsServer } from './sqs.ts';
import { openStream } from './stream.ts';
import { createStreamMapping } from './streamMapping.ts';
import { hearPuts, type StreamSource } from './streamSource.ts';
import { createTick, type Tick } from './tick.ts';

export interface SystemSettings {
  readonly paths: DataPaths;
  readonly publicUrl: string;
  /** Said to the person at the terminal: something was given up on. */
  readonly onTrouble: (text: string) => void;
}

/** The functions of the cloud in this process, with stand-ins around them. */
export interface System {
  readonly functions: Functions;
  readonly services: Services;
  readonly mailbox: Mailbox;
  readonly tick: Tick;
  readonly dead: () => DeadLetter[];
  /** Whether the database is the one in the data directory, which nobody else uses. */
  readonly embedded: boolean;
  /** Resolves once streams, queues and topics are drained. */
  idle(): Promise<void>;
  /** Settles, with the reason, if the database ends by itself. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

const patience = 15_000;
const seed = 'quarterdeck';

/** One for the process: the functions read its environment and build their services once. */
export const startSystem = async ({ paths, publicUrl, onTrouble }: SystemSettings): Promise<System> => {
  const own = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  const database = own
    ? { endpoint: own, broken: new Promise<string>(() => {}), stop: async () => {} }
    : await startDatabase(paths.database);
  const activity = createActivity();
  const random = seededRandom(seed);
  const clock = Date.now;
  const mailbox = openMailbox(paths.mailbox);
  const loaded: { functions?: Functions } = {};
  const functions = (): Functions => {
    if (!loaded.functions) throw new Error('The functions are not loaded yet.');
    return loaded.functions;
  };
  const queue = (name: QueueName): LocalQueue =>
    createQueue({
      name,
      activity,
      random,
      clock,
      handler: (event, context) => functions()[name](event, context),
      onDead: ({ messageId, reason }) => onTrouble(`A message to ${name} was given up on (${messageId}): ${reason}`),
    });
  const queues = [queue('review'), queue('mail')];
  const sqs = createSqsServer(queues);
  const publish = createPublisher({
    handler: (event, context) => functions().feedback(event, context),
    activity,
    random,
    onLost: (kind, reason) => onTrouble(`A ${kind} event of SES was given up on: ${reason}`),
  });
  const ses = createSesServer({ mailbox, publish, clock });
  const [sqsPort, sesPort] = await Promise.all([listen(sqs, 0, '127.0.0.1'), listen(ses, 0, '127.0.0.1')]);
  setEnvironment({ database: database.endpoint, sqsPort, sesPort }, paths.secrets, publicUrl, own !== undefined);
  const loading = loadFunctions();
  const mapping = createStreamMapping({
    // Another process may have stored something in the meantime.
    handler: async (event, context) => (await loading).translate(event, context),
    random,
    onLost: (record, reason) =>
      onTrouble(`A stream record was given up on (${record.eventID}); the next tick finds the delivery: ${reason}`),
  });
  const client = dynamo();
  const prepare = async (): Promise<StreamSource> => {
    await awaitDatabase(client, database.endpoint, patience);
    await createTables(client, tables);
    if (own) await letExpire(client, tables.reviews);
    return openStream({
      client,
      table: tables.deliveries,
      ownEndpoint: own,
      mapping,
      activity,
      clock,
      onTrouble,
    });
  };
  const [imported, stream] = await Promise.all([loading, prepare()]);
  hearPuts(client, tables.deliveries, stream);
  loaded.functions = imported;
  const { services } = imported;
  return {
    functions: imported,
    services,
    mailbox,
    tick: createTick({ services, handler: imported.schedule, activity }),
    dead: () => queues.flatMap(({ dead }) => dead),
    idle: () => activity.idle(),
    embedded: own === undefined,
    broken: database.broken,
    async stop() {
      stream.stop();
      mapping.stop();
      for (const { stop } of queues) stop();
      await Promise.all([close(sqs), close(ses)]);
      client.destroy();
      await database.stop();
    },
  };
};
