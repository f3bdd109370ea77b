import { expect, test } from 'vitest';
import { changesBetween, changeText } from '../../../cli/apply/changes.ts';

test('differences are told leaf by leaf, what is new or gone as a whole', () => {
  const was = {
    timeZone: 'UTC',
    admins: ['a@x.example'],
    targets: { winRate: { monthly: { atLeast: 0.3 } } },
    locale: 'en',
  };
  const is = { timeZone: 'Asia/Tokyo', admins: ['a@x.example', 'b@x.example'], targets: {}, locale: 'en' };
  expect(changesBetween(was, is).map(changeText)).toEqual([
    'timeZone: UTC → Asia/Tokyo',
    'admins[1]: b@x.example (new)',
    'targets.winRate: removed',
  ]);
});

test('of sources and recipients one that is gone leaves the others as they were, in whatever order', () => {
  const ana = { email: 'ana@x.example', role: 'sales' };
  const rui = { email: 'rui@x.example', role: 'crm' };
  expect(
    changesBetween({ recipients: [ana, rui] }, { recipients: [{ ...rui, role: 'service' }] }).map(changeText),
  ).toEqual(['recipients[ana@x.example]: removed', 'recipients[rui@x.example].role: crm → service']);
  expect(changesBetween({ sources: [{ id: 'a' }, { id: 'b' }] }, { sources: [{ id: 'b' }, { id: 'a' }] })).toEqual([]);
});

test('what is the same is no change, in whatever order its keys stand', () => {
  expect(changesBetween({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toEqual([]);
});

test('a list in place of a mapping is a change, not a comparison of their keys', () => {
  expect(changesBetween({ a: { 0: 'x' } }, { a: ['x'] })).toHaveLength(1);
});
