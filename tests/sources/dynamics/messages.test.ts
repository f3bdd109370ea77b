import { describe, expect, it } from 'vitest';
import { at, choice, contactId, created, date, dealId, entity, lookup, money, operation, update } from './context.ts';
import { deal, factsIn, factsOf } from './records.ts';

const nobody = '00000000-0000-0000-0000-000000000000';

describe('messages of a closing', () => {
  it.each([
    ['Win', 'won'],
    ['Lose', 'lost'],
  ])('%s says what the update says', (message, outcome) => {
    const OpportunityClose = entity('opportunityclose', {
      opportunityid: lookup('opportunity', dealId),
      actualrevenue: money(700),
      actualend: date(at(50)),
    });
    const body = operation({ message, at: at(50), parameters: { OpportunityClose, Status: choice(3) } });
    expect(deal([body])).toMatchObject({ outcome, closedAt: at(50), lostReason: outcome === 'lost' ? '3' : null });
    expect(deal([body])?.amount).toBe(outcome === 'won' ? '700' : undefined);
    const nameless = operation({ message, id: nobody, at: at(50), parameters: { OpportunityClose } });
    expect(deal([nameless])).toMatchObject({ outcome, closedAt: at(50) });
    expect(deal([operation({ message, at: at(50) })])).toMatchObject({ outcome, closedAt: at(50) });
  });

  it('and the update of the same closing are one', () => {
    const bodies = [update(50, { statecode: choice(1) }), operation({ message: 'Win', at: at(50) })];
    expect(deal(bodies)).toMatchObject({ outcome: 'won', closedAt: at(50) });
  });

  it('Close solves a ticket', () => {
    const IncidentResolution = entity('incidentresolution', { incidentid: lookup('incident', dealId) });
    for (const id of [dealId, nobody]) {
      const body = operation({
        message: 'Close',
        table: 'incident',
        id,
        at: at(9),
        parameters: { IncidentResolution },
      });
      expect(factsOf('ticket', [body])).toEqual({ status: 'solved', solvedAt: at(9) });
    }
  });

  it('QualifyLead qualifies and converts a lead', () => {
    for (const id of [dealId, nobody]) {
      const parameters = { LeadId: lookup('lead', dealId), Status: choice(3), CreateOpportunity: true };
      const body = operation({ message: 'QualifyLead', table: 'lead', id, at: at(9), parameters });
      expect(factsOf('lead', [body])).toEqual({ qualifiedAt: at(9), convertedAt: at(9), disqualifiedAt: null });
    }
  });

  it.each(['SetState', 'SetStateDynamicEntity'])('%s says the state', (message) => {
    const parameters = { EntityMoniker: lookup('opportunity', dealId), State: choice(2), Status: choice(4) };
    for (const id of [dealId, nobody])
      expect(deal([operation({ message, id, at: at(9), parameters })])).toEqual({
        outcome: 'lost',
        closedAt: at(9),
        lostReason: '4',
      });
  });

  it('Assign says the owner', () => {
    const parameters = { Target: lookup('opportunity', dealId), Assignee: lookup('systemuser', contactId) };
    expect(deal([operation({ message: 'Assign', parameters })])).toEqual({ owner: contactId });
  });

  it('of closings are no such thing for other tables', () => {
    expect(factsIn([operation({ message: 'Win', table: 'quote' })])).toEqual({});
    expect(factsIn([operation({ message: 'Close', table: 'opportunity' })])).toEqual({});
  });
});

describe('a deletion', () => {
  const reference = { Target: lookup('opportunity', dealId) };
  const deletion = operation({ message: 'Delete', at: at(90), parameters: reference });

  it('is of the row, whether its target is a reference or absent', () => {
    const creation = operation({ message: 'Create', target: { name: 'A', createdon: date(created) } });
    const absent = operation({ message: 'Delete', at: at(90) });
    for (const body of [deletion, absent]) expect(deal([body, creation])).toMatchObject({ name: 'A', deleted: true });
  });

  it('is not undone by an edit, whenever that comes', () => {
    expect(deal([deletion, update(95, { name: 'B' })])).toMatchObject({ deleted: true });
  });

  it('is taken back by what makes the row again', () => {
    for (const message of ['Create', 'Restore']) {
      const again = operation({ message, at: at(95), target: { name: 'B', modifiedon: date(at(95)) } });
      expect(deal([again, deletion])).not.toHaveProperty('deleted');
      const before = operation({ message, at: at(5), target: { name: 'B', modifiedon: date(at(5)) } });
      expect(deal([deletion, before])).toHaveProperty('deleted');
    }
  });

  it('tells what the row was before', () => {
    const pre = { name: 'A', modifiedon: date(at(20)) };
    expect(deal([operation({ message: 'Delete', at: at(90), pre })])).toEqual({ name: 'A', deleted: true });
  });
});
