import { describe, expect, it } from 'vitest';
import { accountId, dealId, entity, lookup, operation, update } from './context.ts';
import { recordsOf } from './records.ts';

describe('a merge', () => {
  it('leads from the one that goes to the one that stays', () => {
    const parameters = {
      Target: lookup('account', dealId),
      SubordinateId: accountId.toUpperCase(),
      UpdateContent: entity('account', { name: 'B' }),
    };
    const records = recordsOf([operation({ message: 'Merge', table: 'account', parameters })]);
    expect([...records.keys()]).toEqual([`customer ${accountId}`]);
    expect(records.get(`customer ${accountId}`)?.mergedInto).toBe(dealId);
  });

  it.each([
    ['lead', 'lead'],
    ['incident', 'ticket'],
  ])('may be of other tables, too: %s', (table, record) => {
    const parameters = { Target: lookup(table, dealId), SubordinateId: accountId };
    const merged = operation({ message: 'Merge', table, parameters });
    const told = update(5, { masterid: lookup(table, accountId) }, { table });
    expect(recordsOf([merged]).get(`${record} ${accountId}`)?.mergedInto).toBe(dealId);
    expect(recordsOf([told]).get(`${record} ${dealId}`)?.mergedInto).toBe(accountId);
  });

  it('is told by the row that goes, too', () => {
    const body = update(5, { masterid: lookup('account', accountId), merged: true }, { table: 'account' });
    expect(recordsOf([body]).get(`customer ${dealId}`)?.mergedInto).toBe(accountId);
  });

  it('of a row into itself, or into one of another table, is none', () => {
    for (const master of [lookup('account', dealId), lookup('contact', accountId), null]) {
      const records = recordsOf([update(5, { masterid: master, name: 'A' }, { table: 'account' })]);
      expect(records.get(`customer ${dealId}`)?.mergedInto).toBeNull();
    }
    const parameters = { Target: lookup('account', dealId), SubordinateId: dealId };
    expect(recordsOf([operation({ message: 'Merge', table: 'account', parameters })]).size).toBe(0);
  });
});
