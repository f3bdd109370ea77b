import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../../lambdas/domain/records/encode.ts';
import { fold, longestHistory, observed, type RecordState } from '../../../lambdas/domain/records/fold.ts';
import type { Observation } from '../../../lambdas/domain/records/observation.ts';
import { statesOf } from '../../../lambdas/domain/records/states.ts';
import type { RecordType, Value } from '../../../lambdas/domain/records/vocabulary.ts';
import { activity, observationOf } from './arbitrary.ts';

const foldAll = (states: readonly RecordState[]): RecordState => states.reduce(fold);

/** Folds as storage does: through the encoded form after every step. */
const stored = (states: readonly RecordState[]): string => {
  const [first, ...rest] = states as [RecordState, ...RecordState[]];
  return rest.reduce((record, state) => encode(fold(decode(state.type, record), state)), encode(first));
};

const states: Record<string, fc.Arbitrary<RecordState>> = {
  deal: observationOf('deal').map(observed),
  customer: observationOf('customer').map(observed),
  survey: observationOf('survey').map(observed),
  activity: activity.map((told) => (statesOf(told)[0] as { state: RecordState }).state),
};

const say = (value: Partial<Observation> & { at?: number; seq?: string }): RecordState => {
  const { at = 0, seq = null, record = 'deal', set = {}, ...rest } = value;
  return observed({ record, id: '1', stamp: { at, nanos: 0, seq }, set, ...rest });
};

const current = (state: RecordState, field: string): Value | undefined => state.fields.get(field)?.at(-1)?.value;

describe.each(Object.keys(states))('the fold of %s records is a law', (name) => {
  const state = states[name] as fc.Arbitrary<RecordState>;

  it('is commutative', () => {
    fc.assert(
      fc.property(state, state, (a, b) => {
        expect(encode(fold(a, b))).toBe(encode(fold(b, a)));
      }),
    );
  });

  it('is associative', () => {
    fc.assert(
      fc.property(state, state, state, (a, b, c) => {
        expect(encode(fold(fold(a, b), c))).toBe(encode(fold(a, fold(b, c))));
      }),
    );
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(state, (a) => {
        expect(encode(fold(a, a))).toBe(encode(a));
      }),
    );
  });

  it('makes the same bytes of any order and any repetition of a log', () => {
    const logs = fc.array(state, { minLength: 1, maxLength: 12 }).chain((log) =>
      fc.record({
        log: fc.constant(log),
        disorder: fc.shuffledSubarray(log, { minLength: log.length }),
        again: fc.array(fc.constantFrom(...log), { maxLength: 8 }),
        cut: fc.nat(log.length),
      }),
    );
    fc.assert(
      fc.property(logs, ({ log, disorder, again, cut }) => {
        const record = stored(log);
        expect(stored([...disorder.slice(0, cut), ...again, ...disorder.slice(cut), ...again])).toBe(record);
        expect(encode(foldAll(disorder))).toBe(record);
      }),
    );
  });
});

describe('which statement prevails', () => {
  const amount = (value: Value, at = 0, seq?: string) => say({ set: { amount: value }, at, ...(seq && { seq }) });

  it('is the latest, whichever came first', () => {
    expect(current(fold(amount('5', 2), amount('9', 1)), 'amount')).toBe('5');
  });

  it('is that of the later microsecond within a millisecond', () => {
    const early = observed({
      record: 'deal',
      id: '1',
      stamp: { at: 1, nanos: 999_000, seq: null },
      set: { name: 'b' },
    });
    const late = observed({ record: 'deal', id: '1', stamp: { at: 1, nanos: 999_001, seq: null }, set: { name: 'a' } });
    expect(current(fold(late, early), 'name')).toBe('a');
  });

  it.each([
    [undefined, '0'],
    ['9', '10'],
    ['99999999999999999998', '99999999999999999999'],
    ['10', '9a'],
    ['a', 'b'],
  ])('is by seq of one instant: %s before %s', (lower, higher) => {
    expect(current(fold(amount('1', 0, higher), amount('2', 0, lower)), 'amount')).toBe('1');
  });

  it.each([
    ['amount', '9', '10'],
    ['amount', '-12', '-3.5'],
    ['amount', '1200.49', '1200.5'],
    ['amount', '-1', '0'],
    ['closedAt', 9, 10],
    ['name', '9', 'a'],
    ['name', '10', '9'],
    ['name', '\uFFFD', '\u{1F600}'],
    ['name', null, ''],
    ['amount', null, '-5'],
  ])('is the greater value of one instant and place: %s %s before %s', (field, lower, higher) => {
    const low = say({ set: { [field]: lower } });
    const high = say({ set: { [field]: higher } });
    expect(current(fold(high, low), field)).toBe(higher);
  });

  it('puts false before true and null before both', () => {
    const survey = (value: Value) => say({ record: 'survey', set: { lowIsEasy: value } });
    expect(current(fold(survey(true), survey(false)), 'lowIsEasy')).toBe(true);
    expect(current(fold(survey(false), survey(null)), 'lowIsEasy')).toBe(false);
  });

  it('clears with null, and later says again', () => {
    const said = [amount('5', 1), amount(null, 2)];
    expect(current(foldAll(said), 'amount')).toBeNull();
    expect(current(foldAll([...said, amount('7', 3)]), 'amount')).toBe('7');
  });

  it('leaves alone what an observation does not say', () => {
    expect(current(fold(say({ at: 1, set: { name: 'A' } }), say({ at: 2, set: { source: 'web' } })), 'name')).toBe('A');
  });
});

describe('histories', () => {
  const stages = (from: number, to: number): RecordState[] =>
    Array.from({ length: to - from }, (_, n) => say({ at: from + n, set: { stage: `s${from + n}`, name: `n${n}` } }));

  const balanced = (parts: RecordState[]): RecordState =>
    parts.length === 1
      ? (parts[0] as RecordState)
      : fold(balanced(parts.slice(0, parts.length >> 1)), balanced(parts.slice(parts.length >> 1)));

  it('keep a thousand whole, with nothing truncated', () => {
    const state = balanced(stages(0, longestHistory));
    expect(state.fields.get('stage')).toHaveLength(1000);
    expect(state.truncated).toBe(false);
  });

  it('keep the thousand greatest beyond that, and say so, in every order', () => {
    const all = stages(0, longestHistory + 7);
    const ascending = balanced(all);
    const interleaved = balanced([...all.filter((_, n) => n % 3 === 0), ...all.filter((_, n) => n % 3 !== 0)]);
    const oneByOne = foldAll([...all].reverse());
    expect(ascending.truncated).toBe(true);
    expect(ascending.fields.get('stage')).toHaveLength(1000);
    expect(ascending.fields.get('stage')?.[0]?.value).toBe('s7');
    for (const other of [interleaved, oneByOne, fold(ascending, oneByOne)])
      expect(encode(other)).toBe(encode(ascending));
  });

  it('stay truncated when the dropped are said again', () => {
    const full = balanced(stages(0, longestHistory + 1));
    expect(encode(fold(full, say({ at: 0, set: { stage: 's0' } })))).toBe(encode(full));
  });

  it('are not kept of fields that have none', () => {
    expect(balanced(stages(0, 50)).fields.get('name')).toHaveLength(1);
  });

  it('keep equal neighbours, which only reading may collapse', () => {
    const said = [1, 2, 3].map((at) => say({ at, set: { stage: 'A' } }));
    expect(foldAll(said).fields.get('stage')).toHaveLength(3);
  });
});

describe('marks', () => {
  const mark = (state: RecordState, name: 'deleted' | 'mergedInto') => state.marks.get(name)?.at(-1)?.value;

  it('undelete by deleted: false only', () => {
    const deleted = fold(say({ at: 1, deleted: true }), say({ at: 2, set: { name: 'A' } }));
    expect(mark(deleted, 'deleted')).toBe(true);
    expect(mark(fold(deleted, say({ at: 3, deleted: false })), 'deleted')).toBe(false);
    expect(mark(fold(deleted, say({ at: 0, deleted: false })), 'deleted')).toBe(true);
  });

  it('take a merge back by null', () => {
    const merged = say({ at: 1, mergedInto: '2' });
    expect(mark(fold(merged, say({ at: 2, set: { name: 'A' } })), 'mergedInto')).toBe('2');
    expect(mark(fold(merged, say({ at: 2, mergedInto: null })), 'mergedInto')).toBeNull();
  });

  it('unite aliases, whenever they were said', () => {
    const states = [say({ at: 9, same: ['b:1', 'a:1'] }), say({ at: 1, same: ['a:1', 'c:1'] })];
    expect(foldAll(states).same).toEqual(['a:1', 'b:1', 'c:1']);
  });
});

describe('a record of a type that the vocabulary has', () => {
  it.each<RecordType>(['lead', 'order', 'ticket', 'user', 'product'])('folds and encodes: %s', (type) => {
    fc.assert(
      fc.property(observationOf(type), observationOf(type), (a, b) => {
        const state = fold(observed(a), observed(b));
        expect(decode(type, encode(state))).toEqual(state);
      }),
      { numRuns: 30 },
    );
  });

  it('refuses to fold a stored field that it has not', () => {
    const alien: RecordState = {
      ...say({}),
      fields: new Map([['colour', [{ stamp: { at: 0, nanos: 0, seq: null }, value: 'red' }]]]),
    };
    expect(() => fold(say({}), alien)).toThrow('colour');
  });
});
