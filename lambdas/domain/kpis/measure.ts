import type { Keeps } from './cell.ts';
import type { NoMoney } from './money.ts';
import { type Account, type Deciding, instantOf, type Subject, type SubjectKind, textOf, type Tools } from './subject.ts';

/** Where a measure puts what it finds. */
export interface Sink {
  /** Counts the subject in the period, with a value in the measure's integer unit. */
  count(period: number, deciding: Deciding, value?: number | bigint, part?: string | null): void;
  /** The subject cannot be counted, in one period or, where not even that is known, in any. */
  leaveOut(period: number | 'every', code: string): void;
}

/**
 * A mergeable quantity over records. One object is one measure, however many KPIs rest on it: the pass takes each
 * once.
 */
export interface Measure<S = Subject | Account> {
  readonly id: string;
  /**
   * `flow`: by an instant in the period. `snapshot`: of the state at a boundary. `cohort`: by the instant of
   * entry, whatever came later. `duration`: the time between two instants, by the second. `distinct`: one a person.
   */
  readonly kind: 'flow' | 'snapshot' | 'cohort' | 'duration' | 'distinct';
  readonly of: SubjectKind;
  readonly keeps: Keeps;
  /** The dimension that its parts are of, if they are one. */
  readonly partsBy?: 'stage';
  observe(subject: S, tools: Tools, sink: Sink): void;
  /** `distinct` only: of those with the same answer here, only the last in the period counts. */
  readonly person?: (subject: S, tools: Tools) => string;
}

type Valued = number | bigint | NoMoney | { readonly leftOut: string };

const without = (field: string): string => `no${field.charAt(0).toUpperCase()}${field.slice(1)}`;

/** `closedAt` before `createdAt` is `closedBeforeCreated`. */
const reversed = (from: string, to: string): string => {
  const name = from.replace(/At$/, '');
  return `${to.replace(/At$/, '')}Before${name.charAt(0).toUpperCase()}${name.slice(1)}`;
};

export const has =
  (field: string) =>
  (subject: Subject): boolean =>
    instantOf(subject, field) !== null;

interface ByInstant {
  readonly id: string;
  readonly of: SubjectKind;
  /** The instant that puts it into a period. Without it the subject is left out of all, and counted. */
  readonly by: string;
  readonly where?: (subject: Subject, tools: Tools) => boolean;
  readonly part?: (subject: Subject) => string | { readonly leftOut: string };
  readonly value?: (subject: Subject, tools: Tools, at: number) => Valued;
  readonly keeps?: Keeps;
}

const byInstant =
  ({ by, where, value, part }: ByInstant): Measure<Subject>['observe'] =>
  (subject, tools, sink) => {
    if (where && !where(subject, tools)) return;
    const at = instantOf(subject, by);
    if (at === null) {
      sink.leaveOut('every', without(by));
      return;
    }
    const periods = tools.periodsAt(at);
    if (periods.length === 0) return;
    const valued = value?.(subject, tools, at) ?? 0;
    const within = part?.(subject) ?? null;
    for (const period of periods) {
      if (typeof valued === 'object') sink.leaveOut(period, valued.leftOut);
      else if (typeof within === 'object' && within !== null) sink.leaveOut(period, within.leftOut);
      else sink.count(period, { at, before: false }, valued, within);
    }
  };

/** Subjects whose instant lies in the period. */
export const flow = (declared: ByInstant): Measure<Subject> => ({
  kind: 'flow',
  keeps: declared.keeps ?? 'count',
  id: declared.id,
  of: declared.of,
  observe: byInstant(declared),
});

/** Subjects that entered in the period, whatever became of them up to the computation. */
export const cohort = (declared: ByInstant): Measure<Subject> => ({ ...flow(declared), kind: 'cohort' });

/** One a person: the last of the period, of one instant the greatest identity. */
export const distinct = (declared: ByInstant & { readonly person: NonNullable<Measure<Subject>['person']> }): Measure<Subject> => ({
  ...flow(declared),
  kind: 'distinct',
  person: declared.person,
});

/** Exact elapsed milliseconds from one instant to a second that lies in the period. */
export const duration = (declared: Omit<ByInstant, 'value' | 'by'> & { readonly from: string; readonly to: string; readonly elapsed?: (tools: Tools) => ((start: number, end: number) => number) | null }): Measure<Subject> => {
  const { from, to, elapsed, ...rest } = declared;
  return {
    ...flow({
      ...rest,
      by: to,
      value: (subject, tools, end) => {
        const start = instantOf(subject, from);
        if (start === null) return { leftOut: without(from) };
        if (end < start) return { leftOut: reversed(from, to) };
        return elapsed?.(tools)?.(start, end) ?? end - start;
      },
      keeps: 'distribution',
    }),
    kind: 'duration',
  };
};

/** What a snapshot finds: that the subject counts, with a value; that it does not; that it cannot be known. */
export type Found = { readonly value?: number | bigint; readonly part?: string } | { readonly leftOut: string } | null;

/** Subjects as they are just before a boundary of the period. */
export const snapshot = <S extends Subject | Account>(declared: {
  readonly id: string;
  readonly of: SubjectKind;
  readonly at: 'start' | 'end';
  readonly keeps?: Keeps;
  readonly partsBy?: 'stage';
  readonly find: (subject: S, boundary: number, tools: Tools, period: { readonly start: number; readonly end: number }) => Found;
}): Measure<S> => ({
  kind: 'snapshot',
  id: declared.id,
  of: declared.of,
  keeps: declared.keeps ?? 'count',
  ...(declared.partsBy && { partsBy: declared.partsBy }),
  observe: (subject, tools, sink) => {
    tools.periods.forEach((period, index) => {
      const boundary = period[declared.at];
      const found = declared.find(subject, boundary, tools, period);
      if (!found) return;
      if ('leftOut' in found) sink.leaveOut(index, found.leftOut);
      else sink.count(index, { at: boundary, before: true }, found.value ?? 0, found.part ?? null);
    });
  },
});

/** An amount of the subject in minor units, as last said, converted as of `at`. */
export const amount = (subject: Subject, tools: Tools, at: number): bigint | NoMoney =>
  tools.money.minor(textOf(subject, 'amount'), textOf(subject, 'currency'), subject.source, at);
