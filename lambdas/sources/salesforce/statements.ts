import { fieldOf, type RecordType } from '../../domain/records/vocabulary.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { aliasesOf } from '../aliases.ts';
import { firstTime } from '../first.ts';
import { mappedFields } from '../mapped.ts';
import type { Said, Statement, Told } from '../statement.ts';
import type { Change } from './change.ts';
import { account, contact } from './customer.ts';
import { startOfDate } from './days.ts';
import { plainDecimal, plainText } from './decimal.ts';
import { instantOf, textOf } from './fields.ts';
import { longId } from './ids.ts';
import { lead } from './lead.ts';
import { opportunity } from './opportunity.ts';
import { campaign, product, user } from './others.ts';
import type { Sayer, Saying } from './saying.ts';
import { ticket } from './ticket.ts';

/** By API name of the object. */
const sayers: ReadonlyMap<string, Sayer> = new Map([
  ['Opportunity', opportunity],
  ['Lead', lead],
  ['Account', account],
  ['Contact', contact],
  ['Case', ticket],
  ['User', user],
  ['Campaign', campaign],
  ['Product2', product],
]);

const changed = (said: Said, change: (name: string, value: Said[string]) => Said[string]): Said => {
  const result: Record<string, Said[string]> = {};
  for (const name of Object.keys(said)) result[name] = change(name, said[name]);
  return result;
};

/** A value as its field wants it, of what means the same in Salesforce and is written otherwise. */
const written = (record: RecordType, name: string, value: Said[string]): Said[string] => {
  if (typeof value !== 'string') return value;
  const kind = fieldOf(record, name)?.type.kind;
  if (kind === 'decimal') return plainDecimal(value);
  return kind === 'reference' ? longId(value) : value;
};

const readable = (record: RecordType, said: Said): Said => changed(said, (name, value) => written(record, name, value));

/** As the ids of records begin that a field can lead to: accounts, contacts, users, opportunities, campaigns, products. */
const ours = /^(?:001|003|005|006|701|01t)/;

/** A value of a field that the configuration names, which may hold anything. */
const plain = (record: RecordType, name: string, value: Said[string]): Said[string] => {
  const kind = fieldOf(record, name)?.type.kind;
  if (kind === 'text' && (typeof value === 'string' || typeof value === 'number')) return plainText(value);
  return kind === 'reference' && typeof value === 'string' && !ours.test(value) ? value : written(record, name, value);
};

const mapped = (record: RecordType, { fields }: Change, settings: SourceSettings): Said =>
  changed(
    mappedFields(record, settings, fields, (value) => instantOf(value) ?? startOfDate(value, settings.timeZone)),
    (name, value) => plain(record, name, value),
  );

const saidOf = (change: Change, saying: Saying, at: number, id: string, settings: SourceSettings): Told => {
  const { path, fields, seq, deleted } = change;
  const { record, earlier = [], first, email, problem } = saying;
  const set = Object.assign(readable(record, saying.set), mapped(record, change, settings));
  const master = textOf(fields('MasterRecordId'));
  const same = aliasesOf(record, settings, (name) => textOf(fields(name)) ?? undefined, textOf(email) ?? undefined);
  const statements: Statement[] = [
    ...(first ? [firstTime(record, id, first.field, first.at)] : []),
    ...earlier.map((before) => ({ record, id, ...before, set: readable(record, before.set) })),
    {
      record,
      id,
      at,
      seq,
      set,
      ...(deleted !== undefined && { deleted }),
      // Of records that were merged the one that is kept is their master.
      ...(master !== undefined && { mergedInto: master === null ? null : longId(master) }),
      ...(same.length > 0 && { same }),
    },
  ];
  return { path, statements, problems: problem ? [problem] : [] };
};

/**
 * What a change says, at its own time or else at its receipt. Nothing where its object is no record of ours, or where it
 * was deleted and comes without data.
 *
 * @param receipt epoch milliseconds
 */
export const toldOf = (change: Change, receipt: number, settings: SourceSettings): Told => {
  const { path, object, id, problem, at = receipt } = change;
  const saying = sayers.get(object ?? '')?.({ ...change, at }, settings);
  if (problem !== undefined && (object === undefined || saying))
    return { path, statements: [], problems: [{ path: '', message: problem }] };
  return id === undefined || !saying ? { path, statements: [] } : saidOf(change, saying, at, longId(id), settings);
};
