import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailAlias } from '../../../lambdas/sources/aliases.ts';
import {
  accountId,
  at,
  type Columns,
  choice,
  contactId,
  created,
  date,
  dealId,
  lookup,
  operation,
  owner,
  update,
} from './context.ts';
import { factsIn, factsOf, recordsOf } from './records.ts';

describe('a lead', () => {
  const lead = (minutes: number, columns: Columns, post?: Columns): string =>
    update(minutes, columns, { table: 'lead', ...(post && { post }) });

  it('has what the target holds', () => {
    const body = operation({
      message: 'Create',
      table: 'lead',
      target: {
        fullname: 'Rita Lobo',
        subject: 'Boats',
        createdon: date(created),
        statecode: choice(0),
        leadsourcecode: choice(8),
        campaignid: lookup('campaign', contactId),
        parentaccountid: lookup('account', accountId),
        ownerid: lookup('systemuser', owner),
      },
    });
    expect(factsOf('lead', [body])).toEqual({
      name: 'Rita Lobo',
      createdAt: created,
      owner,
      source: '8',
      campaign: contactId,
      customer: accountId,
      convertedAt: null,
      disqualifiedAt: null,
    });
  });

  it('qualifies first where the configuration says so, and converts when Dynamics qualifies it', () => {
    const stages = { qualified: ['2'] };
    const bodies = [
      lead(10, { statuscode: choice(2) }),
      lead(20, { statuscode: choice(1) }),
      lead(30, { statuscode: choice(2) }),
      lead(40, { statecode: choice(1), statuscode: choice(3) }),
      lead(50, { subject: 'C' }, { statecode: choice(1), statuscode: choice(3) }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(bodies, { minLength: bodies.length }), (disorder) => {
        expect(factsOf('lead', disorder, { stages })).toMatchObject({ qualifiedAt: at(10), convertedAt: at(40) });
      }),
      { numRuns: 30 },
    );
  });

  it('is disqualified, and neither when it is active again', () => {
    const lost = lead(10, { statecode: choice(2) });
    expect(factsOf('lead', [lost])).toEqual({ disqualifiedAt: at(10), convertedAt: null });
    expect(factsOf('lead', [lost, lead(20, { statecode: choice(0) })])).toEqual({
      disqualifiedAt: null,
      convertedAt: null,
    });
  });

  it('that was closed before is known as closed, not since when', () => {
    const facts = factsOf('lead', [lead(50, { subject: 'C' }, { statecode: choice(1) })]);
    expect(facts).toEqual({ name: 'C', disqualifiedAt: null });
  });
});

describe('a case', () => {
  const incident = (minutes: number, columns: Columns): string => update(minutes, columns, { table: 'incident' });

  it('is a ticket', () => {
    const body = incident(0, {
      createdon: date(created),
      statecode: choice(0),
      prioritycode: choice(1),
      caseorigincode: choice(3),
      customerid: lookup('account', accountId),
      primarycontactid: lookup('contact', contactId),
      ownerid: lookup('systemuser', owner),
    });
    const facts = {
      createdAt: created,
      status: 'open',
      solvedAt: null,
      priority: '1',
      channel: '3',
      customer: accountId,
      owner,
    };
    expect(factsOf('ticket', [body])).toEqual(facts);
    expect(factsOf('ticket', [body], { customers: 'person' })).toEqual({ ...facts, customer: contactId });
  });

  it('is solved at the change, opened again, and over without a solution when it is cancelled', () => {
    const solved = incident(10, { statecode: choice(1) });
    const cancelled = incident(30, { statecode: choice(2) });
    expect(factsOf('ticket', [solved])).toEqual({ status: 'solved', solvedAt: at(10) });
    const edit = update(15, { title: 'B' }, { table: 'incident', post: { statecode: choice(1) } });
    expect(factsOf('ticket', [solved, edit])).toEqual({ status: 'solved', solvedAt: at(10) });
    expect(factsOf('ticket', [edit])).toEqual({ status: 'solved' });
    expect(factsOf('ticket', [solved, incident(20, { statecode: choice(0) })])).toEqual({
      status: 'open',
      solvedAt: null,
    });
    expect(factsOf('ticket', [solved, cancelled])).toEqual({ status: 'solved', solvedAt: null });
  });
});

describe('customers', () => {
  const account = update(5, { name: 'Acme', industrycode: choice(7), accountnumber: 'A-17' }, { table: 'account' });
  const contact = update(
    5,
    { fullname: 'Rita Lobo', emailaddress1: 'rita@acme.example', governmentid: null },
    { table: 'contact' },
  );

  it('are accounts or contacts, and nothing of the other', () => {
    expect(factsIn([account, contact])).toEqual({ [`customer ${dealId}`]: { name: 'Acme', industry: '7' } });
    expect(factsIn([account, contact], { customers: 'person' })).toEqual({
      [`customer ${dealId}`]: { name: 'Rita Lobo' },
    });
    expect(factsIn([operation({ message: 'Delete', table: 'contact' })])).toEqual({});
  });

  it('are called elsewhere what a column says, or by address', () => {
    const settings = {
      identity: { customer: 'accountnumber' },
      sources: ['dynamics', 'erp'],
      authority: { customer: 'erp' },
    };
    expect(recordsOf([account], settings).get(`customer ${dealId}`)?.same).toEqual(['erp:A-17']);
    const byEmail = recordsOf([contact], { customers: 'person', byEmail: true }).get(`customer ${dealId}`);
    expect(byEmail?.same).toEqual([emailAlias('rita@acme.example')]);
    expect(recordsOf([contact], { customers: 'person' }).get(`customer ${dealId}`)?.same).toEqual([]);
  });

  it('are such since the day of a column that the configuration names', () => {
    const fields = { customer: { since: 'custom:new_since', status: 'custom:new_status' } };
    const columns = { new_since: date(Date.parse('2026-03-01T00:00:00Z')), new_status: 'active' };
    const body = update(5, columns, { table: 'account' });
    expect(factsOf('customer', [body], { fields, timeZone: 'America/Sao_Paulo' })).toEqual({
      since: Date.parse('2026-03-01T03:00:00Z'),
      status: 'active',
    });
  });
});

describe('a user', () => {
  it('has a seat from the creation until it is disabled', () => {
    const made = update(0, { fullname: 'Ana', createdon: date(created), isdisabled: false }, { table: 'systemuser' });
    const disabled = update(10, { isdisabled: true }, { table: 'systemuser' });
    const seen = update(20, { fullname: 'Ana' }, { table: 'systemuser', post: { isdisabled: true } });
    expect(factsOf('user', [made])).toEqual({ name: 'Ana', activeFrom: created, activeUntil: null });
    expect(factsOf('user', [made, disabled, seen])).toMatchObject({ activeUntil: at(10) });
    expect(factsOf('user', [disabled, update(30, { isdisabled: false }, { table: 'systemuser' })])).toEqual({
      activeUntil: null,
    });
  });
});
