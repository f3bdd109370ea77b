import type { ReadRecord } from '../../../lambdas/domain/reviews/compute.ts';

/**
 * The tables that DuckDB is given: rows of the same company, with what is work to find out of histories worked out. A
 * stretch of time begins after `since` and ends with `until`, so that what holds just before an instant holds at the
 * instants within it. Amounts in minor units, instants in milliseconds, owners as of the instant that decides.
 */
export const tables = {
  deals: 'created BIGINT, closed BIGINT, outcome VARCHAR, owner VARCHAR, amount BIGINT',
  /** Stretches in which a deal is open, and neither its owner nor its amount changes. */
  spans: 'since BIGINT, until BIGINT, owner VARCHAR, amount BIGINT',
  leads: 'created BIGINT, converted BIGINT, owner VARCHAR',
  /** Stretches in which somebody is a customer, and its owner does not change; none of a customer overlap. */
  members: 'customer BIGINT, since BIGINT, until BIGINT, owner VARCHAR',
  /** Stretches in which a customer pays an amount a month for a subscription, and its owner does not change. */
  prices: 'customer BIGINT, since BIGINT, until BIGINT, owner VARCHAR, mrr BIGINT',
  /** Answers alone; the owner is the customer's. */
  surveys: 'kind VARCHAR, answered BIGINT, score BIGINT, scale BIGINT, person VARCHAR, owner VARCHAR',
  tickets: 'created BIGINT, responded BIGINT, owner VARCHAR, responder VARCHAR',
};

export type Table = keyof typeof tables;

type Row = readonly (string | number | null)[];

/** A record as it is stored, and the rows that say the same. */
export interface Made {
  readonly record: ReadRecord;
  /** With a merge or another name. */
  readonly isLinked?: boolean;
  readonly rows: readonly (readonly [Table, Row])[];
}

/** The end of what has none. */
export const forever = Number.MAX_SAFE_INTEGER;

export const minor = (amount: unknown): number => Math.round(Number(amount) * 100);

/** A record that is in none of the tables. */
export const untabled = (record: ReadRecord): Made => ({ record, rows: [] });
