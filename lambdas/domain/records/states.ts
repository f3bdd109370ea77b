import { observed, type RecordState } from './fold.ts';
import type { Observation } from './observation.ts';
import type { RecordType } from './vocabulary.ts';

/** What an observation adds to one record. */
export interface RecordChange {
  readonly type: RecordType;
  readonly id: string;
  readonly state: RecordState;
}

const quarterHour = 15 * 60 * 1000;
const afterMonth = '-01T00:00:00.000Z'.length;

/** An activity as presence: one record for its customer and one for its user, each of the UTC month it happened in. */
const presencesOf = ({ customer, user, at, kind, feature }: Observation['set']): RecordChange[] => {
  if (typeof at !== 'number')
    throw new Error('An activity without an instant is no activity; parseObservation refuses it.');
  const month = new Date(at).toISOString().slice(0, -afterMonth);
  const quarter = Math.floor((at - Date.parse(`${month}-01T00:00:00Z`)) / quarterHour);
  const state: RecordState = {
    type: 'activity',
    fields: new Map(),
    marks: new Map(),
    same: [],
    truncated: false,
    presence: [
      { kind: String(kind ?? ''), feature: typeof feature === 'string' ? feature : null, quarters: [quarter] },
    ],
  };
  return Object.entries({ customer, user }).flatMap(([whose, reference]) =>
    typeof reference === 'string' ? [{ type: 'activity', id: `${whose}/${reference}/${month}`, state }] : [],
  );
};

/**
 * The records that an observation speaks of, each with the state that it alone makes: one, but for activities.
 *
 * An activity is a presence in the records `customer/<reference>/2026-10` and `user/<reference>/2026-10`: its kind
 * (empty where none is said), its feature, and the quarter-hour of that UTC month, from 0.
 */
export const statesOf = (observation: Observation): RecordChange[] => {
  const { record: type, id, set } = observation;
  return type === 'activity' ? presencesOf(set) : [{ type, id, state: observed(observation) }];
};
