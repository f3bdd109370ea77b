import type { Windows } from '../periods/windows.ts';
import type { RecordView } from '../records/view.ts';
import type { RecordType } from '../records/vocabulary.ts';
import type { Dealings } from './dealings.ts';
import type { Found } from './found.ts';
import type { Money } from './money.ts';

/** A record that counts: not deleted, not merged away. */
export interface Subject {
  /** `source:type:id` */
  readonly ref: string;
  readonly source: string;
  readonly type: RecordType;
  readonly record: RecordView;
  /** When the write that last changed it was made, epoch milliseconds. */
  readonly changedAt: number;
}

/** A customer and the subscriptions that name it; a subscription that names none is an account of its own. */
export interface Account {
  readonly ref: string;
  readonly source: string;
  readonly type: 'account';
  /** `null` where it is known only by its subscriptions, or was deleted. */
  readonly customer: Subject | null;
  readonly subscriptions: readonly Subject[];
  readonly changedAt: number;
  /** Worked out by `accounts.ts` when first asked for, and kept: sales ask for it one by one, whoever's they are. */
  membership?: Membership;
}

/** A stretch of time just before any instant of which something holds: `from` < instant ≤ `until`. */
export interface Run {
  readonly from: number;
  readonly until: number;
}

/** When an account was a customer, in order, and from when on it paid a monthly amount: infinity where it never did. */
export interface Membership {
  readonly runs: readonly Run[];
  readonly paidFrom: number;
}

/**
 * What measures are taken over. A `sale` is a won deal or an order; a `newSale` is one of kind `new`, or of no kind and with
 * a customer, once all sales are known; a `party` is an account, or somebody of whom only others speak.
 */
export type SubjectKind = RecordType | 'account' | 'party' | 'sale' | 'newSale';

/** The instant that decides a subject's segments, and whether what is said at the instant itself still counts. */
export interface Deciding {
  readonly at: number;
  readonly before: boolean;
}

/** What a workspace's configuration says of how it is measured. */
export interface Rules {
  /** Kinds of activities that count as engagement; `null` are all but `open`. */
  readonly engaging: ReadonlySet<string> | null;
  /** Features that count as adoption; `null` are all. */
  readonly features: ReadonlySet<string> | null;
  /** Of how many of them. */
  readonly leastFeatures: number;
  /** Of the signals of customer health, by name; 1 unless said. */
  readonly weights: Readonly<Partial<Record<string, number>>>;
  /** Milliseconds after its due date in which a renewal may still be undecided. */
  readonly renewalGrace: number;
}

/** What a measure may use beside the subject. */
export interface Tools {
  readonly periods: readonly { readonly start: number; readonly end: number }[];
  /** Just before each period's start, and its end. */
  readonly boundaries: { readonly start: readonly Deciding[]; readonly end: readonly Deciding[] };
  /** The periods, by index, that hold an instant. */
  readonly periodsAt: (instant: number) => readonly number[];
  readonly money: Money;
  /** The instant of the computation. */
  readonly asOf: number;
  /** Milliseconds of business hours between two instants; `null` where none are configured. */
  readonly businessMilliseconds: ((start: number, end: number) => number) | null;
  /** The key of what is a source's own, `source:text`: stages, of which two sources may have one of the same name. */
  readonly keyIn: (source: string, text: string) => string;
  /** The ref that stands for what a source calls by an id, or by `source:id`. */
  readonly meant: (source: string, type: RecordType, reference: string) => string;
  /** The ref that stands for whom a record's reference names; `null` where it names none. */
  readonly referred: (subject: Subject, field: 'customer' | 'deal') => string | null;
  /** The account of the customer that a record names; `null` where it names none of whom anything is known. */
  readonly accountOf: (subject: Subject) => Account | null;
  /** What somebody did, by any of its refs; complete when accounts and parties are measured. */
  readonly dealingsOf: (ref: string) => Dealings;
  /** The earliest instant said of any record of a type that counts; infinitely late where there is none. */
  readonly since: (type: RecordType) => number;
  readonly windows: Windows;
  readonly rules: Rules;
}

export const instantOf = (subject: Subject, field: string): number | null => {
  const value = subject.record.current(field);
  return typeof value === 'number' ? value : null;
};

/** Empty text says nothing. */
export const textOf = (subject: Subject, field: string): string | null => {
  const value = subject.record.current(field);
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Whether something happened that had happened by the instant of the computation. */
export const happened =
  (field: string) =>
  (subject: Subject, { asOf }: Tools): boolean => {
    const at = instantOf(subject, field);
    return at !== null && at <= asOf;
  };

/** The subject's amount in minor units, as last said, converted as of `at`. */
export const amountOf = (subject: Subject, { money }: Pick<Tools, 'money'>, at: number): Found & object =>
  money.minor(textOf(subject, 'amount'), textOf(subject, 'currency'), subject.source, at);
