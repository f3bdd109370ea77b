import type { RecordType } from '../../domain/records/vocabulary.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { aliasesOf } from '../aliases.ts';
import { mappedFields } from '../mapped.ts';
import { parted, type Said, type Statement } from '../statement.ts';
import type { Context } from './context.ts';
import { startOfDate } from './day.ts';
import { plainOf, type Row, rowAfter, rowIn, textOf } from './row.ts';
import type { Table } from './telling.ts';
import { modifiedOn } from './time.ts';

const custom = 'custom:';
const midnight = /^\d{4}-\d\d-\d\dT00:00:00\.000Z$/;

/** Columns that the configuration gives a name of the vocabulary; those for days begin in the workspace's zone. */
const mapped = (record: RecordType, row: Row, settings: SourceSettings): Said =>
  mappedFields(
    record,
    settings,
    (column) => plainOf(row, column),
    (value) => (midnight.test(String(value)) ? startOfDate(Date.parse(String(value)), settings.timeZone) : undefined),
  );

/** Where statements of one instant are placed: those of columns that changed, and those that are only repeated. */
interface Places {
  readonly changed: string | undefined;
  readonly repeated: string | undefined;
}

/** Versions by size, and all of them after the times of jobs, which are digits: places that are other text stand last. */
const placeOf = (version: string | undefined): string | undefined => version && `v${version.padStart(19, '0')}`;

/**
 * Dataverse's clock has whole seconds. The version of the row orders what happened within one; where it is not told,
 * what an operation wrote is placed after what images repeat, which may be from before it.
 */
const placesOf = ({ version, created }: Context): Places => ({
  changed: placeOf(version) ?? (created && created.at >= 0 ? String(created.at) : '1'),
  repeated: placeOf(version),
});

/** What a row says, as statements about its record. */
const statementsIn = ({ record, tell }: Table, row: Row, places: Places, settings: SourceSettings): Statement[] => {
  const telling = tell(row, settings);
  if (!telling) return [];
  const { id, at } = row;
  const own = mapped(record, row, settings);
  // A stage that the configuration names is said like any other, only of deals that are open.
  const said: Said = { ...telling.said, ...own, ...(record === 'deal' && { stage: telling.said.stage }) };
  const columnsOf = (field: string): readonly string[] =>
    Object.hasOwn(own, field)
      ? [settings.fields[record]?.[field]?.slice(custom.length) ?? field]
      : (telling.from[field] ?? [field]);
  const { subject, rest } = parted(said, (field) => columnsOf(field).some(row.isChanged));
  const same = aliasesOf(record, settings, (column) => textOf(row, column), telling.email);
  return [
    { record, id, at, seq: places.repeated, set: rest, same },
    { record, id, at, seq: places.changed, set: subject },
    ...(telling.besides ?? []),
  ];
};

/**
 * What the row was before. That is told for the instant of the change before, which only the image's own column
 * says; without it nothing is, for the instant of this one is too late.
 */
const statementsBefore = (
  table: Table,
  context: Context,
  id: string,
  at: number,
  settings: SourceSettings,
): Statement[] => {
  const before = modifiedOn(context.before);
  if (before === undefined || before > at) return [];
  const row = rowIn(context.before, id, before);
  // Its version is after every job's time, so it must not be told where that of the operation itself is not.
  const place = context.version && placeOf(textOf(row, 'versionnumber'));
  return statementsIn(table, row, { changed: place, repeated: place }, settings);
};

/** Which operations say whether the row is there. */
const presence: ReadonlyMap<string, boolean> = new Map([
  ['Delete', true],
  ['Create', false],
  ['Restore', false],
]);

/** The row that stands for this one since they were merged. */
const mergedInto = (row: Row, { table }: Context): string | undefined => {
  const master = row.get('masterid');
  return master?.table === table && typeof master.plain === 'string' && master.plain !== row.id
    ? master.plain
    : undefined;
};

/**
 * What one operation says of its row, and of the one that it merged into it.
 *
 * @param at when it was done, epoch milliseconds
 */
export const statementsOf = (
  table: Table,
  context: Context,
  id: string,
  at: number,
  settings: SourceSettings,
): Statement[] => {
  const row = rowAfter(context, id, at);
  const { record } = table;
  const telling = table.tell(row, settings);
  if (telling === undefined) return [];
  // It is told whole, in one, and neither deleted nor merged.
  if (record === 'activity') return [{ record, id, at, set: telling.said }];
  const deleted = presence.get(context.message);
  const winner = mergedInto(row, context);
  return [
    ...(deleted === true ? [] : statementsIn(table, row, placesOf(context), settings)),
    ...statementsBefore(table, context, id, at, settings),
    ...(deleted === undefined ? [] : [{ record, id, at, deleted }]),
    ...(winner === undefined ? [] : [{ record, id, at, mergedInto: winner }]),
    ...(context.loser === undefined ? [] : [{ record, id: context.loser, at, mergedInto: id }]),
  ];
};
