import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '../../../lambdas/domain/records/encode.ts';
import { fold, observed, type RecordState, type Statement } from '../../../lambdas/domain/records/fold.ts';
import type { Observation } from '../../../lambdas/domain/records/observation.ts';
import { statesOf } from '../../../lambdas/domain/records/states.ts';
import { readRecord } from '../../../lambdas/domain/records/view.ts';
import { fieldsOf, isCustom } from '../../../lambdas/domain/records/vocabulary.ts';
import { observationOf } from './arbitrary.ts';

const say = (value: Partial<Observation> & { at?: number; nanos?: number; seq?: string }): RecordState => {
  const { at = 0, nanos = 0, seq = null, record = 'deal', set = {}, ...rest } = value;
  return observed({ record, id: '1', stamp: { at, nanos, seq }, set, ...rest });
};

const view = (...states: RecordState[]) => {
  const state = states.reduce(fold);
  return readRecord(state.type, encode(state));
};

/** One value an instant, the greatest: of ascending statements the last. */
const oneAnInstant = (statements: readonly Statement[]) => [
  ...new Map(statements.map(({ stamp: { at }, value }) => [at, { at, value }])).values(),
];

describe('a record view', () => {
  it('agrees with the state in every field and mark', () => {
    fc.assert(
      fc.property(fc.array(observationOf('deal'), { minLength: 1, maxLength: 8 }), (observations) => {
        const state = observations.map(observed).reduce(fold);
        const read = readRecord('deal', encode(state));
        const statements = (name: string) => state.fields.get(name) ?? [];
        const custom = [...state.fields.keys()].filter(isCustom);
        for (const name of [...Object.keys(fieldsOf('deal')), ...custom, 'custom.unheard']) {
          expect(read.current(name)).toEqual(statements(name).at(-1)?.value);
          expect(read.history(name)).toEqual(oneAnInstant(statements(name)));
        }
        expect(new Map(read.custom())).toEqual(new Map(custom.map((name) => [name, statements(name).at(-1)?.value])));
        expect(read.deleted).toBe(state.marks.get('deleted')?.at(-1)?.value === true);
        expect(read.mergedInto).toBe(state.marks.get('mergedInto')?.at(-1)?.value ?? null);
        expect(read.same).toEqual(state.same);
        expect(read.truncated).toBe(state.truncated);
        const stamps = [...state.fields.values(), ...state.marks.values()].flat().map(({ stamp }) => stamp.at);
        // What is said for all time says nothing of when the record was first heard of.
        const instants = [...new Set(stamps)].filter((at) => at !== 0).sort((a, b) => a - b);
        expect([...new Set(read.instants())]).toEqual(instants);
        expect(read.saidAt).toBe(instants[0]);
      }),
    );
  });

  it('answers the same after it forgot what it had read', () => {
    fc.assert(
      fc.property(fc.array(observationOf('deal'), { minLength: 1, maxLength: 8 }), (observations) => {
        const read = readRecord('deal', encode(observations.map(observed).reduce(fold)));
        const answers: (() => unknown)[] = [
          ...Object.keys(fieldsOf('deal')).map((name) => () => [read.current(name), read.history(name)]),
          () => read.instants(),
          () => read.custom(),
          () => [read.deleted, read.mergedInto, read.same, read.truncated, read.presence()],
        ];
        for (const answer of answers) {
          const before = answer();
          read.forget();
          expect(answer()).toEqual(before);
          read.forget();
        }
      }),
    );
  });

  it('tells what was cleared from what was never said', () => {
    const read = view(say({ set: { name: null } }));
    expect(read.current('name')).toBeNull();
    expect(read.current('source')).toBeUndefined();
    expect(read.history('source')).toEqual([]);
  });

  it('has one value an instant, the greatest by part of the millisecond, place and value', () => {
    const read = view(
      say({ at: 1, nanos: 9, set: { stage: 'first' } }),
      say({ at: 1, nanos: 10, seq: '2', set: { stage: 'second' } }),
      say({ at: 1, nanos: 10, seq: '10', set: { stage: 'third' } }),
      say({ at: 2, set: { stage: 'fourth' } }),
    );
    expect(read.history('stage')).toEqual([
      { at: 1, value: 'third' },
      { at: 2, value: 'fourth' },
    ]);
  });

  it('keeps equal neighbours of a history', () => {
    const read = view(say({ at: 1, set: { stage: 'A' } }), say({ at: 2, set: { stage: 'A' } }));
    expect(read.history('stage')).toHaveLength(2);
  });

  it('does not take a name of all objects for a custom field', () => {
    const read = view(say({ set: { 'custom.tier': 'gold' } }));
    expect(read.current('constructor')).toBeUndefined();
    expect(read.current('__proto__')).toBeUndefined();
    for (const name of ['constructor', 'toString', '__proto__']) {
      expect(read.history(name)).toEqual([]);
      expect(read.before(name, 1)).toBeUndefined();
      expect(read.first(name)).toBeUndefined();
    }
    expect(read.custom()).toEqual([['custom.tier', 'gold']]);
  });

  it('reads custom fields that are named as the members of all objects like any other', () => {
    const set = { 'custom.constructor': 'builder', 'custom.__proto__': 'first', 'custom.hasOwnProperty': 'yes' };
    const read = view(say({ set }));
    for (const [name, value] of Object.entries(set)) {
      expect(read.current(name)).toBe(value);
      expect(read.history(name)).toEqual([{ at: 0, value }]);
    }
    expect(Object.fromEntries(read.custom())).toEqual(set);
    expect(view(say({ set: { name: 'A' } })).current('custom.constructor')).toBeUndefined();
  });

  it('tells what was in force just before an instant, and what was said first, the greatest of its instant', () => {
    const read = view(
      say({ at: -5, seq: '1', set: { stage: 'a' } }),
      say({ at: -5, seq: '2', set: { stage: 'b' } }),
      say({ at: 7, set: { stage: null } }),
    );
    expect(read.before('stage', -5)).toBeUndefined();
    expect(read.before('stage', -4)).toBe('b');
    expect(read.before('stage', 7)).toBe('b');
    expect(read.before('stage', 8)).toBeNull();
    expect(read.first('stage')).toBe('b');
    expect(read.first('owner')).toBeUndefined();
  });

  it('reads texts with whatever is a sign of JSON itself', () => {
    const signs = ['"', '\\', '\\"', '\\\\"],[0', ']', '[', '0],["', ',', '{"a":1}', '\n\u2028', '\\u0041'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...signs, 'x'), { maxLength: 6 }), (parts) => {
        const text = parts.join('');
        const read = view(
          say({ at: 1, seq: text, set: { name: text, stage: text, owner: 'ana', 'custom.note': text } }),
          say({ at: 2, set: { stage: `${text}!`, createdAt: -12 } }),
        );
        expect(read.current('name')).toBe(text);
        expect(read.history('stage').map(({ value }) => value)).toEqual([text, `${text}!`]);
        expect([read.current('owner'), read.current('createdAt')]).toEqual(['ana', -12]);
        expect(read.current('custom.note')).toBe(text);
        expect(read.instants()).toEqual([1, 2]);
      }),
    );
  });

  it('fails where a stored record breaks off, wherever that is', () => {
    const whole = encode(
      [
        say({ at: 1, seq: '7', set: { name: 'A "deal"', stage: 'a', createdAt: 5, 'custom.tier': 'gold' } }),
        say({ at: 2, set: { stage: null }, same: ['shop:1'] }),
      ].reduce(fold),
    );
    const readAll = (json: string): void => {
      const read = readRecord('deal', json);
      for (const name of [...Object.keys(fieldsOf('deal')), 'custom.tier']) read.history(name);
    };
    expect(() => readAll(whole)).not.toThrow();
    for (let length = 0; length < whole.length; length += 1)
      expect(() => readAll(whole.slice(0, length)), whole.slice(0, length)).toThrow(SyntaxError);
  });

  it('says that a history was cut', () => {
    const states = Array.from({ length: 1001 }, (_, at) => say({ at, set: { amount: String(at) } }));
    expect(view(...states).truncated).toBe(true);
    expect(view(...states.slice(1)).truncated).toBe(false);
  });

  it('reads the presence of an activity', () => {
    const [change] = statesOf({
      record: 'activity',
      id: '1',
      stamp: { at: 0, nanos: 0, seq: null },
      set: { at: 900_000, kind: 'use', feature: 'reports', user: 'u' },
    });
    const read = view(change?.state as RecordState);
    expect(read.presence()).toEqual([{ kind: 'use', feature: 'reports', quarters: [1] }]);
    expect(read.saidAt).toBeUndefined();
  });
});
