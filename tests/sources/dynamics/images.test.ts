import { describe, expect, it } from 'vitest';
import { at, choice, date, dealId, money, update } from './context.ts';
import { deal, recordsOf } from './records.ts';

const stages = (bodies: string[]) => recordsOf(bodies).get(`deal ${dealId}`)?.history('stage');

describe('an image of the row after', () => {
  it('completes what the target does not say, under any name', () => {
    const post = { name: 'A', estimatedvalue: money(10), createdon: date(at(0)), modifiedon: date(at(50)) };
    expect(deal([update(50, { stepname: 'two' }, { post })])).toEqual({
      name: 'A',
      amount: '10',
      createdAt: at(0),
      stage: 'two',
    });
  });

  it('is not believed against the target', () => {
    expect(deal([update(50, { stepname: 'two' }, { post: { stepname: 'one' } })])).toMatchObject({ stage: 'two' });
  });

  it('does not undo a change of the same second', () => {
    const move = update(50, { stepname: 'one' });
    const edit = update(50, { name: 'B' }, { post: { stepname: 'two' } });
    expect(deal([move, edit])).toMatchObject({ stage: 'one', name: 'B' });
    expect(deal([edit, move])).toMatchObject({ stage: 'one', name: 'B' });
  });

  it('orders changes of one second by the version of the row, where it is told', () => {
    const first = update(50, { stepname: 'two' }, { post: { name: 'A' }, version: '900' });
    const second = update(50, { stepname: 'one' }, { post: { name: 'A' }, version: '1001' });
    expect(deal([second, first])).toMatchObject({ stage: 'one' });
    const column = update(50, { stepname: 'three' }, { post: { versionnumber: 1002 } });
    expect(deal([column, second, first])).toMatchObject({ stage: 'three' });
  });

  it('tells the time where the target does not', () => {
    const body = update(50, {}, { target: { stepname: 'two' }, post: { modifiedon: date(at(49)) } });
    expect(stages([body])).toEqual([{ at: at(49), value: 'two' }]);
  });
});

describe('an image of the row before', () => {
  it('tells the old stage for the time of the change before', () => {
    const pre = { stepname: 'one', statecode: choice(0), modifiedon: date(at(20)) };
    const body = update(50, { stepname: 'two' }, { pre });
    expect(stages([body])).toEqual([
      { at: at(20), value: 'one' },
      { at: at(50), value: 'two' },
    ]);
    expect(stages([update(20, { stepname: 'one' }), body])).toHaveLength(2);
  });

  it.each([{}, { modifiedon: null }, { modifiedon: date(at(51)) }])('tells nothing without such a time: %j', (time) => {
    expect(stages([update(50, { stepname: 'two' }, { pre: { stepname: 'one', ...time } })])).toEqual([
      { at: at(50), value: 'two' },
    ]);
  });

  it('of the same second gives way to the change', () => {
    const pre = { stepname: 'zzz', modifiedon: date(at(50)) };
    expect(deal([update(50, { stepname: 'two' }, { pre })])).toMatchObject({ stage: 'two' });
  });
});
