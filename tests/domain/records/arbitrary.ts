import fc from 'fast-check';
import { canonicalDecimal } from '../../../lambdas/domain/records/decimal.ts';
import type { Observation, Stamp } from '../../../lambdas/domain/records/observation.ts';
import { canonicalSeq } from '../../../lambdas/domain/records/order.ts';
import { type FieldType, fieldsOf, type RecordType, type Value } from '../../../lambdas/domain/records/vocabulary.ts';

/** Observations out of small pools, so that equal instants, equal places and equal values are common. */

const texts = ['', 'a', 'b', '10', '9', 'é', '\uFFFD', '\u{1F600}', 'owner', '__proto__'];
const decimals = ['0', '9', '10', '-3.5', '-12', '1200.5', '1200.49', '0.1', '123456789012345678901234567890.01'];
const seqs = ['0', '7', '10', '9', 'b', 'a1', '12345678901234567890'];

const ofType = (type: FieldType): fc.Arbitrary<Value> => {
  switch (type.kind) {
    case 'decimal':
      return fc.constantFrom(...decimals.map((decimal) => canonicalDecimal(decimal) ?? ''));
    case 'instant':
      return fc.constantFrom(-1, 0, 5, 1_700_000_000_000);
    case 'boolean':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...type.of);
    default:
      return fc.constantFrom(...texts);
  }
};

const stamp: fc.Arbitrary<Stamp> = fc.record({
  at: fc.constantFrom(0, 1, 2, 1_700_000_000_000),
  nanos: fc.constantFrom(0, 0, 500),
  seq: fc.option(fc.constantFrom(...seqs.map(canonicalSeq))),
});

const setOf = (type: RecordType): fc.Arbitrary<Record<string, Value>> =>
  fc.record(
    {
      ...Object.fromEntries(
        Object.entries(fieldsOf(type)).map(([name, field]) => [name, fc.option(ofType(field.type), { freq: 5 })]),
      ),
      'custom.tier': fc.option(fc.constantFrom(...texts)),
      'custom.Größe': fc.option(fc.constantFrom(...texts)),
    },
    { requiredKeys: [] },
  );

/** An observation of one record of a type, id `1`. Not of activities, which are told whole. */
export const observationOf = (type: RecordType): fc.Arbitrary<Observation> =>
  fc
    .record({
      stamp,
      set: setOf(type),
      deleted: fc.option(fc.boolean(), { nil: undefined, freq: 3 }),
      mergedInto: fc.option(fc.option(fc.constantFrom('2', '3')), { nil: undefined, freq: 3 }),
      same: fc.option(fc.subarray(['stripe:cus_9', 'a:1', 'a:\u{1F600}', 'a:\uFFFD']), { nil: undefined, freq: 3 }),
    })
    .map(({ stamp: when, set, deleted, mergedInto, same }) => ({
      record: type,
      id: '1',
      stamp: when,
      set,
      ...(deleted !== undefined && { deleted }),
      ...(mergedInto !== undefined && { mergedInto }),
      ...(same !== undefined && { same }),
    }));

const quarter = 15 * 60 * 1000;

/** An activity of customer `c` and user `u` in October 2026. */
export const activity: fc.Arbitrary<Observation> = fc
  .record({
    at: fc.integer({ min: 0, max: 20 }).map((n) => Date.UTC(2026, 9, 1) + n * quarter),
    kind: fc.constantFrom('login', 'use', null),
    feature: fc.constantFrom('reports', '', null),
  })
  .map((set) => ({
    record: 'activity',
    id: 'any',
    stamp: { at: set.at, nanos: 0, seq: null },
    set: { ...set, customer: 'c', user: 'u' },
  }));
