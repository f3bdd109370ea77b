import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, deal, historyOf, id } from './deal.ts';
import { event } from './event.ts';
import { factsIn } from './records.ts';

type Fields = Readonly<Record<string, unknown>>;

const changed = (entityName: string, instant: string, fields: Fields, header: Fields = {}): string =>
  event({ entityName, recordIds: [id], changeType: 'UPDATE', commitTimestamp: at(instant), ...header }, fields);

/** All that a change event says, whatever order its bodies come in. */
const inAnyOrder = (bodies: readonly string[], check: (heard: readonly string[]) => void): void =>
  fc.assert(fc.property(fc.shuffledSubarray([...bodies, ...bodies], { minLength: bodies.length * 2 }), check), {
    numRuns: 20,
  });

const enriched = { changedFields: ['Amount', 'LastModifiedDate'] };

describe('a field that an event repeats, for it is enriched', () => {
  it('is no closing of a deal', () => {
    const bodies = [
      changed('Opportunity', '10-05T12:00:00', { StageName: 'Closed Won' }, { changedFields: ['StageName'] }),
      changed('Opportunity', '11-01T09:00:00', { StageName: 'Closed Won', Amount: 5 }, enriched),
    ];
    inAnyOrder(bodies, (heard) => {
      expect(deal(heard)).toEqual({ outcome: 'won', closedAt: at('10-05T12:00:00'), amount: '5' });
    });
  });

  it('tells the day of a closing that was not heard', () => {
    const open = changed('Opportunity', '10-05T09:00:00', { StageName: 'A' }, { changedFields: ['StageName'] });
    const edit = changed(
      'Opportunity',
      '11-01T09:00:00',
      { StageName: 'Closed Won', CloseDate: '2026-10-05', Amount: 5 },
      enriched,
    );
    inAnyOrder([open, edit], (heard) => {
      expect(deal(heard)).toMatchObject({ outcome: 'won', closedAt: at('10-05T00:00:00') });
    });
  });

  it('gives a closing the day that Salesforce reports it for', () => {
    const fields = { StageName: 'Closed Won', CloseDate: '2026-10-30' };
    expect(deal([changed('Opportunity', '10-05T12:00:00', fields, { changedFields: ['StageName'] })])).toMatchObject({
      closedAt: at('10-30T00:00:00'),
    });
  });

  it('lets a change of the day alone count', () => {
    const fields = { StageName: 'Closed Won', CloseDate: '2026-10-02' };
    const bodies = [
      changed('Opportunity', '10-05T12:00:00', { StageName: 'Closed Won' }),
      changed('Opportunity', '10-09T12:00:00', fields, { changedFields: ['CloseDate'] }),
    ];
    inAnyOrder(bodies, (heard) => {
      expect(deal(heard)).toMatchObject({ closedAt: at('10-02T00:00:00') });
    });
  });

  it('is no solution of a case', () => {
    const bodies = [
      changed(
        'Case',
        '10-05T12:00:00',
        { Status: 'Closed', IsClosed: true },
        { changedFields: ['Status', 'IsClosed'] },
      ),
      changed(
        'Case',
        '11-01T09:00:00',
        { Status: 'Closed', IsClosed: true, Priority: 'High' },
        { changedFields: ['Priority'] },
      ),
    ];
    inAnyOrder(bodies, (heard) => {
      expect(factsIn(heard)).toEqual({
        [`ticket ${id}`]: { status: 'solved', solvedAt: at('10-05T12:00:00'), priority: 'High' },
      });
    });
  });

  it('does not open a case that was closed by more than its status', () => {
    const bodies = [
      changed('Case', '10-05T12:00:00', { Status: 'Resolved', ClosedDate: '2026-10-05T11:59:59.000Z' }),
      changed('Case', '11-01T09:00:00', { Status: 'Resolved', Priority: 'High' }, { changedFields: ['Priority'] }),
    ];
    inAnyOrder(bodies, (heard) => {
      expect(factsIn(heard)).toEqual({
        [`ticket ${id}`]: { status: 'solved', solvedAt: at('10-05T11:59:59'), priority: 'High' },
      });
    });
  });

  it('is neither the qualification nor the conversion of a lead', () => {
    const fields = { Status: 'Working', IsConverted: true };
    const edit = changed('Lead', '11-01T09:00:00', { ...fields, LeadSource: 'Web' }, { changedFields: ['LeadSource'] });
    const facts = (heard: readonly string[]) => factsIn(heard, { stages: { qualified: ['Working'] } })[`lead ${id}`];
    expect(facts([edit])).toEqual({ source: 'Web' });
    const change = changed('Lead', '10-05T12:00:00', fields, { changedFields: Object.keys(fields) });
    inAnyOrder([change, edit], (heard) => {
      expect(facts(heard)).toEqual({
        source: 'Web',
        qualifiedAt: at('10-05T12:00:00'),
        convertedAt: at('10-05T12:00:00'),
      });
    });
  });

  it('does not switch a user off once more', () => {
    const bodies = [
      changed('User', '10-05T12:00:00', { IsActive: false }),
      changed('User', '11-01T09:00:00', { IsActive: false, Email: 'a@b.example' }, { changedFields: ['Email'] }),
    ];
    inAnyOrder(bodies, (heard) => {
      expect(factsIn(heard)[`user ${id}`]).toMatchObject({ activeUntil: at('10-05T12:00:00') });
    });
  });

  it('is what the record is all the same', () => {
    const body = changed('Opportunity', '11-01T09:00:00', { StageName: 'Proposal', Amount: 5 }, enriched);
    expect(historyOf('stage', [body])).toEqual([{ at: at('11-01T09:00:00'), value: 'Proposal' }]);
  });

  it('stands in a deletion too, and is no part of a name that is the whole', () => {
    const bodies = [
      changed('Case', '10-05T12:00:00', { Status: 'Closed' }),
      changed('Case', '11-01T09:00:00', { Status: 'Closed' }, { changeType: 'DELETE' }),
    ];
    inAnyOrder(bodies, (heard) => {
      expect(factsIn(heard)).toEqual({
        [`ticket ${id}`]: { status: 'solved', solvedAt: at('10-05T12:00:00'), deleted: true },
      });
    });
    const deletion = changed('Lead', '11-01T09:00:00', { LastName: 'Lima' }, { changeType: 'DELETE' });
    expect(factsIn([deletion])).toEqual({ [`lead ${id}`]: { deleted: true } });
  });
});
