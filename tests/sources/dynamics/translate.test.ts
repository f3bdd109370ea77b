import { describe, expect, it } from 'vitest';
import { dynamics } from '../../../lambdas/sources/dynamics/index.ts';
import { firstReceivedAt } from '../records.ts';
import {
  accountId,
  at,
  choice,
  contextWith,
  created,
  date,
  dealId,
  lookup,
  money,
  operation,
  organization,
  update,
  written,
} from './context.ts';
import { deal, factsIn, recordsOf, translate } from './records.ts';

const sizeExceeded = { 'x-ms-dynamics-msg-size-exceeded': 'true' };
const rejection = (path: string, message = '') => ({
  observations: [],
  rejected: [{ index: 0, path, message: expect.stringContaining(message) }],
});

describe('what is not what Dataverse sends', () => {
  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['a list', '[]'],
    ['another object', '{"event":"x"}'],
    ['a context without its message', written({ ...contextWith({}), MessageName: null })],
    ['a context without its table', written({ ...contextWith({}), PrimaryEntityName: 5.5 })],
    ['a body that breaks off', update(5, { name: 'A' }).slice(0, -2)],
    ['XML', '<context/>'],
  ])('fails with a reason: %s', (_, body) => {
    expect(translate(body)).toEqual({ failed: expect.stringMatching(/^The body ./) });
  });

  it('fails where it is no text', () => {
    expect(translate(Buffer.from([0x7b, 0xff]))).toEqual({ failed: expect.stringContaining('UTF-8') });
  });
});

describe('what says nothing of our records', () => {
  it.each(['task', 'opportunityproduct', '__proto__', 'constructor'])('is taken: %s', (table) => {
    expect(translate(operation({ table, target: { name: 'A' } }))).toEqual({ observations: [], rejected: [] });
  });

  it('is an operation without a target that is not known, and a target of another table', () => {
    expect(factsIn([operation({ message: 'Retrieve' })])).toEqual({});
    expect(factsIn([operation({ parameters: { Target: { LogicalName: 'account', Attributes: [] } } })])).toEqual({});
  });
});

describe('the organisation', () => {
  const body = update(5, { name: 'A' });

  it('must be the one that is configured', () => {
    expect(translate(body, { account: accountId })).toEqual({
      failed: expect.stringMatching(/^wrongAccount: /),
      wrongAccount: true,
    });
    expect(translate(body, { account: organization.toUpperCase() })).toHaveProperty('observations');
  });

  it('is not asked for where either side does not know it', () => {
    expect(translate(body)).toHaveProperty('observations');
    const nameless = written({ ...contextWith({ target: { name: 'A' } }), OrganizationId: null });
    expect(translate(nameless, { account: accountId })).toHaveProperty('observations');
  });
});

describe('a context that grew too large', () => {
  const { InputParameters: _, PostEntityImages: __, ParentContext: ___, ...cut } = contextWith({ at: at(5) });

  it('is marked as to be fetched, and says nothing', () => {
    for (const change of [{}, { InputParameters: null }, { InputParameters: [] }])
      expect(translate(written({ ...cut, ...change }), {}, sizeExceeded)).toEqual(
        rejection('InputParameters', 'must be fetched'),
      );
    expect(translate(written(cut))).toEqual(rejection('InputParameters', 'must be fetched'));
  });

  it('tells of a deletion all the same', () => {
    expect(translate(written({ ...cut, MessageName: 'Delete' }), {}, sizeExceeded)).toMatchObject({
      observations: [{ record: 'deal', id: dealId, deleted: true }],
      rejected: [],
    });
  });

  it('of another table says nothing', () => {
    const other = written({ ...cut, PrimaryEntityName: 'task' });
    expect(translate(other, {}, sizeExceeded)).toEqual({ observations: [], rejected: [] });
  });

  it('is known by a header that is kept', () => {
    expect(dynamics.keptHeaders).toEqual(Object.keys(sizeExceeded));
  });
});

describe('what is refused by name', () => {
  it.each(['Create', 'Update'])('is a row of which neither a target nor an image tells: %s', (message) => {
    expect(translate(operation({ message }))).toEqual(rejection('InputParameters', 'must be fetched'));
    expect(deal([operation({ message, post: { name: 'A' } })])).toEqual({ name: 'A' });
  });

  it.each(['CreateMultiple', 'UpdateMultiple', 'DeleteMultiple'])('is an operation on several rows: %s', (message) => {
    const Targets = { Entities: [], EntityName: 'opportunity' };
    const body = operation({ message, id: '00000000-0000-0000-0000-000000000000', parameters: { Targets } });
    expect(translate(body)).toEqual(rejection('MessageName', 'the operation on one'));
  });

  it('is a step before the operation, which may still be undone', () => {
    expect(translate(operation({ target: { name: 'A' }, change: { Stage: 20 } }))).toEqual(
      rejection('Stage', 'PostOperation'),
    );
  });

  it.each(['00000000-0000-0000-0000-000000000000', '42', 7, null])('is an operation on no row: %s', (id) => {
    const body = operation({ message: 'Create', change: { PrimaryEntityId: id } });
    expect(translate(body)).toEqual(rejection('PrimaryEntityId'));
  });

  it('is none where the target names the row, though the context does not', () => {
    const body = operation({ target: { name: 'A' }, change: { PrimaryEntityId: null } });
    expect(deal([body])).toEqual({ name: 'A' });
  });

  it.each([
    ['amount', { estimatedvalue: money(Number.MAX_SAFE_INTEGER + 1) }],
    ['amount', { estimatedvalue: 'a lot' }],
    ['createdAt', { createdon: 'yesterday' }],
    ['expectedCloseAt', { estimatedclosedate: '/Date(999999999999999)/' }],
    ['name', { name: 'a\uD800b' }],
    ['name', { name: { first: 'A' } }],
    ['name', { name: Number.MAX_SAFE_INTEGER + 1 }],
    ['owner', { ownerid: lookup('systemuser', '\uD800') }],
    ['stage', { stageid: [choice(1), 'x'] }],
  ])('is an illegible %s, and the rest counts: %j', (path, columns) => {
    const translation = translate(update(5, { ...columns, campaignid: lookup('campaign', accountId) }));
    expect(translation).toMatchObject({
      observations: [{ set: { campaign: accountId } }],
      rejected: [{ index: 0, path }],
    });
    expect(JSON.stringify(translation)).not.toContain('a lot');
  });

  it('is an operation of the future', () => {
    const later = Date.parse('2027-01-01T00:00:00Z');
    expect(translate(operation({ target: { name: 'A', modifiedon: date(later) } }))).toEqual(rejection('at'));
  });
});

describe('times', () => {
  const saidAt = (body: string) => recordsOf([body]).get(`deal ${dealId}`)?.saidAt;
  const timeless = (body: string) => dynamics.timeless({ body: Buffer.from(body), headers: {} });
  const deletion = (OperationCreatedOn: unknown): string =>
    operation({ message: 'Delete', change: { OperationCreatedOn } });

  it('are those of the row, then of the job, then of the receipt', () => {
    expect(saidAt(update(5, { name: 'A' }))).toBe(at(5));
    expect(saidAt(operation({ target: { name: 'A' }, at: at(7) }))).toBe(at(7));
    expect(saidAt(deletion(null))).toBe(firstReceivedAt);
    expect([update(5, { name: 'A' }), deletion(date(at(7))), deletion('soon')].map(timeless)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('of the job may count in local time, as in the documentation: the reading nearer to the receipt stands', () => {
    const real = firstReceivedAt - 2000;
    expect(saidAt(deletion(date(real, '-0700')))).toBe(real);
    expect(saidAt(deletion(date(real + 7 * 60 * 60_000, '-0700')))).toBe(real);
    expect(saidAt(deletion(date(real - 2 * 60 * 60_000, '+0200')))).toBe(real);
    expect(timeless(deletion(date(real, '-0700')))).toBe(true);
    expect(timeless(deletion(date(real, '+0000')))).toBe(false);
  });

  it('are not asked of what is no context of ours', () => {
    expect([operation({ table: 'task' }), 'hello', '{}'].map(timeless)).toEqual([false, false, false]);
  });
});

describe('columns of the organisation’s own', () => {
  it('fill the fields that the configuration names, whatever their type', () => {
    const fields = {
      deal: {
        source: 'custom:new_origin',
        product: 'custom:new_product',
        createdAt: 'custom:new_begun',
        'custom.signed': 'custom:new_signed',
        'custom.channels': 'custom:new_channels',
        'custom.note': 'custom:new_note',
        'custom.proto': 'custom:__proto__',
        lostReason: 'custom:new_absent',
      },
    };
    const columns = {
      new_origin: choice(4),
      new_product: lookup('product', accountId.toUpperCase()),
      new_begun: date(created + 1),
      new_signed: false,
      new_channels: [choice(30), choice(4)],
      new_note: '',
    };
    expect(deal([update(5, columns)], { fields })).toEqual({
      source: '4',
      product: accountId,
      createdAt: created + 1,
      'custom.signed': 'false',
      'custom.channels': '4;30',
      'custom.note': null,
    });
  });

  it('stand once where a key is there twice: the last', () => {
    const target = { LogicalName: 'opportunity', Attributes: ['A', 'B'].map((value) => ({ key: 'name', value })) };
    expect(deal([operation({ parameters: { Target: target } })])).toEqual({ name: 'B' });
    expect(deal([operation({ target: { name: 'A' } }).replace('{', '{"MessageName":"Delete",')])).toEqual({
      name: 'A',
    });
  });

  it('may be so many that a body has a megabyte', () => {
    const many = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, n) => [`new_${n}`, `value number ${n} of many`]),
    );
    const body = update(5, { ...many, name: 'A' });
    expect(body.length).toBeGreaterThan(1_000_000);
    expect(deal([body])).toEqual({ name: 'A' });
  });
});
