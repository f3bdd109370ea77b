import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { instant } from '../statement.ts';
import type { Change } from './change.ts';
import { happenedAt, startOf } from './days.ts';
import { dateOf, flagOf, instantOf, textOf, type Value } from './fields.ts';
import { longId } from './ids.ts';
import { customerOf, instantIn, owned, type Sayer } from './saying.ts';

type Stages = NonNullable<SourceSettings['stages']>;
type Outcome = 'open' | 'won' | 'lost';

/** The closing stages that an organisation has from the start. */
const won = 'Closed Won';
const lost = 'Closed Lost';

const byStage = (stage: string, stages: Stages): Outcome => {
  if (stages.won?.includes(stage)) return 'won';
  if (stages.lost?.includes(stage)) return 'lost';
  if (stage === won) return 'won';
  return stage === lost ? 'lost' : 'open';
};

const isNamed = (stage: string, { won: winning = [], lost: losing = [] }: Stages): boolean =>
  winning.includes(stage) || losing.includes(stage);

/** By what the configuration says of the stage, else by what Salesforce says, else by the stage; `closed` is not known which. */
const outcomeOf = ({ fields }: Change, stages: Stages): Outcome | 'closed' | undefined => {
  const stage = textOf(fields('StageName')) ?? undefined;
  if (stage !== undefined && isNamed(stage, stages)) return byStage(stage, stages);
  const isClosed = flagOf(fields('IsClosed'));
  const isWon = flagOf(fields('IsWon'));
  if (isWon) return 'won';
  if (isClosed === false) return 'open';
  const told = stage === undefined ? undefined : byStage(stage, stages);
  if (isClosed) return isWon === false ? 'lost' : told === undefined || told === 'open' ? 'closed' : told;
  return told;
};

const kinds: ReadonlyMap<string, string> = new Map([
  ['new business', 'new'],
  ['new customer', 'new'],
  ['existing customer - upgrade', 'upsell'],
  ['upsell', 'upsell'],
  ['cross-sell', 'cross-sell'],
  ['renewal', 'renewal'],
]);

/** A type that says nothing of the kind is none, so that it takes the one before it back. */
const kindOf = (type: Value): string | null | undefined =>
  type === undefined ? undefined : (kinds.get(String(type).toLowerCase()) ?? null);

const longIdIn = (value: Value): Value => (typeof value === 'string' ? longId(value) : value);

const upper = (value: Value): Value => (typeof value === 'string' ? value.toUpperCase() : value);

const closedAt = (change: Change, movedAt: number | undefined, timeZone: string): number | undefined => {
  const { fields, editedAt } = change;
  const on = dateOf(fields('CloseDate'));
  return happenedAt({ on, at: movedAt, editedAt, createdAt: instantOf(fields('CreatedDate')) }, timeZone);
};

/** When it came to stand where it is told to stand. */
const movedAt = ({ fields, at, isNew }: Change): number | undefined =>
  ['StageName', 'IsClosed', 'IsWon'].some(isNew) ? at : instantOf(fields('LastStageChangeDate'));

/** An Opportunity is a deal. */
export const opportunity: Sayer = (change, settings) => {
  const { fields } = change;
  const outcome = outcomeOf(change, settings.stages ?? {});
  const isOpen = outcome === 'open';
  const isClosed = outcome === 'won' || outcome === 'lost';
  const moved = movedAt(change);
  const progress = {
    outcome: outcome === 'closed' ? undefined : outcome,
    stage: isOpen ? textOf(fields('StageName')) : undefined,
  };
  return {
    record: 'deal',
    set: {
      ...owned(change),
      ...progress,
      createdAt: instantIn(fields, 'CreatedDate'),
      pipeline: longIdIn(fields('RecordTypeId')),
      amount: fields('Amount'),
      currency: upper(fields('CurrencyIsoCode')),
      source: fields('LeadSource'),
      campaign: fields('CampaignId'),
      customer: customerOf(fields, settings),
      kind: kindOf(fields('Type')),
      closedAt: isClosed ? instant(closedAt(change, moved, settings.timeZone)) : isOpen ? null : undefined,
      expectedCloseAt: isClosed ? undefined : startOf(fields('CloseDate'), settings.timeZone),
    },
    // Between two messages stages are passed through; since when it is in this one is known all the same.
    ...(moved !== undefined && moved !== change.at && { earlier: [{ at: moved, set: progress }] }),
    ...(outcome === 'closed' && {
      problem: {
        path: 'IsWon',
        message: 'is missing: send it beside IsClosed, or list the closing stages in `stages.won` and `stages.lost`',
      },
    }),
  };
};
