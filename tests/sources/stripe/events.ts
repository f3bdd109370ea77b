/** Events as Stripe sends them; their contents are made up. */

type Members = Readonly<Record<string, unknown>>;

/** Epoch seconds. */
const begun = 1_780_000_000;
const day = 86_400;

/** An instant of records, so many days after the beginning. */
export const at = (days: number): number => (begun + days * day) * 1000;
export const seconds = (days: number): number => begun + days * day;

/** @param days after the beginning at which it was created */
export const eventOf = (type: string, object: Members, days = 0, change: Members = {}): string => {
  const { previous_attributes, ...rest } = change;
  return JSON.stringify({
    id: `evt_${type}_${days}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: seconds(days),
    livemode: true,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
    data: { object, ...(previous_attributes === undefined ? {} : { previous_attributes }) },
    ...rest,
  });
};

export const priceOf = (unit: number | null, change: Members = {}): Members => {
  const { interval = 'month', interval_count = 1, usage_type = 'licensed', ...rest } = change;
  return {
    id: 'price_rope',
    object: 'price',
    billing_scheme: 'per_unit',
    currency: 'eur',
    product: 'prod_rigging',
    recurring: { interval, interval_count, usage_type },
    unit_amount: unit,
    unit_amount_decimal: unit === null ? null : String(unit),
    transform_quantity: null,
    ...rest,
  };
};

export const itemOf = (price: Members, change: Members = {}): Members => ({
  id: 'si_1',
  object: 'subscription_item',
  price,
  quantity: 1,
  current_period_start: seconds(0),
  current_period_end: seconds(30),
  ...change,
});

export const itemsOf = (...data: Members[]): Members => ({ object: 'list', has_more: false, data });

export const subscriptionOf = (change: Members = {}): Members => ({
  id: 'sub_1',
  object: 'subscription',
  customer: 'cus_1',
  currency: 'eur',
  status: 'active',
  created: seconds(0),
  start_date: seconds(0),
  ended_at: null,
  trial_end: null,
  latest_invoice: 'in_1',
  cancellation_details: { comment: 'Too many knots', feedback: null, reason: null },
  metadata: {},
  items: itemsOf(itemOf(priceOf(2000))),
  ...change,
});

export const lineOf = (change: Members = {}): Members => ({
  id: 'il_1',
  object: 'line_item',
  amount: 2000,
  period: { start: seconds(30), end: seconds(60) },
  parent: { type: 'subscription_item_details', subscription_item_details: { proration: false, subscription: 'sub_1' } },
  pricing: { type: 'price_details', price_details: { price: 'price_rope', product: 'prod_rigging' } },
  ...change,
});

/** The invoice with which another period of `sub_1` begins, 2,000 and 19 percent of it, paid an hour after it was made. */
export const invoiceOf = (change: Members = {}): Members => ({
  id: 'in_2',
  object: 'invoice',
  customer: 'cus_1',
  currency: 'eur',
  billing_reason: 'subscription_cycle',
  status: 'paid',
  created: seconds(30) + 4,
  period_start: seconds(0),
  period_end: seconds(30),
  status_transitions: { finalized_at: seconds(30) + 3500, paid_at: seconds(30) + 3600 },
  parent: { type: 'subscription_details', subscription_details: { subscription: 'sub_1' } },
  total: 2380,
  total_excluding_tax: 2000,
  amount_paid: 2380,
  post_payment_credit_notes_amount: 0,
  metadata: {},
  lines: { object: 'list', has_more: false, data: [lineOf()] },
  ...change,
});

export const customerOf = (change: Members = {}): Members => ({
  id: 'cus_1',
  object: 'customer',
  name: 'Três velas & um leme',
  email: 'Ana@Acme.example',
  metadata: { crm_id: '42', tier: 'gold' },
  address: { country: 'PT' },
  ...change,
});

/** When `invoiceOf` was paid. */
export const paidAt = at(30) + 3_600_000;
