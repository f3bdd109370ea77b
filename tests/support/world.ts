import { paginateScan } from '@aws-sdk/client-dynamodb';
import { createTables } from '../../infra/local/database.ts';
import { createApiKeys } from '../../lambdas/adapters/dynamodb/apiKeys.ts';
import { createClient } from '../../lambdas/adapters/dynamodb/client.ts';
import { createDeliveries } from '../../lambdas/adapters/dynamodb/deliveries.ts';
import type { Item } from '../../lambdas/adapters/dynamodb/items.ts';
import { createJobs } from '../../lambdas/adapters/dynamodb/jobs.ts';
import { createLedger } from '../../lambdas/adapters/dynamodb/ledger.ts';
import { createPreferences } from '../../lambdas/adapters/dynamodb/preferences.ts';
import { createRecords } from '../../lambdas/adapters/dynamodb/records.ts';
import { createRefused } from '../../lambdas/adapters/dynamodb/refused.ts';
import { createReviews } from '../../lambdas/adapters/dynamodb/reviews.ts';
import type { Tables } from '../../lambdas/adapters/dynamodb/tables.ts';
import { createWorkspaces } from '../../lambdas/adapters/dynamodb/workspaces.ts';
import type {
  DeadLetterQueue,
  DeadLetters,
  MailAccount,
  Mailer,
  MailMessage,
  MailQuota,
  Posted,
  Queue,
  RecordsMessage,
  ReplayMessage,
  ReviewMessage,
  Secrets,
  Signing,
  TestMailMessage,
  Verification,
} from '../../lambdas/domain/ports.ts';
import { apply } from '../../lambdas/flow/apply.ts';
import { createKnownSources } from '../../lambdas/flow/known.ts';
import type { Log, LogFields } from '../../lambdas/flow/log.ts';
import { mail } from '../../lambdas/flow/mail.ts';
import type { MetricName, Metrics } from '../../lambdas/flow/metrics.ts';
import { listRecords } from '../../lambdas/flow/records/list.ts';
import { replay } from '../../lambdas/flow/replay/replay.ts';
import { review } from '../../lambdas/flow/review.ts';
import type { Services } from '../../lambdas/flow/services.ts';
import { testMail } from '../../lambdas/flow/testMail.ts';
import { sources } from '../../lambdas/sources/index.ts';
import { verifiers } from '../../lambdas/sources/verifiers.ts';
import type { RunningDatabase } from './dynalite.ts';

interface Mailed {
  readonly to: string;
  readonly from: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A mail system that remembers what it took; `answer` decides what it says, and may throw. */
interface FakeMailer extends Mailer {
  readonly taken: Mailed[];
  /** The bytes of the same, in the same order. */
  readonly messages: Uint8Array[];
  answer: (mailed: Mailed) => Posted | Promise<Posted>;
}

/** A mail account as a test has it; names that are in none of the maps are unknown to it. */
interface FakeAccount {
  quota: MailQuota;
  enabled: boolean;
  readonly verified: Map<string, Verification>;
  readonly signing: Map<string, Signing>;
}

interface Logged extends LogFields {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
}

interface Later {
  readonly message: ReplayMessage;
  readonly due: number;
}

/** The system on a real database, with its clock, queues, secrets and mail system in the hands of a test. */
export interface World {
  readonly services: Services;
  now: number;
  readonly reviews: ReviewMessage[];
  readonly records: RecordsMessage[];
  readonly mails: MailMessage[];
  /** Of the queue of mails, too. */
  readonly tests: TestMailMessage[];
  /** Those of replays, and from which instant on the queue gives them out. */
  readonly replays: Later[];
  readonly mailer: FakeMailer;
  /** Out of the sandbox, `acme.example` being verified and signing. */
  readonly account: FakeAccount;
  /** By the URL of its queue, what was given up on; empty. */
  readonly dead: Map<string, DeadLetterQueue>;
  readonly secrets: Map<string, readonly string[]>;
  readonly log: Logged[];
  /** What was counted, by name; what never was is absent. */
  readonly counted: Map<MetricName, number>;
  /** All that the table of records holds, as it is stored. */
  recordItems(): Promise<readonly Item[]>;
  /** Applies a configuration, its defaults being a workspace in UTC. */
  apply(configuration: Record<string, unknown>): Promise<void>;
  /** Works off the queues until they hold nothing that is due; what is to come again stays away. */
  work(): Promise<void>;
}

export const signingSecret = `whsec_${Buffer.from('a key of thirty-two bytes, or so').toString('base64')}`;
export const start = Date.parse('2026-11-02T12:00:00Z');

const adminKey = 'qd_admin_of_tests';

const fakeMailer = (): FakeMailer => {
  const taken: Mailed[] = [];
  const messages: Uint8Array[] = [];
  const mailer: FakeMailer = {
    taken,
    messages,
    answer: () => ({ outcome: 'sent', messageId: `message-${taken.length}` }),
    post: async (message, from, to, tags) => {
      const mailed = { to, from, tags };
      taken.push(mailed);
      messages.push(message);
      return mailer.answer(mailed);
    },
  };
  return mailer;
};

const fakeAccount = (): FakeAccount => ({
  quota: { daily: 50_000, sent: 12, standIn: false },
  enabled: true,
  verified: new Map([['acme.example', 'verified']]),
  signing: new Map([['acme.example', { state: 'signing', tokens: ['one', 'two', 'three'] }]]),
});

const accountOf = (account: FakeAccount): MailAccount => ({
  quota: async () => account.quota,
  sendingEnabled: async () => account.enabled,
  verification: async (names) => new Map(names.map((name) => [name, account.verified.get(name) ?? 'absent'])),
  signing: async (domains) =>
    new Map(domains.map((domain) => [domain, account.signing.get(domain) ?? { state: 'absent', tokens: [] }])),
});

const deadLettersOf = (dead: ReadonlyMap<string, DeadLetterQueue>): DeadLetters => ({
  get queues() {
    return [...dead.keys()];
  },
  look: async (queue) => {
    const found = dead.get(queue);
    if (!found) throw new Error(`There is no queue ${queue}.`);
    return found;
  },
});

const reviewsDead = 'https://sqs.eu-west-1.amazonaws.com/123456789012/Quarterdeck-prod-ReviewQueueDead1A2B-3C4D';

const fakeSecrets = (kept: Map<string, readonly string[]>): Secrets => ({
  source: async (workspace, source) => [...(kept.get(`${workspace}/${source}`) ?? [])],
  setSource: async (workspace, source, secrets) => {
    kept.set(`${workspace}/${source}`, [...secrets]);
  },
  admin: async () => adminKey,
  links: async () => [{ id: 'k1', key: 'a key that signs links' }],
});

const queueInto = <Message>(list: Message[]): Queue<Message> => ({
  add: async (messages) => {
    list.push(...messages);
  },
});

const logInto = (log: Logged[]): Log => {
  const at =
    (level: Logged['level']) =>
    (message: string, fields: LogFields = {}): void => {
      log.push({ level, message, ...fields });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
};

const countInto = (counted: Map<MetricName, number>): Metrics => ({
  count: (name, value = 1) => {
    if (value > 0) counted.set(name, (counted.get(name) ?? 0) + value);
  },
});

let worlds = 0;

/** Makes a world of its own, with tables of its own. */
export const createWorld = async ({ endpoint }: RunningDatabase): Promise<World> => {
  worlds += 1;
  const tables: Tables = {
    deliveries: `deliveries-${worlds}`,
    records: `records-${worlds}`,
    reviews: `reviews-${worlds}`,
  };
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = createClient({ endpoint, region: 'us-east-1', credentials });
  await createTables(client, tables);
  const reviews: ReviewMessage[] = [];
  const records: RecordsMessage[] = [];
  const mails: MailMessage[] = [];
  const tests: TestMailMessage[] = [];
  const replays: Later[] = [];
  const log: Logged[] = [];
  const counted = new Map<MetricName, number>();
  const kept = new Map<string, readonly string[]>();
  const mailer = fakeMailer();
  const account = fakeAccount();
  const dead = new Map([
    [
      reviewsDead,
      { arn: `arn:aws:sqs:eu-west-1:123456789012:${reviewsDead.split('/').at(-1)}`, messages: 0, standIn: false },
    ],
  ]);
  const clock = (): number => world.now;
  const workspaces = createWorkspaces(client, tables.reviews);
  const secrets = fakeSecrets(kept);
  const services: Services = {
    deliveries: createDeliveries(client, tables.deliveries),
    records: createRecords(client, tables.records),
    workspaces,
    refused: createRefused(client, tables.reviews, clock),
    apiKeys: createApiKeys(client, tables.reviews),
    reviews: createReviews(client, tables.reviews),
    ledger: createLedger(client, tables.reviews),
    preferences: createPreferences(client, tables.reviews),
    jobs: createJobs(client, tables.reviews),
    reviewQueue: queueInto(reviews),
    recordsQueue: queueInto(records),
    replayQueue: {
      add: async (messages, delaySeconds = 0) => {
        replays.push(...messages.map((message) => ({ message, due: world.now + delaySeconds * 1000 })));
      },
    },
    mailQueue: {
      add: async (messages) => {
        for (const message of messages) 'kind' in message ? tests.push(message) : mails.push(message);
      },
    },
    secrets,
    mailer,
    mailAccount: accountOf(account),
    deadLetters: deadLettersOf(dead),
    sources,
    known: createKnownSources({ workspaces, secrets, verifiers, clock }),
    logger: logInto(log),
    metrics: countInto(counted),
    publicUrl: 'https://quarterdeck.example',
    mailDomain: undefined,
    clock,
    randomId: () => crypto.randomUUID(),
    pause: async () => {
      // What waits in these tests waits for the queues.
      await world.work();
    },
    patienceMs: 1_000,
  };
  const world: World = {
    services,
    now: start,
    reviews,
    records,
    mails,
    tests,
    replays,
    mailer,
    account,
    dead,
    secrets: kept,
    log,
    counted,
    recordItems: async () => {
      const items: Item[] = [];
      for await (const page of paginateScan({ client }, { TableName: tables.records, ConsistentRead: true }))
        items.push(...(page.Items ?? []));
      return items;
    },
    apply: async (configuration) => {
      const whole = {
        workspace: 'acme',
        timeZone: 'UTC',
        currency: 'EUR',
        from: 'KPIs <kpis@acme.example>',
        ...configuration,
      };
      const applied = await apply(services, whole.workspace, whole);
      if ('errors' in applied) throw new Error(JSON.stringify(applied.errors));
    },
    work: async () => {
      const isDue = ({ due }: Later): boolean => due <= world.now;
      while (reviews.length + records.length + mails.length + tests.length > 0 || replays.some(isDue)) {
        for (const message of reviews.splice(0)) await review(services, message);
        for (const message of records.splice(0)) await listRecords(services, message);
        for (const later of replays.filter(isDue)) {
          replays.splice(replays.indexOf(later), 1);
          await replay(services, later.message, Number.POSITIVE_INFINITY);
        }
        for (const message of mails.splice(0)) await mail(services, message);
        for (const message of tests.splice(0)) await testMail(services, message);
      }
    },
  };
  return world;
};

/** The services of a world with some of them replaced. */
export const withFaults = (world: World, faults: Partial<Services>): Services => ({ ...world.services, ...faults });
