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

/** How long after its creation a lead that is added closed may be told of, in milliseconds; one from a file is older. */
const atOnce = 60_000;

/** Whether a hook is told when the status came to be: of a move, or of a lead that was made in it. */
const isOfChange = (action: LeadAction, { createdAt, changedAt }: Lead): boolean =>
  action === 'status' ||
  (action === 'add' && createdAt !== undefined && changedAt !== undefined && changedAt - createdAt <= atOnce);

/**
 * Only the hook of the change itself tells the instant of a closing. Every later edit of a closed lead repeats its
 * status under a new time, and so does the first edit that is heard of a lead closed long ago, and the adding of one that
 * was closed elsewhere: of these the outcome is believed and the instant stays unknown.
 */
export const progressOf = (action: LeadAction, lead: Lead, stages: Stages): Progress => {
  const { status, changedAt, closedAt } = lead;
  if (status === undefined) return {};
  const outcome = outcomeOf(status, stages);
  const stage = outcome === 'open' ? status : undefined;
  if (changedAt === undefined) return { outcome, stage };
  const closing = closedAt ?? (isOfChange(action, lead) ? changedAt : undefined);
  return {
    outcome,
    stage,
    closedAt: outcome === 'open' ? null : closing,
    convertedAt: outcome === 'won' ? closing : null,
    qualifiedAt: stages.qualified?.includes(status) ? (outcome === 'open' ? changedAt : closing) : undefined,
  };
};
