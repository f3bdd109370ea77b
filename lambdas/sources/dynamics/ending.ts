import { forAllTime } from '../../domain/records/observation.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { isDayOf, startOfDate } from './day.ts';
import { plainOf, type Row, textOf } from './row.ts';
import type { Telling } from './telling.ts';

type Outcome = 'open' | 'won' | 'lost';

const states: ReadonlyMap<string, Outcome> = new Map([
  ['0', 'open'],
  ['1', 'won'],
  ['2', 'lost'],
]);

const custom = 'custom:';

/** The column of the stage that the configuration names, else those there may be; the first that is told stands. */
export const stageColumns = ({ fields }: SourceSettings): readonly string[] => {
  const named = fields.deal?.stage;
  return named?.startsWith(custom) ? [named.slice(custom.length)] : ['stageid', 'stepname', 'salesstage'];
};

/** How a deal stands. */
export interface Ending {
  readonly outcome?: Outcome | undefined;
  /** The columns that say so: of a closed deal the one. */
  readonly by: readonly string[];
}

/** What Dynamics itself says of the outcome, or what the configuration says of the stage or of the reason of the state. */
export const endingOf = (row: Row, settings: SourceSettings): Ending => {
  const outcome = states.get(textOf(row, 'statecode') ?? '');
  if (outcome === 'won' || outcome === 'lost') return { outcome, by: ['statecode'] };
  const stages = stageColumns(settings);
  const stage = stages.find((column) => (plainOf(row, column) ?? null) !== null);
  const told = ['statuscode', ...(stage === undefined ? [] : [stage])];
  const among = (names: readonly string[] = []): string | undefined =>
    told.find((column) => names.some((name) => name.toLowerCase() === textOf(row, column)?.toLowerCase()));
  for (const end of ['won', 'lost'] as const) {
    const column = among(settings.stages?.[end]);
    if (column !== undefined) return { outcome: end, by: [column] };
  }
  return { outcome, by: ['statecode', 'statuscode', ...stages] };
};

/** Whether the operation made it stand so, as far as can be told: that it already did, only an image of before can tell. */
const isNow = (row: Row, { outcome, by }: Ending, settings: SourceSettings): boolean =>
  by.some(row.isChanged) && (row.before === undefined || endingOf(row.before, settings).outcome !== outcome);

/**
 * When a deal was closed. The change of its outcome tells the instant; the column for the day is believed where it names
 * another day, and where it is corrected. A later edit tells the day alone, which must not displace the instant: it is
 * said for the day's beginning. Only a reopening takes a closing back; that a deal is open otherwise gives way to every
 * such day.
 */
export const closingOf = (
  row: Row,
  ending: Ending,
  settings: SourceSettings,
): Pick<Telling, 'besides'> & { readonly closedAt?: Date | null } => {
  const { timeZone } = settings;
  const isChange = isNow(row, ending, settings);
  if (ending.outcome === undefined) return {};
  if (ending.outcome === 'open')
    return isChange && !row.isNew
      ? { closedAt: null }
      : { besides: [{ record: 'deal', id: row.id, at: forAllTime, set: { closedAt: null } }] };
  const column = row.get('actualclosedate')?.instant;
  if (column === undefined) return isChange ? { closedAt: new Date(row.at) } : {};
  const start = startOfDate(column, timeZone);
  if (isChange || row.isChanged('actualclosedate'))
    return { closedAt: new Date(isDayOf(column, row.at, timeZone) ? row.at : start) };
  return { besides: [{ record: 'deal', id: row.id, at: start, set: { closedAt: new Date(start) } }] };
};
