import { describe, expect, it } from 'vitest';
import { kommo } from '../../../lambdas/sources/kommo/index.ts';
import { firstReceivedAt } from '../records.ts';
import { hookOf, leadWith } from './fixture.ts';
import { formOf } from './form.ts';
import { at, deal, hook, lead, stages } from './hook.ts';
import { recordsOf, translate } from './records.ts';

describe('times', () => {
  it('are the epoch ones, never their twins without a zone', () => {
    const odd = { last_modified: '2024-09-17 13:21:09', date_create: '2024-09-17 13:07:29' };
    expect(recordsOf([hookOf('update', leadWith(odd))]).get('deal 900')?.saidAt).toBe(1790000100 * 1000);
    expect(deal([hookOf('update', leadWith(odd))])).toMatchObject({ createdAt: at(0) });
  });

  it('are those of older hooks where the newer fields are missing or corrupt', () => {
    const older = leadWith({ updated_at: '', created_at: '17265663a90' });
    expect(recordsOf([hookOf('update', older)]).get('deal 900')?.saidAt).toBe(1790000100 * 1000);
    expect(deal([hookOf('update', older)])).toMatchObject({ createdAt: at(0) });
  });

  it('that are corrupt throughout are not said, and the receipt stands in for the change', () => {
    const corrupt = leadWith({
      updated_at: '1790000x',
      last_modified: '-5',
      created_at: '17265663a90',
      date_create: '0',
    });
    const record = recordsOf([hookOf('update', corrupt)]).get('deal 900');
    expect(record?.saidAt).toBe(firstReceivedAt);
    expect(record?.current('createdAt')).toBeUndefined();
  });

  it('of the future are refused by place', () => {
    const future = hookOf('update', leadWith(), leadWith({ id: '901', updated_at: '1890000000' }));
    expect(translate(future)).toMatchObject({ rejected: [{ index: 1, path: 'leads.update.1.at' }] });
    const translation = translate(future);
    expect('observations' in translation && new Set(translation.observations.map(({ id }) => id))).toEqual(
      new Set(['900']),
    );
  });
});

describe('timeless', () => {
  const timeless = (body: string) => kommo.timeless({ body: Buffer.from(body), headers: {} });

  it.each([
    ['a full hook', hook('status', 50, '31'), false],
    ['a lean hook', hookOf('status', { id: '900', status_id: '31' }), true],
    ['a lean one among full ones', hookOf('status', leadWith(), { id: '901', status_id: '31' }), true],
    ['a deletion', hookOf('delete', leadWith()), true],
    ['a restoring', hookOf('restore', leadWith()), true],
    ['a note', hookOf('note', { note: { text: 'x' } }), false],
    ['a contact', formOf({ contacts: { add: [{ id: '5', updated_at: '1790000000' }] } }), false],
    ['a contact that tells no time', formOf({ contacts: { add: [{ id: '5' }] } }), true],
    [
      'a decision on an incoming lead',
      formOf({ unsorted: { delete: [{ uid: 'u1', created_at: '1790000000' }] } }),
      true,
    ],
    ['what is no hook', 'hello', false],
  ])('%s', (_, body, expected) => {
    expect(timeless(body)).toBe(expected);
  });
});

describe('a deletion', () => {
  const deletion = hookOf('delete', { id: '900', status_id: '31', pipeline_id: '3' });

  it('is of the deal and of its lead, at its first receipt', () => {
    const records = recordsOf([hook('add', 0, '30'), deletion]);
    expect([...records].map(([key, record]) => [key, record.deleted])).toEqual([
      ['deal 900', true],
      ['lead 900', true],
    ]);
    expect(recordsOf([deletion]).get('deal 900')?.saidAt).toBe(firstReceivedAt);
  });

  it('is not undone by an edit that comes late', () => {
    expect(deal([deletion, hook('update', 50, '31')])).toMatchObject({ deleted: true });
  });

  it.each(['update', 'status', 'responsible'])(
    'is taken back by %s of a later time, if the restoring was lost',
    (action) => {
      const before = hook(action, 0, '31', { updated_at: String(firstReceivedAt / 1000 - 1) });
      const after = hook(action, 0, '31', { updated_at: String(firstReceivedAt / 1000 + 1) });
      for (const order of [
        [deletion, before],
        [before, deletion],
      ])
        expect(deal(order)).toMatchObject({ deleted: true });
      for (const order of [
        [deletion, after],
        [after, deletion],
      ]) {
        expect(deal(order)).not.toHaveProperty('deleted');
        expect(lead(order)).not.toHaveProperty('deleted');
      }
    },
  );

  it('is not taken back by what has no time of its own, nor by what only tells of a creation', () => {
    const marks = (body: string) => {
      const translation = translate(body);
      return 'observations' in translation ? translation.observations.flatMap(({ deleted }) => deleted ?? []) : [];
    };
    expect(marks(hookOf('status', { id: '900', status_id: '31' }))).toEqual([]);
    expect(marks(hook('add', 0, '31'))).toEqual([]);
    expect(marks(hook('update', 0, '31'))).toEqual([false, false]);
  });

  it('is taken back by the restoring, though that repeats an old time', () => {
    const restoring = hook('restore', 10, '31');
    const translation = translate(restoring);
    expect(translation).toMatchObject({ rejected: [] });
    const marks =
      'observations' in translation ? translation.observations.filter(({ deleted }) => deleted === false) : [];
    expect(marks.map(({ record, stamp }) => [record, stamp.at])).toEqual([
      ['deal', at(10)],
      ['lead', at(10)],
      ['deal', firstReceivedAt],
      ['lead', firstReceivedAt],
    ]);
    expect(deal([restoring])).toMatchObject({ stage: '31' });
    expect(stages([restoring])).toEqual([{ at: at(10), value: '31' }]);
  });
});
