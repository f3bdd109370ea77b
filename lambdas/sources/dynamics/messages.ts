import { textAt } from '../json.ts';
import { type Attributes, attributeIn, attributeOf, attributesOf, idOf, rowIdOf } from './attribute.ts';

/** What an operation was asked to do, by the parameter's name. */
export type Parameters = ReadonlyMap<string, unknown>;

interface Changes {
  readonly written: Attributes;
  /** The row, where a parameter names it. */
  readonly id: string | undefined;
}

/** Columns, but for those that are not told. */
const some = (...columns: [name: string, value: unknown][]): Attributes =>
  new Map(columns.filter(([, value]) => value !== undefined));

/** The reason of a state. Who leaves it to Dynamics writes −1, and only the Update says which it became. */
const reasonIn = (parameters: Parameters): unknown => {
  const given = parameters.get('Status');
  return attributeOf(given).plain === -1 ? undefined : given;
};

/**
 * A closing that comes as an operation of its own, with an activity that records it. It is told as the change of columns
 * that an Update would tell, which is also sent as far as anybody knows; but for its time, which is that of its job.
 */
const closing =
  (to: number, record: string, row: string) =>
  (parameters: Parameters): Changes => {
    const activity = attributesOf(parameters.get(record));
    return {
      written: some(
        ['statecode', to],
        ['statuscode', reasonIn(parameters)],
        ['actualvalue', activity.get('actualrevenue')],
        ['actualclosedate', activity.get('actualend')],
      ),
      id: rowIdOf(parameters.get(row)) ?? idOf(attributeIn(activity, row)?.plain),
    };
  };

const closings: Readonly<Record<string, ReturnType<typeof closing>>> = {
  'Win opportunity': closing(1, 'OpportunityClose', 'opportunityid'),
  'Lose opportunity': closing(2, 'OpportunityClose', 'opportunityid'),
  'Close incident': closing(1, 'IncidentResolution', 'incidentid'),
  'QualifyLead lead': closing(1, '', 'LeadId'),
};

const setState = (parameters: Parameters): Changes => ({
  written: some(['statecode', parameters.get('State')], ['statuscode', reasonIn(parameters)]),
  id: rowIdOf(parameters.get('EntityMoniker')),
});

/** What an operation writes into the row: the columns of its target, or those that its own parameters stand for. */
export const changesOf = (message: string, table: string, parameters: Parameters): Changes => {
  const key = `${message} ${table}`;
  if (Object.hasOwn(closings, key)) return (closings[key] as ReturnType<typeof closing>)(parameters);
  if (message === 'SetState' || message === 'SetStateDynamicEntity') return setState(parameters);
  const target = parameters.get('Target');
  if ((textAt(target, 'LogicalName') ?? table) !== table) return { written: new Map(), id: undefined };
  const assignee = message === 'Assign' ? parameters.get('Assignee') : undefined;
  return { written: assignee !== undefined ? some(['ownerid', assignee]) : attributesOf(target), id: rowIdOf(target) };
};
