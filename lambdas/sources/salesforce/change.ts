import type { Fields } from './fields.ts';

/** What Salesforce tells of one record at once: a notification of an outbound message, or a change event of one id. */
export interface Change {
  /** Where in the body it stands, `notifications.Notification.0`. */
  readonly path: string;
  /** API name of the object, `Opportunity`; `undefined` where it is not told. */
  readonly object: string | undefined;
  readonly id: string | undefined;
  readonly fields: Fields;
  /** Epoch milliseconds; `undefined` where the message carries no time. */
  readonly at: number | undefined;
  readonly seq: string | undefined;
  /** When somebody last changed it, in epoch milliseconds: not later than `at`, which the system itself may move. */
  readonly editedAt: number | undefined;
  /** Whether only what changed at `at` is told, rather than all that was asked for. */
  readonly isPartial: boolean;
  /** Whether what is told of a field came to be at `at`, as by a creation. */
  isNew(field: string): boolean;
  /** Whether a field is only told again, as those are that an event is enriched with. */
  isRepeated(field: string): boolean;
  /** `false` where it was restored. */
  readonly deleted: boolean | undefined;
  /** Why what happened is not known. */
  readonly problem?: string;
}
