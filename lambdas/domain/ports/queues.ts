import type { Bound } from '../reviews/confines.ts';
import type { Role, Scope } from '../reviews/document.ts';
import type { SendKey } from '../reviews/send.ts';
import type { ReviewAddress } from './reviews.ts';

/** Work for `review`. */
export interface ReviewMessage {
  readonly workspace: string;
  readonly period: string;
  /** The range that a range is compared with; by default as many days before it. */
  readonly baseline?: string | undefined;
  /** As of which instant it is asked for. */
  readonly asOf: number;
  /** Scopes beside those of `recipients`; `null` is the whole workspace. */
  readonly scopes: readonly (Scope | null)[];
  /** Addresses to mail it to once it is computed. */
  readonly recipients: readonly string[];
  /** Addresses for which it is too late: computed, listed as skipped, not mailed. */
  readonly late: readonly string[];
  /** Somebody asks for the mails to `recipients`: what was skipped or refused is mailed too. */
  readonly byHand?: boolean;
  readonly job: string | null;
}

/** Work for `review`, too: the records behind one number, which the job is to hold. */
export interface RecordsMessage {
  readonly kind: 'records';
  readonly workspace: string;
  readonly period: string;
  readonly scope: Scope | null;
  readonly kpi: string;
  readonly segment: readonly Bound[];
  /** So many records at most. */
  readonly most: number;
  readonly asOf: number;
  readonly job: string;
}

/** Work for `mail`. */
export interface MailMessage {
  readonly send: SendKey;
  readonly asOf: number;
}

/** Work for `mail`, too: a copy of a review for somebody who wants to see it. It is no send, and the ledger has none of it. */
export interface TestMailMessage {
  readonly kind: 'test';
  readonly review: ReviewAddress;
  readonly version: number;
  /** A recipient or an admin of the workspace, as the configuration writes it. */
  readonly to: string;
  /** In the place of the recipient's own. */
  readonly role?: Role | undefined;
  readonly locale?: string | undefined;
  readonly asOf: number;
  readonly job: string;
}

export interface Queue<Message> {
  add(messages: readonly Message[], delaySeconds?: number): Promise<void>;
}

/** What a queue gave out to be worked on, each by the receipt that came with it. */
export interface Receipts {
  /** Has the queue give a message out again after so many seconds, and not after its own delay. */
  comeBack(receipt: string, afterSeconds: number): Promise<void>;
}

/** A queue of what was given up on. */
export interface DeadLetterQueue {
  /** `arn:aws:sqs:eu-west-1:123456789012:name` */
  readonly arn: string;
  /** About how many messages it holds. */
  readonly messages: number;
  /** It is the stand-in of a laptop. */
  readonly standIn: boolean;
}

export interface DeadLetters {
  /** URLs of the queues. */
  readonly queues: readonly string[];
  look(queue: string): Promise<DeadLetterQueue>;
}
