/** What a KPI is asked in: what counts, one row each, and what is made of the rows of a period and of a segment. */
export interface Kpi {
  readonly id: string;
  /** Rule 5: of each, one of the alternatives, all fields of which some record has stated. */
  readonly needs: readonly (readonly string[])[][];
  /**
   * A query for what counts: `stretch`, what places it (`ref` and `cut`, the end of what is known there), and what it
   * brings. A row with a `code` is one of which the amount is unknown, and counts only where none is known.
   */
  readonly items: string;
  /** Aggregates over the items. */
  readonly value: string;
  readonly numerator?: string;
  readonly denominator?: string;
  readonly n: string;
  /** Why there is no value; otherwise it is a zero denominator. */
  readonly missing?: string;
  /** Aggregates over the items of the period asked for; `:stage` is the stage that is told. */
  readonly companions?: Readonly<Record<string, string>>;
  /** Companions that a workspace has only where it configures them. */
  readonly optional?: Readonly<Record<string, 'hours'>>;
  /** The dimensions it is broken down by, if not by all that its items have. */
  readonly by?: readonly string[];
  /** A dimension that the items themselves say, in a column of its name. */
  readonly also?: 'reason' | 'stage';
  /** Told of each stage; of all it is the one with the greatest value, or the least. */
  readonly stage?: 'greatest' | 'least';
}

type Shape = Pick<Kpi, 'value' | 'numerator' | 'denominator' | 'n'>;

/** One over another, both told, over so many. */
export const quotient = (numerator: string, denominator: string, n = denominator): Shape => ({
  value: `ratio(${numerator}, ${denominator})`,
  numerator,
  denominator,
  n,
});
export const shareOf = (some: string): Shape => quotient(`count(*) FILTER (${some})`, 'count(*)');
export const count: Shape = { value: 'count(*)', n: 'count(*)' };

/** Minor units in major ones. */
export const major = (minor: string): string => `(${minor}) / (SELECT scale FROM settings)::DOUBLE`;
/** A sum, which is 0 of nothing. */
export const total = (column: string): string => `coalesce(sum(${column}), 0)::DOUBLE`;
export const totalOf = (column: string): Shape => ({ value: major(total(column)), n: 'count(*)' });

/** The median of a column of seconds, with the mean and the 90th percentile beside it. */
export const lasting: Shape & Required<Pick<Kpi, 'companions'>> = {
  value: 'quantile_cont(seconds, 0.5)',
  n: 'count(*)',
  companions: { mean: 'avg(seconds)', p90: 'quantile_cont(seconds, 0.9)' },
};

export const member = [['customer.since'], ['customer.status'], ['subscription.mrr']];
/** Deals won and orders of which some field is said, too. */
export const saleWith = (...fields: string[]): string[][] => [
  ['deal.outcome', 'deal.closedAt', ...fields.map((field) => `deal.${field}`)],
  ['order.at', ...fields.map((field) => `order.${field}`)],
];
export const each = (...fields: string[]): string[][][] => fields.map((field) => [[field]]);
