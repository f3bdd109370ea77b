import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../../lambdas/domain/records/encode.ts';
import { fold, observed } from '../../../lambdas/domain/records/fold.ts';
import type { Observation } from '../../../lambdas/domain/records/observation.ts';
import { statesOf } from '../../../lambdas/domain/records/states.ts';
import { activity, observationOf } from './arbitrary.ts';

const stateOf = (observation: Omit<Observation, 'id'>) => observed({ ...observation, id: '1' });
const at = (instant: number) => ({ at: instant, nanos: 0, seq: null });

describe('the stored form', () => {
  it('holds each field at its place in the vocabulary, with the index of its stamp', () => {
    const created = stateOf({ record: 'campaign', stamp: at(5), set: { endedAt: 9, name: 'Spring' } });
    expect(encode(created)).toBe('[[5],[["Spring",0],0,[9,0]]]');
  });

  it('writes a stamp once, whole when it is more than its millisecond', () => {
    const first = stateOf({ record: 'product', stamp: at(5), set: { name: 'A' } });
    const second = stateOf({ record: 'product', stamp: { at: 5, nanos: 7, seq: '2' }, set: { cost: '1.5' } });
    expect(encode(fold(second, first))).toBe('[[5,[5,"2",7]],[["A",0],["1.5",1]]]');
  });

  it('holds custom fields by name and marks after them', () => {
    const state = stateOf({
      record: 'product',
      stamp: at(5),
      set: { 'custom.b': 'x', 'custom.a': null },
      deleted: true,
      same: ['s:2', 's:1'],
    });
    expect(encode(state)).toBe('[[5],[],{"custom.a":[null,0],"custom.b":["x",0]},[[true,0],0,["s:1","s:2"]]]');
  });

  it('leaves out what is empty at its end', () => {
    expect(encode(stateOf({ record: 'product', stamp: at(5), set: {}, mergedInto: null }))).toBe(
      '[[5],[],0,[0,[null,0]]]',
    );
  });

  it('holds presence last', () => {
    const [change] = statesOf({ record: 'activity', id: '1', stamp: at(0), set: { at: 0, kind: 'use', user: 'u' } });
    expect(encode(change?.state as Parameters<typeof encode>[0])).toBe('[[],[],0,[],[["use",null,[0]]]]');
  });
});

describe('decoding', () => {
  it('gives back the state that was encoded', () => {
    fc.assert(
      fc.property(fc.array(observationOf('deal'), { minLength: 1, maxLength: 6 }), (observations) => {
        const state = observations.map(observed).reduce(fold);
        expect(decode('deal', encode(state))).toEqual(state);
        expect(encode(decode('deal', encode(state)))).toBe(encode(state));
      }),
    );
  });

  it('gives back presence', () => {
    fc.assert(
      fc.property(fc.array(activity, { minLength: 1, maxLength: 6 }), (activities) => {
        const state = activities
          .flatMap(statesOf)
          .map((change) => change.state)
          .reduce(fold);
        expect(decode('activity', encode(state))).toEqual(state);
      }),
    );
  });
});
