import type { SourceConfiguration } from '../../domain/workspaces/schema.ts';
import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { firstTime } from '../first.ts';
import { textAt } from '../json.ts';
import { instant, type Problem, type Said, type Statement } from '../statement.ts';
import { type Kind, recordOf } from './kinds.ts';

type Stages = NonNullable<SourceConfiguration['stages']>;

/** A status of a task. */
export interface Status {
  /** Its name, or its id, where nothing else is told. */
  readonly name: string;
  readonly id: string | undefined;
  /** `open`, `custom`, `done` or `closed`; `undefined` where nothing but its id is told. */
  readonly type: string | undefined;
}

/** How a status ends a task; `closed` where nothing says whether well, which is all the same for tickets and onboardings. */
type Ending = 'open' | 'won' | 'lost' | 'closed' | undefined;

/** A status as a task or its history has it; `type` where it does not say its own. */
export const statusOf = (input: unknown, type?: string): Status | undefined => {
  const name = textAt(input, 'status');
  return name === undefined ? undefined : { name, id: textAt(input, 'id'), type: textAt(input, 'type') ?? type };
};

const same = (a: string, b: string | undefined): boolean => b !== undefined && a.toLowerCase() === b.toLowerCase();

const isAmong = (stages: readonly string[] | undefined, { name, id }: Status): boolean =>
  stages?.some((stage) => same(stage, name) || same(stage, id)) ?? false;

/** Ids of statuses, `p90113664978_MfslpaDU`, rather than names. */
const isId = (stage: string): boolean => /^p\d+_/.test(stage);

/** Whether nothing but its id is told of a status. */
export const isOpaque = ({ name, id }: Status): boolean => name === id;

/** Whether a status can be called a stage: by its name, or by an id that the configuration names. */
const isStage = (status: Status, { stages = {}, labels }: SourceSettings): boolean =>
  !isOpaque(status) || isAmong(stages.qualified, status) || Object.hasOwn(labels, status.name);

const endingOf = (kind: Kind, status: Status, stages: Stages): Ending => {
  if (isAmong(stages.won, status)) return 'won';
  if (isAmong(stages.lost, status)) return 'lost';
  if (isAmong(stages.qualified, status)) return 'open';
  if (status.type === 'closed' || status.type === 'done')
    return kind === 'ticket' || kind === 'onboarding' ? 'won' : 'closed';
  // Of an id nobody knows what it is, unless the configuration names the ending ones by their ids.
  return status.type !== undefined || [...(stages.won ?? []), ...(stages.lost ?? [])].some(isId) ? 'open' : undefined;
};

/** What a status says of a task of each kind, where it has ended it at `at`, or nobody knows when. */
const progress: Readonly<Record<Kind, (ending: Ending, status: Status, at: Date | undefined) => Said>> = {
  deal: (ending, { name }, at) => {
    if (ending === undefined) return {};
    return ending === 'open'
      ? { outcome: 'open', closedAt: null, lostReason: null }
      : { outcome: ending, closedAt: at, lostReason: ending === 'lost' ? name : null };
  },
  lead: (ending, _, at) => {
    if (ending === undefined) return {};
    return { convertedAt: ending === 'won' ? at : null, disqualifiedAt: ending === 'lost' ? at : null };
  },
  ticket: (ending, _, at) => {
    if (ending === undefined) return {};
    if (ending === 'open') return { status: 'open', solvedAt: null };
    // What is given up is over, and was not solved.
    return { status: 'solved', solvedAt: ending === 'lost' ? null : at };
  },
  onboarding: (ending, _, at) => {
    if (ending === undefined) return {};
    return { onboardedAt: ending === 'open' || ending === 'lost' ? null : at };
  },
};

const unknown: Problem = {
  path: 'status',
  message: 'is one that closes the task, and neither stages.won nor stages.lost names it',
};

/** What is told of the status of a task. */
export interface Standing {
  readonly kind: Kind;
  readonly id: string;
  readonly status: Status;
  /** The one before it, where that is told. */
  readonly before?: Status | undefined;
  /** When it was seen in this status, epoch milliseconds. */
  readonly at: number;
  /** When the status ended the task, where it did and that is told. */
  readonly endedAt: number | undefined;
}

/** What a status says of a record, and what besides, which is for all time. */
export const standingOf = (
  { kind, id, status, before, at, endedAt }: Standing,
  settings: SourceSettings,
): { readonly set: Said; readonly besides: Statement[]; readonly problems: Problem[] } => {
  const { stages = {} } = settings;
  const ending = endingOf(kind, status, stages);
  if (ending === 'closed') return { set: {}, besides: [], problems: [unknown] };
  const isRepeated = before !== undefined && ending !== 'open' && endingOf(kind, before, stages) === ending;
  const isQualified = kind === 'lead' && isAmong(stages.qualified, status);
  const isOpen = ending === 'open' || ending === undefined;
  const stage = kind === 'deal' && isOpen && isStage(status, settings) ? { stage: status.name } : {};
  return {
    set: { ...stage, ...progress[kind](ending, status, isRepeated ? undefined : instant(endedAt)) },
    besides: isQualified ? [firstTime(recordOf(kind), id, 'qualifiedAt', at)] : [],
    problems: [],
  };
};
