import type { ListedRecord } from '../domain/reviews/records/listed.ts';
import { clean } from './language/clean.ts';
import { format } from './language/numbers.ts';
import { formatDay } from './language/periods.ts';
import type { Reading } from './reading.ts';

/** A record behind a number, as a row of a table. */
interface RecordRow {
  /** Its name, else its id. */
  readonly name: string;
  /** Where it is seen in its system. */
  readonly href: string | null;
  /** `deals 42`, beside a name of its own. */
  readonly kind: string;
  /** How it counts: `counted · green, red before`. */
  readonly role: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

type Shown = ListedRecord['fields'][string];

const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;
const decimalForm = /^-?\d+(?:\.\d+)?$/;

/** Fields that are ids although they may look like numbers. */
const named: ReadonlySet<string> = new Set([
  'stage',
  'pipeline',
  'owner',
  'customer',
  'user',
  'product',
  'campaign',
  'deal',
]);

const labelIn = (reading: Reading, source: string, text: string): string => {
  const labels = reading.rendered.configuration.sources.find(({ id }) => id === source)?.labels ?? {};
  return Object.hasOwn(labels, text) ? (labels[text] ?? text) : text;
};

const wordOf = (reading: Reading, source: string, field: string, value: Shown): string => {
  const { language, rendered } = reading;
  if (value === null) return language.say('values.none');
  const text = String(value);
  if (named.has(field)) return clean(labelIn(reading, source, text), 60);
  if (instantForm.test(text)) return formatDay(language, text, rendered.document.timeZone);
  const word = language.find(`choices.${field}.${text}`);
  if (word !== null) return word;
  if (decimalForm.test(text) && !field.startsWith('custom.'))
    return format(language.locale, Number(text), { maximumFractionDigits: 12 });
  return clean(text, 60);
};

const fieldName = ({ language }: Reading, field: string): string =>
  language.find(`fields.${field}`) ?? language.find(`dimensions.${field}`) ?? clean(field.replace(/^custom\./, ''), 40);

const partWord = ({ language }: Reading, part: string): string => language.find(`parts.${part}`) ?? clean(part, 40);

/** `noClosedAt` is without a closing date. */
const leftOutWord = (reading: Reading, code: string): string => {
  const { language } = reading;
  const known = language.find(`listed.reasons.${code}`);
  const field = `${code.charAt(2).toLowerCase()}${code.slice(3)}`;
  const reason = known ?? language.say('listed.reasons.without', { field: fieldName(reading, field) });
  return language.say('listed.leftOut', { reason });
};

const roleWord = (reading: Reading, { role, part, partBefore, leftOut }: ListedRecord): string => {
  const { say } = reading.language;
  const isMoved = part !== undefined && partBefore !== undefined && part !== partBefore;
  return [
    ...(role === null ? [] : [say(`listed.roles.${role}`)]),
    ...(part === undefined ? [] : [partWord(reading, part)]),
    ...(isMoved ? [say('listed.before', { part: partWord(reading, partBefore) })] : []),
    ...(leftOut === undefined ? [] : [leftOutWord(reading, leftOut)]),
  ].join(' · ');
};

/** The currency of an amount where its record says none: its source's, else the workspace's. */
const currencyOf = ({ rendered: { configuration } }: Reading, source: string, said: Shown): string =>
  typeof said === 'string'
    ? said
    : (configuration.sources.find(({ id }) => id === source)?.currency ?? configuration.currency);

/** An amount in its currency; one that is no currency stands beside it as it is written. */
const moneyOf = ({ language }: Reading, amount: number, currency: string): string =>
  /^[A-Z]{3}$/.test(currency)
    ? format(language.locale, amount, { style: 'currency', currency })
    : `${format(language.locale, amount, { maximumFractionDigits: 12 })} ${clean(currency, 10)}`;

const amountOf = (reading: Reading, source: string, [field, value]: [string, Shown], currency: Shown): string => {
  const isAmount = (typeof value === 'string' && decimalForm.test(value)) || typeof value === 'number';
  return isAmount
    ? moneyOf(reading, Number(value), currencyOf(reading, source, currency))
    : wordOf(reading, source, field, value);
};

const ofMoney: ReadonlySet<string> = new Set(['amount', 'cost', 'mrr', 'renewedAmount']);

/** What the amounts of the records that count come to, by currency; none where fewer than two have one. */
export const totalsOf = (reading: Reading, records: readonly ListedRecord[]): string[] => {
  const amounts = records.flatMap(({ source, role, fields: { amount = null, currency = null } }) =>
    amount === null || role === null || role === 'denominator' || role === 'other'
      ? []
      : [{ amount: Number(amount), currency: currencyOf(reading, source, currency) }],
  );
  if (amounts.length < 2) return [];
  return [...new Set(amounts.map(({ currency }) => currency))].map((one) => {
    const sum = amounts.filter(({ currency }) => currency === one).reduce((total, { amount }) => total + amount, 0);
    return moneyOf(reading, sum, one);
  });
};

const fieldsOf = (
  reading: Reading,
  { source, fields: { currency = null, ...fields } }: ListedRecord,
): RecordRow['fields'] =>
  Object.entries(fields).map((one) => {
    const [field, value] = one;
    const isMoney = ofMoney.has(field);
    return {
      name: fieldName(reading, field),
      value: isMoney ? amountOf(reading, source, one, currency) : wordOf(reading, source, field, value),
    };
  });

const mrrOf = (reading: Reading, { subscriptions = [] }: ListedRecord): RecordRow['fields'] => {
  const mostShown = 3;
  const amounts = subscriptions
    .slice(0, mostShown)
    .map(({ source, mrr, currency }) => amountOf(reading, source, ['mrr', mrr], currency));
  if (amounts.length === 0) return [];
  const more = subscriptions.length > mostShown ? [reading.language.say('values.more')] : [];
  return [{ name: fieldName(reading, 'mrr'), value: [...amounts, ...more].join(', ') }];
};

export const recordRowOf = (reading: Reading, listed: ListedRecord): RecordRow => {
  const { language } = reading;
  const { record, id, name, url } = listed;
  const kind = language.find(`record.${record}`) ?? record;
  const shown = name === null ? '' : clean(name);
  return {
    name: shown || language.say('listed.nameless', { kind, id: clean(id) }),
    href: url !== null && /^https?:\/\//i.test(url) ? url : null,
    kind: shown ? language.say('listed.nameless', { kind, id: clean(id) }) : '',
    role: roleWord(reading, listed),
    fields: [...fieldsOf(reading, listed), ...mrrOf(reading, listed)],
  };
};
