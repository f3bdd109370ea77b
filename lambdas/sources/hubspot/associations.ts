import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { isMapped } from '../mapped.ts';
import type { Problem, Statement } from '../statement.ts';
import { flagAt, idAt, type Kind, kindAt, kindNamed, typeIdProblem } from './events.ts';

/** One end of an association; without a kind it is of an object that no record is made of. */
interface End {
  readonly kind: Kind | undefined;
  readonly id: string;
}

const separator = '_TO_';

/** How long before a removal another may have been added in its place, in milliseconds. */
const exchange = 5000;

/** The kinds at either end of `DEAL_TO_COMPANY`. */
const kindsNamed = (type: string): [from: Kind | undefined, to: Kind | undefined] => {
  const [from = '', to = ''] = type.split(separator);
  return [kindNamed(from), kindNamed(to)];
};

const endsOf = (event: unknown): readonly [End, End] | Problem => {
  const [from, to] = [idAt(event, 'fromObjectId'), idAt(event, 'toObjectId')];
  if (from === undefined || to === undefined)
    return { path: from === undefined ? 'fromObjectId' : 'toObjectId', message: 'is missing' };
  const type = idAt(event, 'associationType');
  const odd = typeIdProblem(event, 'fromObjectTypeId') ?? typeIdProblem(event, 'toObjectTypeId');
  if (odd) return odd;
  const isNumbered = idAt(event, 'fromObjectTypeId') !== undefined && idAt(event, 'toObjectTypeId') !== undefined;
  if (!isNumbered && type === undefined)
    return { path: 'associationType', message: 'is missing: what is associated with what' };
  const [fromKind, toKind] = isNumbered
    ? [kindAt(event, 'fromObjectTypeId'), kindAt(event, 'toObjectTypeId')]
    : kindsNamed(type ?? '');
  return [
    { kind: fromKind, id: from },
    { kind: toKind, id: to },
  ];
};

/**
 * What an association says: whose deal or ticket it is. HubSpot tells it from either end. A deal may have several
 * companies, of which the primary one is its customer; where an event does not say which it is, it is taken for it.
 * A removal does not tell whether there is another, so it is placed before whoever was added in its place.
 */
export const associated = (event: unknown, at: number, settings: SourceSettings): readonly Statement[] | Problem => {
  const ends = endsOf(event);
  if (!('length' in ends)) return ends;
  const customerKind = settings.customers === 'company' ? 'company' : 'contact';
  if (customerKind === 'company' && flagAt(event, 'isPrimaryAssociation') === false) return [];
  const isRemoved = flagAt(event, 'associationRemoved') === true;
  return [ends, [ends[1], ends[0]] as const].flatMap(([{ kind, id }, other]): Statement[] =>
    (kind === 'deal' || kind === 'ticket') && other.kind === customerKind && !isMapped(kind, 'customer', settings)
      ? [{ record: kind, id, at: isRemoved ? at - exchange : at, set: { customer: isRemoved ? null : other.id } }]
      : [],
  );
};
