import { describe, expect, it } from 'vitest';
import {
  accountId,
  at,
  type Columns,
  choice,
  contactId,
  date,
  dealId,
  lookup,
  operation,
  owner,
  update,
} from './context.ts';
import { translate } from './records.ts';

type Settings = Parameters<typeof translate>[1];

const said = (body: string, settings?: Settings): unknown => {
  const translation = translate(body, settings);
  expect(translation).toMatchObject({ rejected: [] });
  return 'observations' in translation && translation.observations.map(({ record, id, set }) => ({ record, id, set }));
};

const told = (table: string, columns: Columns, post?: Columns): string =>
  update(50, columns, { table, ...(post && { post }) });
const columns = {
  statecode: choice(1),
  actualend: date(at(40)),
  ownerid: lookup('systemuser', owner),
  regardingobjectid: lookup('account', accountId),
};
const of = (set: object) => [{ record: 'activity', id: dealId, set }];

describe('an activity that is over', () => {
  it.each([
    ['appointment', {}, 'meeting'],
    ['phonecall', { directioncode: false }, 'call'],
    ['email', { directioncode: true }, 'email'],
  ])('is one of its owner and of whom it regards: %s', (table, more, kind) => {
    const body = told(table, { ...columns, ...more });
    expect(said(body)).toEqual(of({ at: at(40), kind, customer: accountId, user: owner }));
    expect(said(body, { customers: 'person' })).toEqual(of({ at: at(40), kind, user: owner }));
  });

  it('is the customer’s alone where it is an e-mail that came in', () => {
    const body = told('email', { ...columns, directioncode: false });
    expect(said(body)).toEqual(of({ at: at(40), kind: 'reply', customer: accountId }));
  });

  it('was over at the change, where nothing else says when', () => {
    const { actualend: _, ...open } = columns;
    expect(said(told('appointment', open))).toMatchObject([{ set: { at: at(50) } }]);
    expect(said(told('appointment', { subject: 'B' }, open))).toEqual([]);
  });

  it('says nothing before that, when it is cancelled, of nobody we know, and when it is deleted', () => {
    for (const state of [0, 2, 3])
      expect(said(told('appointment', { ...columns, statecode: choice(state) }))).toEqual([]);
    const ofNobody = { ...columns, ownerid: lookup('team', contactId), regardingobjectid: null };
    expect(said(told('phonecall', ofNobody))).toEqual([]);
    expect(said(operation({ message: 'Delete', table: 'email', pre: columns }))).toEqual([]);
    expect(said(operation({ message: 'Create', table: 'email', target: { statecode: choice(0) } }))).toEqual([]);
  });
});
