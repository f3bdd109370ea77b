import { localDate } from '../../domain/periods/localDay.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { instant } from '../statement.ts';
import { tables } from './customer.ts';
import { dateIn, startOfDate } from './day.ts';
import { instantOf, plainOf, type Row, referenceOf, startOf, textOf } from './row.ts';
import type { Table, Telling } from './telling.ts';

type Outcome = 'open' | 'won' | 'lost';

const states: ReadonlyMap<string, Outcome> = new Map([
  ['0', 'open'],
  ['1', 'won'],
  ['2', 'lost'],
]);

/** The lookups of the customer; `customerid` leads to an account or a contact. */
const customers = ['customerid', 'parentaccountid', 'parentcontactid', 'accountid', 'contactid'];

const custom = 'custom:';

/** The column of the stage that the configuration names, else those there may be; the first that is told stands. */
const stageColumns = ({ fields }: SourceSettings): readonly string[] => {
  const named = fields.deal?.stage;
  return named?.startsWith(custom) ? [named.slice(custom.length)] : ['stageid', 'stepname', 'salesstage'];
};

const stageOf = (row: Row, settings: SourceSettings): string | number | undefined =>
  stageColumns(settings).flatMap((column) => plainOf(row, column) ?? [])[0];

interface Ending {
  readonly outcome?: Outcome | undefined;
  /** The columns that say so. */
  readonly by: readonly string[];
}

/** What Dynamics itself says of the outcome, or what the configuration says of the stage or of the reason of the state. */
const endingOf = (row: Row, stage: string | number | undefined, settings: SourceSettings): Ending => {
  const outcome = states.get(textOf(row, 'statecode') ?? '');
  if (outcome === 'won' || outcome === 'lost') return { outcome, by: ['statecode'] };
  const told = [stage, plainOf(row, 'statuscode')].map((name) => String(name).toLowerCase());
  const isAmong = (names: readonly string[] = []): boolean => names.some((name) => told.includes(name.toLowerCase()));
  const by = ['statuscode', ...stageColumns(settings)];
  if (isAmong(settings.stages?.won)) return { outcome: 'won', by };
  return isAmong(settings.stages?.lost) ? { outcome: 'lost', by } : { outcome, by: ['statecode', ...by] };
};

/** What was earned once it is won, else what is expected. */
const amountOf = (row: Row, outcome: Outcome | undefined): string | number | null | undefined => {
  const expected = plainOf(row, 'estimatedvalue');
  return outcome === 'open' || outcome === 'lost' ? expected : (plainOf(row, 'actualvalue') ?? expected);
};

/** Dynamics names currencies by the id of a row; the label of that id may be the code. */
const currencyOf = (row: Row, { labels }: SourceSettings): string | undefined => {
  const id = textOf(row, 'transactioncurrencyid') ?? '';
  const label = [id, id.toUpperCase()].flatMap((name) =>
    Object.hasOwn(labels, name) ? [labels[name] as string] : [],
  )[0];
  return label !== undefined && /^[a-z]{3}$/i.test(label) ? label.toUpperCase() : undefined;
};

/**
 * When it was closed. The change of state tells the instant; the column for the day is believed where it names another
 * day. A later edit tells the day alone, which must not displace the instant: it is said for the day's beginning.
 */
const closing = (
  row: Row,
  isNow: boolean,
  settings: SourceSettings,
): Pick<Telling, 'besides'> & { closedAt?: number } => {
  const column = row.get('actualclosedate')?.instant;
  const { timeZone } = settings;
  if (isNow && (column === undefined || dateIn(column, timeZone) === localDate(row.at, timeZone)))
    return { closedAt: row.at };
  if (column === undefined) return {};
  const start = startOfDate(column, timeZone);
  if (isNow) return { closedAt: start };
  return { besides: [{ record: 'deal', id: row.id, at: start, set: { closedAt: new Date(start) } }] };
};

/** An opportunity is a deal. */
export const opportunity: Table = {
  record: 'deal',
  tell: (row, settings) => {
    const stage = stageOf(row, settings);
    const { outcome, by } = endingOf(row, stage, settings);
    const isClosed = outcome === 'won' || outcome === 'lost';
    const { closedAt, besides = [] } = isClosed ? closing(row, by.some(row.isChanged), settings) : {};
    const { [settings.customers]: table } = tables;
    return {
      said: {
        name: plainOf(row, 'name'),
        createdAt: instantOf(row, 'createdon'),
        pipeline: plainOf(row, 'processid') ?? undefined,
        stage: isClosed ? undefined : stage,
        amount: amountOf(row, outcome),
        currency: currencyOf(row, settings),
        owner: plainOf(row, 'ownerid'),
        campaign: plainOf(row, 'campaignid'),
        customer: referenceOf(row, table, ...customers),
        outcome,
        closedAt: outcome === 'open' ? null : instant(closedAt),
        lostReason: outcome === 'lost' ? plainOf(row, 'statuscode') : outcome && null,
        expectedCloseAt: instant(startOf(row, 'estimatedclosedate', settings)) ?? plainOf(row, 'estimatedclosedate'),
      },
      from: {
        createdAt: ['createdon'],
        pipeline: ['processid'],
        stage: stageColumns(settings),
        amount: ['estimatedvalue', 'actualvalue'],
        currency: ['transactioncurrencyid'],
        owner: ['ownerid'],
        campaign: ['campaignid'],
        customer: customers,
        outcome: by,
        closedAt: by,
        lostReason: [...by, 'statuscode'],
        expectedCloseAt: ['estimatedclosedate'],
      },
      besides,
    };
  },
};
