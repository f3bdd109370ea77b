import { dimensions } from '../../records/dimensions.ts';
import { type Field, fieldOf, fieldsOf, type RecordType } from '../../records/vocabulary.ts';

/** The field that a dimension of a type's records is of: their own, else their customer's, else their owner's. */
const originOf = (type: RecordType, dimension: string): Field | undefined => {
  const hasCustomer = type !== 'lead' && Object.hasOwn(fieldsOf(type), 'customer');
  const hasOwner = hasCustomer || Object.hasOwn(fieldsOf(type), 'owner');
  return (
    fieldOf(type, dimension) ??
    (hasCustomer ? fieldOf('customer', dimension) : undefined) ??
    (hasOwner ? fieldOf('user', dimension) : undefined)
  );
};

/** Whether both are of one kind of thing: `kind` is one of a sale and another of a survey. */
const isSame = (a: Field | undefined, b: Field | undefined): boolean =>
  a !== undefined && b !== undefined && JSON.stringify(a.type) === JSON.stringify(b.type);

/** The dimensions that records of both types have; no `custom.*`, of which nobody knows. */
export const sharedDimensions = (a: RecordType, b: RecordType): string[] =>
  dimensions.filter((dimension) => isSame(originOf(a, dimension), originOf(b, dimension)));
