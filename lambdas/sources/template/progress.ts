import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { textAt } from '../json.ts';
import type { Said, Statement } from '../statement.ts';
import { valueAt } from './value.ts';

type Outcome = 'open' | 'won' | 'lost';

/** Of several moves of one millisecond the closing one stands, and its instant with it; any prevails over what only repeats a stage. */
const places: Readonly<Record<Outcome, number>> = { open: 1, lost: 2, won: 3 };
const moved = 3;

const outcomeOf = (stage: string, stages: SourceSettings['stages'] = {}): Outcome => {
  if (stages.won?.includes(stage)) return 'won';
  return stages.lost?.includes(stage) ? 'lost' : 'open';
};

/** The instant of a closing is that of the move. Whatever else tells of a closed deal repeats its stage, at its own time. */
const closedAtOf = (outcome: Outcome, at: number, isMove: boolean): Said[string] => {
  if (outcome === 'open') return null;
  return isMove ? new Date(at) : undefined;
};

/**
 * What is said of the way through the stages; nothing of it where the event tells no stage.
 *
 * @param isMove whether the event is told when the deal came into its stage
 */
export const progressOf = (
  deal: unknown,
  at: number,
  isMove: boolean,
  { stages }: SourceSettings,
): Pick<Statement, 'seq' | 'set'> => {
  const stage = textAt(deal, 'stage');
  if (stage === undefined) return { set: { stage: valueAt(deal, 'stage') } };
  const outcome = outcomeOf(stage, stages);
  return {
    seq: String(places[outcome] + (isMove ? moved : 0)),
    set: { outcome, closedAt: closedAtOf(outcome, at, isMove), stage: outcome === 'open' ? stage : undefined },
  };
};
