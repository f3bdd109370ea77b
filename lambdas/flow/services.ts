import type {
  ApiKeys,
  DeadLetters,
  Deliveries,
  Jobs,
  Ledger,
  MailAccount,
  Mailer,
  MailMessage,
  Preferences,
  Queue,
  Records,
  RecordsMessage,
  Refused,
  ReplayMessage,
  ReviewMessage,
  Reviews,
  Secrets,
  TestMailMessage,
  Workspaces,
} from '../domain/ports.ts';
import type { Source } from '../sources/source.ts';
import type { KnownSources } from './known.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

/** Everything that the flows use of the outside world. */
export interface Services {
  readonly deliveries: Deliveries;
  readonly records: Records;
  readonly workspaces: Workspaces;
  readonly refused: Refused;
  readonly apiKeys: ApiKeys;
  readonly reviews: Reviews;
  readonly ledger: Ledger;
  readonly preferences: Preferences;
  readonly jobs: Jobs;
  readonly reviewQueue: Queue<ReviewMessage>;
  /** The queue of reviews, for the other kinds of messages. */
  readonly recordsQueue: Queue<RecordsMessage>;
  readonly replayQueue: Queue<ReplayMessage>;
  readonly mailQueue: Queue<MailMessage | TestMailMessage>;
  readonly secrets: Secrets;
  readonly mailer: Mailer;
  readonly mailAccount: MailAccount;
  readonly deadLetters: DeadLetters;
  /** By system. */
  readonly sources: ReadonlyMap<string, Source>;
  readonly known: KnownSources;
  readonly logger: Log;
  readonly metrics: Metrics;
  /** Where links in mails lead to, without a slash at its end. */
  readonly publicUrl: string;
  /** The domain that was deployed to mail from; undefined where none was, as on a laptop. */
  readonly mailDomain: string | undefined;
  /** Now, in epoch milliseconds. */
  clock(): number;
  /** A new id that nobody can guess. */
  randomId(): string;
  pause(milliseconds: number): Promise<void>;
  /** How long a request waits for a job before it is answered 202. */
  readonly patienceMs: number;
}

/** What is answered over HTTP works with these: mails are handed over by `mail` alone. */
export type HttpServices = Omit<Services, 'mailer'>;
