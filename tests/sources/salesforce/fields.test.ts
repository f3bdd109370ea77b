import { describe, expect, it } from 'vitest';
import { emailAlias } from '../../../lambdas/sources/aliases.ts';
import { at, deal, id, opportunity } from './deal.ts';
import { event } from './event.ts';
import { factsIn, recordsOf, translate } from './records.ts';
import { message, type Told } from './soap.ts';

const lastModified = { LastModifiedDate: '2026-10-03T09:00:00.000Z' };

const facts = (object: string, told: Told, settings = {}) =>
  Object.values(factsIn([message(object, { Id: '0017Q00000E5fGhQAO', ...lastModified, ...told })], settings))[0];

describe('what an opportunity says', () => {
  it('is a deal', () => {
    expect(
      deal([
        opportunity('10-03T09:00:00', {
          Name: 'Sails & <masts>',
          Amount: '1200.50',
          CurrencyIsoCode: 'brl',
          OwnerId: '0057Q000003hXcP',
          LeadSource: 'Fair',
          CampaignId: '7017Q00000F6gHiQAJ',
          RecordTypeId: '0127Q00000G7hIjQAV',
          AccountId: '0017Q00000E5fGhQAO',
          Type: 'New Customer',
        }),
      ]),
    ).toEqual({
      name: 'Sails & <masts>',
      createdAt: at('09-01T08:00:00'),
      pipeline: '0127Q00000G7hIjQAV',
      stage: 'Qualification',
      amount: '1200.5',
      currency: 'BRL',
      owner: '0057Q000003hXcPQAU',
      source: 'Fair',
      campaign: '7017Q00000F6gHiQAJ',
      customer: '0017Q00000E5fGhQAO',
      kind: 'new',
      outcome: 'open',
      closedAt: null,
      expectedCloseAt: at('10-30T00:00:00'),
    });
  });

  it.each([
    ['1.0E7', '10000000'],
    ['1.23456789E8', '123456789'],
    ['1.2345678912E8', '123456789.12'],
    ['-2.5E7', '-25000000'],
    ['1.0E-4', '0.0001'],
    ['5E0', '5'],
    ['0.0', '0'],
  ])('has amounts as Java writes them: %s', (Amount, amount) => {
    expect(deal([opportunity('10-03T09:00:00', { Amount })])).toMatchObject({ amount });
  });

  it.each(['1.0E99', 'a lot', 'E7', '1e1e1'])('refuses alone what is no amount: %s', (Amount) => {
    expect(translate(opportunity('10-03T09:00:00', { Amount }))).toMatchObject({
      observations: [{ set: { stage: 'Qualification' } }],
      rejected: [{ path: 'notifications.Notification.0.amount' }],
    });
  });

  it.each([
    ['New Business', 'new'],
    ['Existing Customer - Upgrade', 'upsell'],
    ['Renewal', 'renewal'],
    ['Cross-Sell', 'cross-sell'],
    [null, null],
  ])('is of the kind that its type names: %s', (Type, kind) => {
    expect(deal([opportunity('10-03T09:00:00', { Type })])).toMatchObject({ kind });
  });

  it('is of no kind where the type says nothing of it, and of that before where no type is told', () => {
    const first = opportunity('10-03T09:00:00', { Type: 'New Customer' });
    const other = opportunity('10-04T09:00:00', { Type: 'Existing Customer - Replacement' });
    for (const bodies of [
      [first, other],
      [other, first],
    ])
      expect(deal(bodies)).toMatchObject({ kind: null });
    expect(deal([first, opportunity('10-04T09:00:00')])).toMatchObject({ kind: 'new' });
  });

  it('has the record type by its long id', () => {
    expect(deal([opportunity('10-03T09:00:00', { RecordTypeId: '0127Q00000G7hIj' })])).toMatchObject({
      pipeline: '0127Q00000G7hIjQAJ',
    });
  });

  it('is empty where it is nil, and says nothing where it is absent', () => {
    const full = opportunity('10-03T09:00:00', { Amount: '5.0', LeadSource: 'Fair', Name: 'A' });
    const later = message('Opportunity', {
      Id: id,
      LastModifiedDate: '2026-10-04T09:00:00.000Z',
      Amount: null,
      LeadSource: '',
    });
    expect(deal([full, later])).toMatchObject({ amount: null, source: 'Fair', name: 'A', stage: 'Qualification' });
  });

  it('has nobody as its owner where a queue is', () => {
    expect(deal([opportunity('10-03T09:00:00', { OwnerId: '00G7Q00000H8iJkQAJ' })])).toMatchObject({ owner: null });
  });
});

describe('ids', () => {
  it.each([
    ['0065w000023STAm', '0065w000023STAmAAO'],
    ['0017F000007ydJm', '0017F000007ydJmQAI'],
    ['00D7F00000107Xs', '00D7F00000107XsUAI'],
    ['04l7F000008aeAy', '04l7F000008aeAyQAI'],
  ])('of 15 characters are those of 18: %s', (short, long) => {
    for (const Id of [short, long])
      expect(
        Object.keys(factsIn([message('Opportunity', { ...lastModified, Id, AccountId: short, StageName: 'A' })])),
      ).toEqual([`deal ${long}`]);
    expect(facts('Opportunity', { StageName: 'A', AccountId: short })).toMatchObject({ customer: long });
  });
});

describe('customers', () => {
  const person = { customers: 'person' } as const;

  it('are accounts where companies are', () => {
    expect(
      facts('Account', { Name: 'Acme', Industry: 'Shipping', AccountSource: 'Fair', Type: 'Prospect', OwnerId: null }),
    ).toEqual({
      name: 'Acme',
      industry: 'Shipping',
      source: 'Fair',
      status: null,
      owner: null,
    });
    expect(facts('Contact', { Name: 'Ana' })).toBeUndefined();
  });

  it('are contacts where persons are', () => {
    expect(facts('Contact', { FirstName: 'Ana', LastName: 'Lima' }, person)).toEqual({ name: 'Ana Lima' });
    expect(facts('Account', { Name: 'Acme' }, person)).toBeUndefined();
    expect(facts('Case', { IsClosed: 'false', AccountId: 'a', ContactId: 'c' }, person)).toMatchObject({
      customer: 'c',
    });
    expect(facts('Lead', { ConvertedContactId: 'c', ConvertedAccountId: 'a' }, person)).toMatchObject({
      customer: 'c',
    });
  });

  it('are active where their type says so, for as long as it does', () => {
    for (const Type of ['Customer', 'Customer - Direct', 'customer - channel'])
      expect(facts('Account', { Type })).toMatchObject({ status: 'active' });
    for (const Type of ['Prospect', 'Customers of others', null])
      expect(facts('Account', { Type })).toMatchObject({ status: null });
    expect(facts('Account', { Name: 'Acme' })).not.toHaveProperty('status');
  });

  it('have the aliases that the configuration leads to', () => {
    const same = (object: string, told: Told, settings = {}) =>
      [...recordsOf([message(object, { Id: '0017Q00000E5fGhQAO', ...lastModified, ...told })], settings).values()][0]
        ?.same;
    const tied = {
      sources: ['salesforce', 'stripe'],
      identity: { customer: 'Stripe_Id__c' },
      authority: { customer: 'stripe' },
      byEmail: true,
    };
    expect(same('Account', { Stripe_Id__c: 'cus_9' }, tied)).toEqual(['stripe:cus_9']);
    expect(same('Contact', { Email: 'Ana@acme.example', Stripe_Id__c: null }, { ...tied, ...person })).toEqual([
      emailAlias('ana@acme.example'),
    ]);
    expect(same('Account', { PersonEmail: 'ana@acme.example' }, tied)).toEqual([emailAlias('ana@acme.example')]);
  });

  it('that were merged lead to the one that is kept', () => {
    const record = recordsOf([
      message('Account', {
        Id: '0017Q00000E5fGhQAO',
        ...lastModified,
        IsDeleted: 'true',
        MasterRecordId: '0017F000007ydJm',
      }),
    ]);
    expect(record.get('customer 0017Q00000E5fGhQAO')).toMatchObject({
      deleted: true,
      mergedInto: '0017F000007ydJmQAI',
    });
  });
});

describe('a case', () => {
  it('is a ticket', () => {
    expect(
      facts('Case', {
        IsClosed: 'false',
        CreatedDate: '2026-10-01T08:00:00.000Z',
        Priority: 'High',
        Origin: 'Email',
        OwnerId: '00G7Q00000H8iJkQAJ',
        AccountId: 'a',
        ClosedDate: null,
      }),
    ).toEqual({
      status: 'open',
      createdAt: at('10-01T08:00:00'),
      priority: 'High',
      channel: 'Email',
      owner: null,
      customer: 'a',
      solvedAt: null,
    });
  });

  const closed = { IsClosed: 'true', ClosedDate: '2026-10-02T08:00:00.000Z' };

  it('is solved when it is closed, and open again when it is reopened', () => {
    expect(facts('Case', closed)).toMatchObject({ status: 'solved', solvedAt: at('10-02T08:00:00') });
    const reopened = message('Case', {
      Id: '0017Q00000E5fGhQAO',
      LastModifiedDate: '2026-10-04T09:00:00.000Z',
      IsClosed: 'false',
      ClosedDate: null,
    });
    expect(factsIn([reopened, message('Case', { Id: '0017Q00000E5fGhQAO', ...lastModified, ...closed })])).toEqual({
      'ticket 0017Q00000E5fGhQAO': { status: 'open', solvedAt: null },
    });
  });

  it('is closed where only its time or its status says so', () => {
    expect(facts('Case', { ClosedDate: closed.ClosedDate })).toMatchObject({ status: 'solved' });
    expect(facts('Case', { ClosedDate: null })).toMatchObject({ status: 'open' });
    expect(facts('Case', { Status: 'Closed' })).toEqual({ status: 'solved' });
  });

  it('is open by any other status, where nothing else says so', () => {
    const status = (instant: string, Status: string): string =>
      message('Case', { Id: '0017Q00000E5fGhQAO', LastModifiedDate: new Date(at(instant)).toISOString(), Status });
    const course = [
      status('10-03T09:00:00', 'New'),
      status('10-04T09:00:00', 'Closed'),
      status('10-05T09:00:00', 'Working'),
    ];
    const states = ['open', 'solved', 'open'].map((state) => expect.objectContaining({ status: state }));
    for (const count of [1, 2, 3])
      for (const heard of [course.slice(0, count), course.slice(0, count).toReversed()])
        expect(factsIn(heard)).toEqual({ 'ticket 0017Q00000E5fGhQAO': states[count - 1] });
    expect(facts('Case', { Status: 'Working', IsClosed: 'true' })).toEqual({ status: 'solved' });
    expect(facts('Case', { Priority: 'High' })).toEqual({ priority: 'High' });
  });

  it('is solved when a change event tells of it', () => {
    const body = event(
      { entityName: 'Case', recordIds: ['5'], changeType: 'UPDATE', commitTimestamp: at('10-03T09:00:00') },
      { Status: 'Closed' },
    );
    expect(factsIn([body])).toEqual({ 'ticket 5': { status: 'solved', solvedAt: at('10-03T09:00:00') } });
  });
});

describe('others', () => {
  it('are users, with their seats', () => {
    const user = { Name: 'Ana', Email: 'ana@acme.example', CreatedDate: '2026-01-01T08:00:00.000Z' };
    expect(facts('User', { ...user, IsActive: 'true' })).toEqual({
      name: 'Ana',
      email: 'ana@acme.example',
      activeFrom: at('01-01T08:00:00'),
      activeUntil: null,
    });
    expect(facts('User', { IsActive: 'false' })).toEqual({ activeUntil: at('10-03T09:00:00') });
  });

  it('are campaigns, whose last day is theirs', () => {
    const told = { Name: 'Fair', StartDate: '2026-10-01', EndDate: '2026-10-31' };
    expect(facts('Campaign', told, { timeZone: 'America/Sao_Paulo' })).toEqual({
      name: 'Fair',
      startedAt: at('10-01T03:00:00'),
      endedAt: at('11-01T03:00:00'),
    });
  });

  it('are products', () => {
    expect(facts('Product2', { Name: 'Sail' })).toEqual({ name: 'Sail' });
  });

  it('of which there is no record say nothing', () => {
    for (const object of ['Task', 'Invoice__c', '__proto__', 'toString'])
      expect(facts(object, { Name: 'A' })).toBeUndefined();
  });
});

describe('fields that the configuration maps', () => {
  const settings = {
    timeZone: 'America/Sao_Paulo',
    fields: {
      deal: {
        lostReason: 'custom:Loss_Reason__c',
        cost: 'custom:Cost__c',
        source: 'custom:Origin__c',
        closedAt: 'custom:Signed_On__c',
        'custom.tier': 'custom:Tier__c',
      },
    },
  };

  it('are of the account’s own, and take the place of those that are read anyway', () => {
    const told = {
      Loss_Reason__c: 'Price',
      Cost__c: '1.1E7',
      Origin__c: 'Word of mouth',
      LeadSource: 'Fair',
      Signed_On__c: '2026-10-01',
      Tier__c: 'gold',
    };
    expect(deal([opportunity('10-03T09:00:00', told)], settings)).toMatchObject({
      lostReason: 'Price',
      cost: '11000000',
      source: 'Word of mouth',
      closedAt: at('10-01T03:00:00'),
      'custom.tier': 'gold',
    });
  });

  it('are cleared, not said, or refused alone', () => {
    expect(deal([opportunity('10-03T09:00:00', { Tier__c: null })], settings)).toMatchObject({ 'custom.tier': null });
    expect(deal([opportunity('10-03T09:00:00', { LeadSource: 'Fair' })], settings)).not.toHaveProperty('source');
    expect(translate(opportunity('10-03T09:00:00', { Signed_On__c: 'soon' }), settings)).toMatchObject({
      rejected: [{ path: 'notifications.Notification.0.closedAt' }],
    });
  });

  it('are the same text whether a message or an event tells them', () => {
    const fields = {
      deal: { 'custom.day': 'custom:Due__c', 'custom.size': 'custom:Size__c', lostReason: 'custom:Seen__c' },
    };
    const values: [string, unknown, string][] = [
      ['2026-10-30', Date.parse('2026-10-30T00:00:00Z'), '2026-10-30'],
      ['2026-10-30T08:15:00.000Z', Date.parse('2026-10-30T08:15:00Z'), '2026-10-30T08:15:00.000Z'],
      ['1.0E7', 10_000_000, '10000000'],
      ['1.25E7', '1.25E7', '12500000'],
      ['5.0', 5, '5'],
      ['5.5', 5.5, '5.5'],
      ['v1.0', 'v1.0', 'v1.0'],
    ];
    for (const [written, sent, text] of values) {
      const expected = { 'custom.day': text, 'custom.size': text, lostReason: text };
      const told = { Due__c: written, Size__c: written, Seen__c: written };
      const header = {
        entityName: 'Opportunity',
        recordIds: [id],
        changeType: 'UPDATE',
        commitTimestamp: at('10-03T09:00:00'),
      };
      expect(deal([opportunity('10-03T09:00:00', told)], { fields })).toMatchObject(expected);
      expect(deal([event(header, { Due__c: sent, Size__c: sent, Seen__c: sent })], { fields })).toEqual(expected);
    }
  });

  it('are long ids where they lead to records of Salesforce, and as they are where they are of others', () => {
    const fields = { deal: { product: 'custom:Product__c' } };
    const product = (Product__c: string) => deal([opportunity('10-03T09:00:00', { Product__c })], { fields })?.product;
    expect(product('01t7Q00000E5fGh')).toBe('01t7Q00000E5fGhQAJ');
    expect(product('ERP000000012345')).toBe('ERP000000012345');
  });

  it('may be instants, in any form in which Salesforce writes them', () => {
    for (const Signed_On__c of [
      '2026-10-01T05:00:00.000Z',
      '2026-10-01T05:00:00.000+0000',
      '2026-10-01T02:00:00-03:00',
    ])
      expect(deal([opportunity('10-03T09:00:00', { Signed_On__c })], settings)).toMatchObject({
        closedAt: at('10-01T05:00:00'),
      });
  });
});
