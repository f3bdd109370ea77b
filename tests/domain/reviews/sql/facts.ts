import type { Posted } from '../../../support/review.ts';

/** What observations say of records, worked out in the plainest way: lists and filters. */

export type Value = string | number | boolean | null;

export interface Said {
  readonly at: number;
  readonly value: Value;
}

const decimals = ['amount', 'cost', 'mrr', 'renewedAmount', 'replies', 'reopens', 'score', 'scaleMax'];
const instants: Readonly<Record<string, readonly string[]>> = {
  lead: ['createdAt', 'respondedAt', 'qualifiedAt', 'disqualifiedAt', 'convertedAt', 'nextFollowUpAt'],
  deal: ['createdAt', 'closedAt', 'expectedCloseAt'],
  customer: ['since', 'until', 'onboardingStartedAt', 'onboardedAt'],
  subscription: ['startedAt', 'endedAt'],
  order: ['at'],
  ticket: ['createdAt', 'respondedAt', 'solvedAt'],
  survey: ['sentAt', 'at'],
  renewal: ['dueAt', 'decidedAt'],
  spend: ['from', 'to'],
  user: ['activeFrom', 'activeUntil'],
  campaign: ['startedAt', 'endedAt'],
};
const histories: Readonly<Record<string, readonly string[]>> = {
  lead: ['owner'],
  deal: ['stage', 'amount', 'owner', 'outcome'],
  customer: ['status', 'owner'],
  subscription: ['mrr'],
  ticket: ['status', 'owner'],
};

const isGreater = (field: string, a: Said, b: Said): boolean => {
  if (a.at !== b.at) return a.at > b.at;
  if (a.value === null || b.value === null) return a.value !== null;
  return decimals.includes(field) ? Number(a.value) > Number(b.value) : a.value > b.value;
};

export class Fact {
  readonly ref: string;
  readonly source: string;
  readonly type: string;
  readonly #posted: readonly Posted[];
  readonly #histories = new Map<string, Said[]>();

  constructor(posted: readonly Posted[]) {
    const [{ source = '', record, id }] = posted as [Posted];
    this.ref = `${source}:${record}:${id}`;
    this.source = source;
    this.type = record;
    this.#posted = posted;
  }

  #said(field: string): Said[] {
    const isInstant = instants[this.type]?.includes(field);
    return this.#posted.flatMap(({ at, set }) => {
      const value = (set as Record<string, Value | undefined> | undefined)?.[field];
      if (value === undefined) return [];
      return [{ at: Date.parse(at), value: isInstant && value !== null ? Date.parse(String(value)) : value }];
    });
  }

  /** One an instant, ascending. */
  history(field: string): Said[] {
    const told = this.#histories.get(field) ?? this.#read(field);
    this.#histories.set(field, told);
    return told;
  }

  #read(field: string): Said[] {
    const said = this.#said(field);
    return said
      .filter((one) => !said.some((other) => other.at === one.at && isGreater(field, other, one)))
      .filter((one, index, all) => all.findIndex(({ at }) => at === one.at) === index)
      .sort((a, b) => a.at - b.at);
  }

  /** The value in force; `undefined` was never said. */
  said(field: string): Value | undefined {
    return this.history(field).at(-1)?.value;
  }

  text(field: string): string | null {
    const value = this.said(field);
    return typeof value === 'string' && value !== '' ? value : null;
  }

  instant(field: string): number | null {
    const value = this.said(field);
    return typeof value === 'number' ? value : null;
  }

  hasHistory(field: string): boolean {
    return histories[this.type]?.includes(field) ?? false;
  }

  /** Of a mark the value in force. */
  mark(name: 'deleted' | 'mergedInto'): unknown {
    const order = (value: unknown): string => (value === null ? '' : String(value));
    return this.#posted
      .filter((said) => said[name] !== undefined)
      .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (order(a[name]) < order(b[name]) ? -1 : 1))
      .at(-1)?.[name];
  }

  aliases(): string[] {
    return this.#posted.flatMap(({ same }) => (same as string[] | undefined) ?? []);
  }

  customs(): string[] {
    return [...new Set(this.#posted.flatMap(({ set }) => Object.keys(set ?? {})))].filter((name) => name.includes('.'));
  }

  /** The earliest instant among what is in force: of a field without history only the last value is. */
  earliest(): number {
    const fields = [...new Set(this.#posted.flatMap(({ set }) => Object.keys(set ?? {})))];
    const saidAt = fields.flatMap((field) => {
      const all = this.history(field).map(({ at }) => at);
      return this.hasHistory(field) ? all : all.slice(-1);
    });
    const marked = (['deleted', 'mergedInto'] as const).flatMap((name) =>
      this.#posted
        .filter((said) => said[name] !== undefined)
        .map(({ at }) => Date.parse(at))
        .sort((a, b) => a - b)
        .slice(-1),
    );
    const told = (instants[this.type] ?? []).flatMap((field) => this.instant(field) ?? []);
    return Math.min(...saidAt, ...marked, ...told);
  }
}

/** All records that observations speak of, deleted and merged ones too. */
export const factsOf = (observations: readonly Posted[]): Fact[] => {
  const refs = [...new Set(observations.map(({ source, record, id }) => `${source}:${record}:${id}`))];
  return refs.map(
    (ref) => new Fact(observations.filter(({ source, record, id }) => `${source}:${record}:${id}` === ref)),
  );
};
