import type { SourceConfiguration } from '../../domain/workspaces/schema.ts';
import type { LeadAction } from './hooks.ts';
import type { Lead } from './lead.ts';

/** Values of fields, as they go over the wire; `undefined` is not said. */
export type Said = Readonly<Record<string, string | null | undefined>>;

/** One observation to be: of the deal, or of the lead of the same id. */
export interface Statement {
  readonly record: 'deal' | 'lead';
  /** Epoch milliseconds. */
  readonly at: number;
  readonly seq?: string;
  readonly set?: Said;
  readonly deleted?: boolean;
}

export const isoOf = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());

/** The closing stages, which are the same in every pipeline of every account. */
const alwaysWon = '142';
const alwaysLost = '143';

type Outcome = 'open' | 'won' | 'lost';

const outcomeOf = (status: string, { won = [], lost = [] }: NonNullable<SourceConfiguration['stages']>): Outcome => {
  if (status === alwaysWon || won.includes(status)) return 'won';
  return status === alwaysLost || lost.includes(status) ? 'lost' : 'open';
};

/** What a hook says of a lead's way through its stages; instants are epoch milliseconds. */
interface Progress {
  readonly outcome?: Outcome;
  /** Only while open: won and lost are outcomes, not stages. */
  readonly stage?: string;
  /** `null` while open; `undefined` where it is closed and the hook does not tell since when. */
  readonly closedAt?: number | null | undefined;
  readonly convertedAt?: number | null | undefined;
  readonly qualifiedAt?: number | undefined;
}

/**
 * Only a hook about the change itself tells the instant of a closing. Every later edit of a closed lead repeats its
 * status under a new time, and so does the first that is ever heard of a lead closed long ago: of these the outcome
 * is believed and the instant left open.
 */
export const progressOf = (action: LeadAction, { status, changedAt, closedAt }: Lead, stages: SourceConfiguration['stages'] = {}): Progress => {
  if (status === undefined) return {};
  const outcome = outcomeOf(status, stages);
  const stage = outcome === 'open' ? { stage: status } : {};
  if (changedAt === undefined) return { outcome, ...stage };
  const closing = outcome === 'open' ? null : (closedAt ?? (action === 'status' || action === 'add' ? changedAt : undefined));
  return {
    outcome,
    ...stage,
    closedAt: closing,
    convertedAt: outcome === 'won' ? closing : null,
    qualifiedAt: stages.qualified?.includes(status) ? (outcome === 'open' ? changedAt : (closing ?? undefined)) : undefined,
  };
};
