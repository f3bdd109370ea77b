import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../../cli/http/answers.ts';
import { foldedByRecord, type Said } from '../../../cli/sources/folded.ts';

type Observation = Delivery['observations'][number];

const at = (second: number): string => new Date(Date.parse('2026-11-03T11:00:00.000Z') + second * 1000).toISOString();
const said = (
  second: number,
  set: NonNullable<Observation['set']>,
  change: Partial<Observation> = {},
): Observation => ({
  record: 'deal',
  id: '42',
  at: at(second),
  set,
  ...change,
});
const told = (all: readonly Said[]): string => all.map(({ name, value }) => `${name}=${value}`).join(' ');
const folded = (...observations: Observation[]) =>
  foldedByRecord(observations).map(({ record, id, at: newest, now, before }) => ({
    who: `${record} ${id}`,
    at: newest,
    now: told(now),
    before: told(before),
  }));

describe('what a delivery says of a record', () => {
  test('is what holds after all of it, the newest first, and what that took the place of', () => {
    const [one] = folded(said(1, { stage: 'first', owner: 'ana' }), said(3, { stage: 'third', amount: '12' }));
    expect(one).toEqual({ who: 'deal 42', at: at(3), now: 'stage=third amount=12 owner=ana', before: 'stage=first' });
    const stages = [said(1, { stage: 'first' }), said(3, { stage: 'third' }), said(2, { stage: 'second' })];
    expect(folded(...stages)).toMatchObject([{ now: 'stage=third', before: 'stage=second stage=first' }]);
  });

  test('is the same in whatever order it is told', () => {
    const all = [said(1, { stage: 'first' }), said(3, { stage: 'third' }), said(2, { stage: 'second' })];
    expect(folded(...all.reverse())).toEqual(folded(...all));
  });

  test('was nothing else before where it is said again, or taken back to what it was', () => {
    expect(folded(said(1, { stage: 'first' }), said(2, { stage: 'first' }))).toMatchObject([{ before: '' }]);
    const back = [said(1, { stage: 'first' }), said(2, { stage: 'second' }), said(3, { stage: 'first' })];
    expect(folded(...back)).toMatchObject([{ now: 'stage=first', before: 'stage=second stage=first' }]);
  });

  test.each([
    [undefined, '1'],
    ['9', '10'],
    ['10', 'a'],
    ['a', 'b'],
  ])('at one instant is decided by seq: %s gives way to %s', (less, greater) => {
    const [one, other] = [less, greater].map((seq) =>
      said(1, { stage: String(seq) }, seq === undefined ? {} : { seq }),
    );
    for (const order of [
      [one, other],
      [other, one],
    ])
      expect(folded(...(order as Observation[]))).toMatchObject([{ now: `stage=${greater}`, before: `stage=${less}` }]);
  });

  test('takes marks for what they are: fields like any other', () => {
    const marks = [said(1, {}, { deleted: false }), said(2, {}, { deleted: true, mergedInto: '43', same: ['x:9'] })];
    expect(folded(...marks)).toMatchObject([{ now: 'deleted=true mergedInto=43 same=x:9', before: 'deleted=false' }]);
  });

  test('is told by record, in the order in which it comes to them', () => {
    const lead = said(9, { name: 'Ana' }, { record: 'lead' });
    const other = said(1, { name: 'Boat' }, { id: '7' });
    const records = folded(said(1, { stage: 'first' }), lead, other, said(2, { stage: 'second' }));
    expect(records.map(({ who }) => who)).toEqual(['deal 42', 'lead 42', 'deal 7']);
  });
});
