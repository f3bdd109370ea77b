/**
 * The tables that a workspace is loaded into, column by column. Instants are milliseconds since the epoch, amounts
 * millionths of a major unit; both are whole numbers. A `ref` is the record that counts (`crm:deal:1`), an `id` the name
 * that stands for it; what names another record holds the standing name. A history has one row an instant.
 */

export type Cell = string | number | bigint | boolean | null;
export type Rows = Readonly<Record<TableName, readonly (readonly Cell[])[]>>;

const instant = 'BIGINT';
const text = 'VARCHAR';
const micro = 'BIGINT';
const number = 'DOUBLE';

export const tables = {
  /**
   * The period asked for, the one before it, and last year's; `until` is the end of the last day that is known of it, `last30` the start of
   * the 30 local days up to there, `months` are its whole calendar months.
   */
  stretch: { stretch: text, start_: instant, end_: instant, until: instant, last30: instant, months: 'INTEGER' },
  /** The six calendar months closed by the end of each. */
  month: { stretch: text, start_: instant, end_: instant },
  /** One row. `scale` is how many minor units a major unit has. */
  settings: {
    as_of: instant,
    currency: text,
    scale: 'BIGINT',
    grace: instant,
    at_least: 'INTEGER',
    hours: 'BOOLEAN',
    /** The earliest instants said of records of these types; null where there are none. */
    first_activity: instant,
    first_ticket: instant,
    first_sale: instant,
  },
  engagement_kind: { kind: text },
  adoption_feature: { feature: text },
  weight: { signal: text, weight: number },
  rate: { currency: text, day: text, rate: micro },
  used_currency: { currency: text },
  local_day: { at_: instant, day: text },
  open_hours: { from_: instant, to_: instant },

  lead: { ref: text, created_at: instant, responded_at: instant, qualified_at: instant, converted_at: instant },
  deal: {
    ref: text,
    id: text,
    source: text,
    created_at: instant,
    closed_at: instant,
    outcome: text,
    amount: micro,
    cost: micro,
    currency: text,
    customer: text,
    kind: text,
  },
  deal_amount: { ref: text, at_: instant, amount: micro },
  deal_outcome: { ref: text, at_: instant, outcome: text },
  /** The stage as readers of two sources tell it apart, `crm:talk`; empty where it was cleared. */
  deal_stage: { ref: text, at_: instant, stage: text },
  sales_order: {
    ref: text,
    at_: instant,
    amount: micro,
    cost: micro,
    currency: text,
    customer: text,
    deal: text,
    kind: text,
  },
  customer: {
    ref: text,
    id: text,
    since: instant,
    until: instant,
    onboarding_started_at: instant,
    onboarded_at: instant,
    referred_by: text,
    churn_reason: text,
  },
  customer_status: { ref: text, at_: instant, status: text },
  /** `payer`: its customer, or itself where it names none. */
  subscription: {
    ref: text,
    payer: text,
    started_at: instant,
    ended_at: instant,
    end_reason: text,
    currency: text,
  },
  subscription_mrr: { ref: text, at_: instant, mrr: micro },
  renewal: { ref: text, due_at: instant, outcome: text, amount: micro, renewed_amount: micro, currency: text },
  ticket: {
    ref: text,
    created_at: instant,
    responded_at: instant,
    solved_at: instant,
    replies: number,
    reopens: number,
    customer: text,
  },
  ticket_status: { ref: text, at_: instant, status: text },
  survey: {
    ref: text,
    kind: text,
    score: number,
    scale: number,
    low_is_easy: 'BOOLEAN',
    sent_at: instant,
    at_: instant,
    customer: text,
    respondent: text,
  },
  /** One that happened: the quarter-hour is all that is kept of its instant. */
  activity: { at_: instant, kind: text, feature: text, customer: text, seat: text },
  seat: { ref: text, id: text, active_from: instant, active_until: instant },
  spend: { ref: text, category: text, amount: micro, currency: text, from_: instant, to_: instant },

  /** What records say of their segments; `at` is long ago where no history is kept, `key` empty where it was cleared. */
  segment_said: { ref: text, by_: text, at_: instant, key: text },
  own_dimension: { type: text, by_: text },
  /** The customer's record that a record takes segments from. */
  segment_customer: { ref: text, customer: text },
  segment_owner: { key: text, ref: text },
} as const;

export type TableName = keyof typeof tables;
export const tableNames = Object.keys(tables) as TableName[];
