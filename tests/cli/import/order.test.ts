import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Observation } from '../../../cli/import/observe.ts';
import { compareSaid } from '../../../cli/import/order.ts';
import { createPreview } from '../../../cli/import/preview.ts';
import { fold, observed, type Statement } from '../../../lambdas/domain/records/fold.ts';
import { parseObservation } from '../../../lambdas/domain/records/parse.ts';
import type { RecordType } from '../../../lambdas/domain/records/vocabulary.ts';
import { observationOf } from '../../domain/records/arbitrary.ts';
import { wireOf } from '../../domain/records/wire.ts';

/** What the records make of an observation that comes in over the wire. */
const received = (said: Observation) => {
  const parsed = parseObservation(said, 0, Date.UTC(2030, 0, 1));
  if ('rejection' in parsed) throw new Error(parsed.rejection.message);
  return observed(parsed.observation);
};

/** Other spellings of the same number, as files have them. */
const respelt = (text: string): string =>
  /^\d+$/.test(text) ? `00${text}` : /^-?\d+\.\d+$/.test(text) ? `${text}0` : text;

const saidOf = (type: RecordType): fc.Arbitrary<Observation> =>
  fc
    .tuple(observationOf(type), fc.boolean())
    .map(([observation, isRespelt]) => {
      const { record, id, at, seq, set } = wireOf(observation) as unknown as Observation;
      const spelt = (text: string): string => (isRespelt ? respelt(text) : text);
      return {
        record,
        id,
        at,
        ...(typeof seq === 'string' ? { seq: spelt(seq) } : {}),
        // An import clears nothing, and says nothing of empty cells.
        set: Object.fromEntries(
          Object.entries(set)
            .filter(([, value]) => value !== null && value !== '')
            .map(([field, value]) => [field, field === 'amount' || field === 'score' ? spelt(String(value)) : value]),
        ),
      };
    })
    .filter(({ set }) => Object.keys(set).length > 0);

const last = (statements: readonly Statement[] | undefined): Statement | undefined => statements?.at(-1);

test.each(['deal', 'survey', 'ticket'] as const)('a %s stands in a preview as the fold makes it stand', (type) => {
  fc.assert(
    fc.property(fc.array(saidOf(type), { minLength: 1, maxLength: 8 }), (all) => {
      const preview = createPreview(1);
      for (const said of all) preview.add(said, 1);
      const { fields } = all.map(received).reduce(fold);
      const shown = preview.records[0]?.fields ?? {};
      expect(Object.keys(shown).sort()).toEqual([...fields.keys()].sort());
      for (const [field, { at, seq, value }] of Object.entries(shown)) {
        const alone = { record: type, id: '1', at, ...(seq === undefined ? {} : { seq }), set: { [field]: value } };
        expect(last(received(alone).fields.get(field))).toEqual(last(fields.get(field)));
      }
    }),
  );
});

test('amounts that a double cannot tell apart are told apart', () => {
  const said = (value: string) => ({ at: '2026-01-01T00:00:00Z', seq: undefined, value });
  expect(compareSaid('deal', 'amount', said('9007199254740993.10'), said('9007199254740993.1'))).toBe(0);
  expect(compareSaid('deal', 'amount', said('9007199254740993'), said('9007199254740992.9'))).toBe(1);
  expect(compareSaid('deal', 'amount', said('-9007199254740993'), said('-9007199254740992'))).toBe(-1);
});
