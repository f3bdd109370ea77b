import type { Keeps } from './cell.ts';
import { counted, counting, type Found, leavingOut } from './found.ts';
import { type Account, type Deciding, instantOf, type Subject, type SubjectKind, type Tools } from './subject.ts';

/** Where a measure puts what it finds in one subject. */
export interface Sink {
  /** What was found for a period, by index, and the instant that decides the subject's segments there. */
  put(period: number, deciding: Deciding, found: Found): void;
  /** A record can be counted in no period: of which one is not even known. It is the subject, unless `ref` names one of its parts. */
  leaveOut(code: string, ref?: string): void;
}

/**
 * A mergeable quantity over records. One object is one measure, however many KPIs rest on it: the pass takes each
 * once.
 */
export interface Measure<S = Subject | Account> {
  readonly of: SubjectKind;
  readonly keeps: Keeps;
  /** What it counts happens in the period, each by an instant of its own; otherwise it is a state. */
  readonly isFlow?: true;
  /** The dimension that its parts are of, if they are one. */
  readonly partsBy?: 'stage';
  observe(subject: S, tools: Tools, sink: Sink): void;
  /** Of those with the same answer here, only the last in the period counts. */
  readonly person?: (subject: S, tools: Tools) => string;
}

/** `createdAt` missing is `noCreatedAt`. */
export const without = (field: string): string => `no${field.charAt(0).toUpperCase()}${field.slice(1)}`;

/** `closedAt` before `createdAt` is `closedBeforeCreated`. */
export const reversed = (from: string, to: string): string => {
  const name = from.replace(/At$/, '');
  return `${to.replace(/At$/, '')}Before${name.charAt(0).toUpperCase()}${name.slice(1)}`;
};

interface Flow {
  readonly of: SubjectKind;
  /** The instant that puts it into a period. Without it the subject is left out of all, and counted. */
  readonly by: string;
  /** Reads that instant, where somebody has it already. */
  readonly read?: (subject: Subject) => number | null;
  readonly where?: (subject: Subject, tools: Tools) => boolean;
  /** `at` is the instant of `by`. */
  readonly find?: (subject: Subject, tools: Tools, at: number) => Found;
  readonly keeps?: Keeps;
}

/** Subjects whose instant lies in the period; it decides their segments too. */
export const flow = ({
  of,
  by,
  read = (subject) => instantOf(subject, by),
  where,
  find,
  keeps = 'count',
}: Flow): Measure<Subject> => ({
  of,
  keeps,
  isFlow: true,
  observe: (subject, tools, sink) => {
    if (where && !where(subject, tools)) return;
    const at = read(subject);
    if (at === null) {
      sink.leaveOut(without(by));
      return;
    }
    const periods = tools.periodsAt(at);
    if (periods.length === 0) return;
    const found = find ? find(subject, tools, at) : counted;
    const deciding = { at, before: false };
    for (const period of periods) sink.put(period, deciding, found);
  },
});

/** A flow of which one a person counts: the last of the period, of one instant the greatest identity. */
export const distinct = ({
  person,
  ...declared
}: Flow & { readonly person: NonNullable<Measure<Subject>['person']> }): Measure<Subject> => ({
  ...flow(declared),
  person,
});

/** Makes a function that tells how much of the time between two instants counts, in milliseconds. */
type Elapsed = (tools: Tools) => ((start: number, end: number) => number) | null;

interface Duration extends Omit<Flow, 'by' | 'find' | 'keeps'> {
  readonly from: string;
  /** The instant that puts it into a period. */
  readonly to: string;
  /** `null` where nothing of the kind can be told. All of it counts unless said otherwise. */
  readonly elapsed?: Elapsed;
}

const exactly: Elapsed = () => (start, end) => end - start;

/** Milliseconds from one instant to a second that lies in the period. */
export const duration = ({ from, to, elapsed = exactly, ...declared }: Duration): Measure<Subject> =>
  flow({
    ...declared,
    by: to,
    keeps: 'distribution',
    find: (subject, tools, end) => {
      const start = instantOf(subject, from);
      if (start === null) return leavingOut(without(from));
      if (end < start) return leavingOut(reversed(from, to));
      const between = elapsed(tools);
      return between && counting(between(start, end));
    },
  });

/** There is nothing of a subject at instants up to `after`, nor at those later than `until`. */
export interface Span {
  readonly after: number;
  readonly until: number;
}

interface Snapshot<S> {
  readonly of: SubjectKind;
  readonly at: 'start' | 'end';
  /** Spares most boundaries the look at a subject that lasts for few of them. */
  readonly within?: (subject: S) => Span;
  readonly keeps?: Keeps;
  readonly partsBy?: 'stage';
  readonly find: (subject: S, boundary: number, tools: Tools, period: Tools['periods'][number]) => Found;
}

const always: Span = { after: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };

/** Subjects as they are just before a boundary of the period. */
export const snapshot = <S extends Subject | Account>({
  of,
  at,
  keeps = 'count',
  partsBy,
  within = () => always,
  find,
}: Snapshot<S>): Measure<S> => ({
  of,
  keeps,
  ...(partsBy && { partsBy }),
  observe: (subject, tools, sink) => {
    const { periods } = tools;
    const boundaries = tools.boundaries[at];
    const { after, until } = within(subject);
    for (let index = 0; index < periods.length; index += 1) {
      const deciding = boundaries[index] as Deciding;
      if (deciding.at <= after || deciding.at > until) continue;
      const found = find(subject, deciding.at, tools, periods[index] as Tools['periods'][number]);
      if (found) sink.put(index, deciding, found);
    }
  },
});
