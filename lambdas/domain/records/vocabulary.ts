/**
 * The vocabulary of records: every record type, every field, and how its values compare.
 *
 * A field's place in its list is its place in the stored array (see `encode.ts`), so fields are
 * only ever appended.
 */

export type FieldType =
  | { readonly kind: 'text' }
  /** An exact decimal, kept as its canonical string. Money is in major units. */
  | { readonly kind: 'decimal' }
  /** An instant, kept as whole milliseconds since the Unix epoch. `ahead`: it may be said before its time has come. */
  | { readonly kind: 'instant'; readonly ahead?: true }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  /** The id of another record, of the same source or written `source:id`. */
  | { readonly kind: 'reference'; readonly to: ReferenceType };

export interface Field {
  readonly type: FieldType;
  /** Every `(at, seq, value)` is kept rather than only the greatest. */
  readonly history: boolean;
}

type ReferenceType = 'customer' | 'deal' | 'user' | 'campaign' | 'product';

const field = (type: FieldType): Field => ({ type, history: false });
const history = ({ type }: Field): Field => ({ type, history: true });

const text = field({ kind: 'text' });
const decimal = field({ kind: 'decimal' });
const instant = field({ kind: 'instant' });
const ahead = field({ kind: 'instant', ahead: true });
const boolean = field({ kind: 'boolean' });
const choice = (...of: string[]): Field => field({ kind: 'choice', of });
const reference = (to: ReferenceType): Field => field({ kind: 'reference', to });

const kindOfSale = choice('new', 'upsell', 'cross-sell', 'renewal');

export const vocabulary = {
  lead: {
    name: text,
    createdAt: instant,
    owner: history(reference('user')),
    source: text,
    campaign: reference('campaign'),
    product: reference('product'),
    score: decimal,
    respondedAt: instant,
    qualifiedAt: instant,
    disqualifiedAt: instant,
    convertedAt: instant,
    nextFollowUpAt: ahead,
    customer: reference('customer'),
    deal: reference('deal'),
  },
  deal: {
    name: text,
    createdAt: instant,
    pipeline: text,
    stage: history(text),
    amount: history(decimal),
    cost: decimal,
    currency: text,
    owner: history(reference('user')),
    source: text,
    campaign: reference('campaign'),
    product: reference('product'),
    customer: reference('customer'),
    kind: kindOfSale,
    outcome: history(choice('open', 'won', 'lost')),
    closedAt: instant,
    lostReason: text,
    expectedCloseAt: ahead,
  },
  customer: {
    name: text,
    status: history(choice('active', 'ended')),
    since: instant,
    until: ahead,
    owner: history(reference('user')),
    source: text,
    referredBy: reference('customer'),
    industry: text,
    region: text,
    churnReason: text,
    onboardingStartedAt: instant,
    onboardedAt: instant,
  },
  subscription: {
    customer: reference('customer'),
    startedAt: instant,
    endedAt: ahead,
    mrr: history(decimal),
    currency: text,
    plan: text,
    product: reference('product'),
    endReason: text,
  },
  renewal: {
    customer: reference('customer'),
    dueAt: ahead,
    amount: decimal,
    currency: text,
    outcome: choice('renewed', 'lost'),
    decidedAt: instant,
    renewedAmount: decimal,
    lostReason: text,
  },
  order: {
    customer: reference('customer'),
    deal: reference('deal'),
    at: instant,
    amount: decimal,
    cost: decimal,
    currency: text,
    product: reference('product'),
    kind: kindOfSale,
  },
  ticket: {
    customer: reference('customer'),
    createdAt: instant,
    respondedAt: instant,
    status: history(choice('open', 'solved')),
    solvedAt: instant,
    replies: decimal,
    reopens: decimal,
    channel: text,
    priority: text,
    owner: history(reference('user')),
  },
  survey: {
    kind: choice('nps', 'csat', 'ces'),
    score: decimal,
    scaleMax: decimal,
    lowIsEasy: boolean,
    sentAt: instant,
    at: instant,
    customer: reference('customer'),
    respondent: text,
    touchpoint: text,
    comment: text,
  },
  activity: {
    at: instant,
    kind: text,
    customer: reference('customer'),
    user: reference('user'),
    feature: text,
  },
  user: {
    name: text,
    email: text,
    activeFrom: instant,
    activeUntil: ahead,
    team: text,
    region: text,
  },
  spend: {
    category: choice('marketing', 'sales', 'retention', 'service', 'other'),
    amount: decimal,
    currency: text,
    from: instant,
    to: ahead,
    campaign: reference('campaign'),
  },
  campaign: { name: text, startedAt: instant, endedAt: ahead },
  product: { name: text, cost: decimal },
} as const satisfies Record<string, Record<string, Field>>;

export type RecordType = keyof typeof vocabulary;

export const recordTypes = Object.keys(vocabulary) as RecordType[];

export const isRecordType = (name: string): name is RecordType => Object.hasOwn(vocabulary, name);

/** Fields of a record type by name. */
export const fieldsOf = (type: RecordType): Readonly<Record<string, Field>> => vocabulary[type];

/** A workspace's own fields, `custom.*`: always text, no history. */
const customField: Field = text;
export const isCustom = (name: string): boolean => name.startsWith('custom.') && name.length > 'custom.'.length;

/** The field called `name`, or undefined when the vocabulary has none. */
export const fieldOf = (type: RecordType, name: string): Field | undefined =>
  isCustom(name) ? customField : Object.hasOwn(vocabulary[type], name) ? fieldsOf(type)[name] : undefined;

/** What a field holds once read: text, canonical decimals, epoch milliseconds, booleans; `null` was cleared. */
export type Value = string | number | boolean | null;
