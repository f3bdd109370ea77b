import type { SourceConfiguration } from '../../domain/workspaces/schema.ts';
import type { Lead } from './lead.ts';
import type { LeadAction } from './leads.ts';

type Stages = NonNullable<SourceConfiguration['stages']>;
type Outcome = 'open' | 'won' | 'lost';

/** The closing stages that every pipeline of every account has. */
const won = '142';
const lost = '143';

const outcomeOf = (status: string, stages: Stages): Outcome => {
  if (status === won || stages.won?.includes(status)) return 'won';
  return status === lost || stages.lost?.includes(status) ? 'lost' : 'open';
};

/** What a hook says of a lead's way through its stages; instants are epoch milliseconds, `undefined` is not said. */
export interface Progress {
  readonly outcome?: Outcome;
  /** Only of an open lead: won and lost are outcomes, not stages. */
  readonly stage?: string | undefined;
  /** `null` of an open lead. */
  readonly closedAt?: number | null | undefined;
  readonly convertedAt?: number | null | undefined;
  readonly qualifiedAt?: number | undefined;
}

/**
 * Only the hook of the change itself tells the instant of a closing. Every later edit of a closed lead repeats its
 * status under a new time, and so does the first edit that is heard of a lead closed long ago: of these the outcome
 * is believed and the instant stays unknown.
 */
export const progressOf = (action: LeadAction, { status, changedAt, closedAt }: Lead, stages: Stages): Progress => {
  if (status === undefined) return {};
  const outcome = outcomeOf(status, stages);
  const stage = outcome === 'open' ? status : undefined;
  if (changedAt === undefined) return { outcome, stage };
  const closing = closedAt ?? (action === 'status' || action === 'add' ? changedAt : undefined);
  return {
    outcome,
    stage,
    closedAt: outcome === 'open' ? null : closing,
    convertedAt: outcome === 'won' ? closing : null,
    qualifiedAt: stages.qualified?.includes(status) ? (outcome === 'open' ? changedAt : closing) : undefined,
  };
};
