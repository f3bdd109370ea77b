import { describe, expect, it } from 'vitest';
import { salesforce } from '../../../lambdas/sources/salesforce/index.ts';
import { firstReceivedAt } from '../records.ts';
import { at } from './deal.ts';
import { event, eventOf } from './event.ts';
import { factsIn, recordsOf, translate } from './records.ts';

const id = '0017Q00000E5fGhQAO';
const commitTimestamp = at('10-03T09:00:00');
const account = (changeType: string, fields: Readonly<Record<string, unknown>> = {}, header = {}): string =>
  event({ entityName: 'Account', recordIds: [id], changeType, commitTimestamp, ...header }, fields);
const customer = (bodies: readonly string[]) => factsIn(bodies)[`customer ${id}`];

describe('a change event', () => {
  it('says what changed, for each of its records, at its commit', () => {
    const body = account('UPDATE', { Industry: 'Shipping' }, { recordIds: [id, '0017Q00000E5fGi'] });
    const records = recordsOf([body]);
    expect([...records.keys()]).toEqual([`customer ${id}`, 'customer 0017Q00000E5fGiQAJ']);
    for (const record of records.values()) {
      expect(record.current('industry')).toBe('Shipping');
      expect(record.saidAt).toBe(commitTimestamp);
    }
  });

  it('clears what it lists as nulled, and nothing else that is null', () => {
    const before = account('CREATE', { Name: 'Acme', Industry: 'Shipping', AccountSource: 'Fair' });
    const after = account(
      'UPDATE',
      { Name: null, Industry: null, AccountSource: null },
      { commitTimestamp: commitTimestamp + 1, nulledFields: ['Industry'] },
    );
    expect(customer([before, after])).toEqual({ name: 'Acme', industry: null, source: 'Fair' });
  });

  it('has names in parts, of which one alone is not the name', () => {
    const person = (changeType: string, Name: unknown) =>
      factsIn([
        event({ entityName: 'Lead', recordIds: ['1'], changeType, commitTimestamp }, { Name, LeadSource: 'Web' }),
      ])['lead 1'];
    expect(person('CREATE', { Salutation: 'Ms.', FirstName: 'Ana', LastName: 'Lima' })).toMatchObject({
      name: 'Ana Lima',
    });
    expect(person('CREATE', { FirstName: null, LastName: 'Lima' })).toMatchObject({ name: 'Lima' });
    expect(person('UPDATE', { LastName: 'Lima' })).toEqual({ source: 'Web' });
  });

  it('may have instants and days in milliseconds, and booleans', () => {
    const body = event(
      { entityName: 'Opportunity', recordIds: ['1'], changeType: 'CREATE', commitTimestamp },
      {
        CreatedDate: commitTimestamp,
        CloseDate: Date.parse('2026-10-30T00:00:00Z'),
        StageName: 'A',
        IsClosed: false,
        Amount: 12.5,
        Rush__c: true,
      },
    );
    expect(factsIn([body], { fields: { deal: { 'custom.rush': 'custom:Rush__c' } } })).toEqual({
      'deal 1': {
        createdAt: commitTimestamp,
        expectedCloseAt: at('10-30T00:00:00'),
        stage: 'A',
        outcome: 'open',
        closedAt: null,
        amount: '12.5',
        'custom.rush': 'true',
      },
    });
  });

  it('deletes and restores', () => {
    const bodies = [
      account('CREATE', { Name: 'Acme' }),
      account('DELETE', {}, { commitTimestamp: commitTimestamp + 1 }),
      account('UPDATE', { Industry: 'Shipping' }, { commitTimestamp }),
    ];
    expect(customer(bodies)).toMatchObject({ deleted: true });
    const restored = account('UNDELETE', { Name: 'Acme' }, { commitTimestamp: commitTimestamp + 2 });
    for (const heard of [
      [...bodies, restored],
      [restored, ...bodies],
    ]) {
      expect(customer(heard)).not.toHaveProperty('deleted');
      expect(customer(heard)).toMatchObject({ name: 'Acme' });
    }
    expect(customer([account('GAP_DELETE')])).toEqual({ deleted: true });
  });

  it('that is a gap says that each record must be fetched, and changes none', () => {
    for (const changeType of ['GAP_CREATE', 'GAP_UPDATE', 'GAP_UNDELETE'])
      expect(translate(account(changeType, {}, { recordIds: [id, '2'] }))).toEqual({
        observations: [],
        rejected: [0, 1].map((index) => ({
          index,
          path: `data.payload.ChangeEventHeader.recordIds.${index}`,
          message: expect.stringContaining('fetch the record'),
        })),
      });
    expect(translate(account('GAP_OVERFLOW', {}, { recordIds: [] }))).toMatchObject({
      rejected: [{ path: 'data.payload.ChangeEventHeader', message: expect.stringContaining('fetch') }],
    });
  });

  it('that is a gap of what is no record of ours is no matter', () => {
    expect(translate(account('GAP_UPDATE', {}, { entityName: 'Task' }))).toEqual({ observations: [], rejected: [] });
  });

  it('that names records by a wildcard, by none, or tells of no known change is refused by its place', () => {
    const odd = [
      account('UPDATE', {}, { recordIds: ['001*'] }),
      account('UPDATE', {}, { recordIds: [] }),
      account('RENAME'),
      account('UPDATE', {}, { recordIds: [{}] }),
    ];
    for (const body of odd)
      expect(translate(body)).toEqual({
        observations: [],
        rejected: [expect.objectContaining({ path: expect.stringMatching(/^data\.payload\.ChangeEventHeader/) })],
      });
  });

  it.each([
    { nulledFields: ['0x400'] },
    { changedFields: ['0x8000020', '4-0x3'] },
    { nulledFields: ['Industry', '2-0x1'] },
  ])('with bitmaps for names is refused by its place: %j', (header) => {
    expect(translate(account('UPDATE', { Name: 'A' }, header))).toEqual({
      observations: [],
      rejected: [
        {
          index: 0,
          path: 'data.payload.ChangeEventHeader.recordIds.0',
          message: expect.stringContaining('decode'),
        },
      ],
    });
  });

  it('may have its values beside their types, as the JSON of Avro has them', () => {
    const body = event(
      { entityName: 'Opportunity', recordIds: ['1'], changeType: 'UPDATE', commitTimestamp },
      {
        StageName: { string: 'A' },
        Amount: { double: 12.5 },
        IsClosed: { boolean: false },
        Name: { text: 'B' },
        Type: { string: { string: 'Renewal' } },
      },
    );
    expect(factsIn([body])).toEqual({ 'deal 1': { stage: 'A', amount: '12.5', outcome: 'open', closedAt: null } });
  });

  it('is at its first receipt where nothing tells its time', () => {
    const body = account('UPDATE', { Industry: 'Shipping' }, { commitTimestamp: undefined });
    expect(recordsOf([body]).get(`customer ${id}`)?.saidAt).toBe(firstReceivedAt);
    expect(salesforce.timeless({ body: Buffer.from(body), headers: {} })).toBe(true);
    expect(salesforce.timeless({ body: Buffer.from(account('UPDATE', {})), headers: {} })).toBe(false);
  });

  it.each([
    [
      'through an event bus',
      {
        detail: eventOf(
          { entityName: 'Account', recordIds: [id], changeType: 'CREATE', commitTimestamp },
          { Name: 'Acme' },
        ).data,
      },
    ],
    [
      'without its envelope',
      eventOf({ entityName: 'Account', recordIds: [id], changeType: 'CREATE', commitTimestamp }, { Name: 'Acme' }).data,
    ],
    [
      'by its payload alone',
      (
        eventOf({ entityName: 'Account', recordIds: [id], changeType: 'CREATE', commitTimestamp }, { Name: 'Acme' })
          .data as { payload: unknown }
      ).payload,
    ],
    [
      'in a list',
      [eventOf({ entityName: 'Account', recordIds: [id], changeType: 'CREATE', commitTimestamp }, { Name: 'Acme' })],
    ],
  ])('may come %s', (_, body) => {
    expect(customer([JSON.stringify(body)])).toEqual({ name: 'Acme' });
    expect(customer([`\uFEFF ${JSON.stringify(body)}`])).toEqual({ name: 'Acme' });
  });

  it('does not lose its neighbours in a list', () => {
    const good = eventOf(
      { entityName: 'Account', recordIds: [id], changeType: 'CREATE', commitTimestamp },
      { Name: 'Acme' },
    );
    expect(translate(JSON.stringify([{ a: 1 }, good]))).toMatchObject({
      observations: [{ id }],
      rejected: [{ index: 0, path: '0' }],
    });
  });
});

describe('values that are not to be believed', () => {
  it('are numbers that have lost digits, and text that is not well-formed', () => {
    const body = event(
      { entityName: 'Opportunity', recordIds: ['1'], changeType: 'UPDATE', commitTimestamp },
      { Name: 'A', Amount: 0, LeadSource: 'x' },
    )
      .replace('"Amount":0', '"Amount":9007199254740993')
      .replace('"LeadSource":"x"', '"LeadSource":"\\ud800"');
    expect(translate(body)).toMatchObject({
      observations: [{ set: { name: 'A' } }],
      rejected: [
        { path: 'data.payload.ChangeEventHeader.recordIds.0.amount' },
        { path: 'data.payload.ChangeEventHeader.recordIds.0.source' },
      ],
    });
  });

  it('are ids that are not well-formed, and instants of the future', () => {
    expect(translate(account('UPDATE', { Name: 'A' }, { recordIds: ['\ud800'] }))).toMatchObject({
      observations: [],
      rejected: [{}],
    });
    expect(translate(account('UPDATE', { Name: 'A' }, { commitTimestamp: at('12-31T00:00:00') }))).toMatchObject({
      observations: [],
      rejected: [{ path: 'data.payload.ChangeEventHeader.recordIds.0.at' }],
    });
  });

  it('are names that objects inherit', () => {
    const body = event(
      { entityName: 'Opportunity', recordIds: ['1'], changeType: 'UPDATE', commitTimestamp },
      { LeadSource: 'Web' },
    );
    const fields = {
      deal: { 'custom.a': 'custom:__proto__', 'custom.b': 'custom:constructor', 'custom.c': 'custom:toString.name' },
    };
    expect(factsIn([body], { fields })).toEqual({ 'deal 1': { source: 'Web' } });
  });
});
