import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation, Rejection } from '../../../lambdas/domain/records/observation.ts';
import { parseObservation } from '../../../lambdas/domain/records/parse.ts';
import { recordTypes } from '../../../lambdas/domain/records/vocabulary.ts';
import { observationOf } from './arbitrary.ts';
import { wireOf } from './wire.ts';

const receivedAt = Date.parse('2026-10-04T00:00:00Z');
const day = 24 * 60 * 60 * 1000;

/** An observation in which nothing is wrong; each test changes one thing. */
const valid = {
  record: 'deal',
  id: '42',
  at: '2026-10-03T12:00:00Z',
  seq: '17',
  set: { stage: 'negotiation', amount: '1200.50', currency: 'BRL', owner: 'ana', 'custom.tier': 'gold' },
};

const parse = (input: unknown) => parseObservation(input, 3, receivedAt);

const accepted = (change: Record<string, unknown>): Observation => {
  const result = parse({ ...valid, ...change });
  if ('rejection' in result) throw new Error(`refused: ${result.rejection.path} ${result.rejection.message}`);
  return result.observation;
};

const refused = (input: unknown): Rejection => {
  const result = parse(input);
  if ('observation' in result) throw new Error('accepted');
  return result.rejection;
};

const refusedWith = (change: Record<string, unknown>): Rejection => refused({ ...valid, ...change });

describe('a valid observation', () => {
  it('is read whole', () => {
    expect(accepted({})).toEqual({
      record: 'deal',
      id: '42',
      stamp: { at: Date.parse('2026-10-03T12:00:00Z'), nanos: 0, seq: '17' },
      set: { stage: 'negotiation', amount: '1200.5', currency: 'BRL', owner: 'ana', 'custom.tier': 'gold' },
    });
  });

  it('may hold only marks', () => {
    const { seq: _, set: __, ...bare } = valid;
    expect(parse({ ...bare, deleted: false })).toMatchObject({ observation: { set: {}, deleted: false } });
    expect(parse({ ...bare, mergedInto: null })).toMatchObject({ observation: { mergedInto: null } });
    expect(parse({ ...bare, mergedInto: 43 })).toMatchObject({ observation: { mergedInto: '43' } });
    expect(parse({ ...bare, same: ['stripe:cus_9'] })).toMatchObject({ observation: { same: ['stripe:cus_9'] } });
  });

  it('clears any field with null', () => {
    expect(accepted({ set: { stage: null, amount: null, outcome: null, closedAt: null, owner: null } }).set).toEqual({
      stage: null,
      amount: null,
      outcome: null,
      closedAt: null,
      owner: null,
    });
  });

  it.each(recordTypes.filter((type) => type !== 'activity'))('is read back as it was: %s', (type) => {
    fc.assert(
      fc.property(observationOf(type), (observation) => {
        const says =
          Object.keys(observation.set).length > 0 ||
          observation.deleted !== undefined ||
          observation.mergedInto !== undefined ||
          (observation.same ?? []).length > 0;
        const references = Object.values(observation.set).every((value) => value !== '');
        fc.pre(says && references);
        expect(parse(wireOf(observation))).toEqual({ observation });
      }),
      { numRuns: 40 },
    );
  });
});

describe('numbers and booleans as text', () => {
  it.each([
    ['an id', { id: 42 }, { id: '42' }],
    ['a reference', { set: { owner: 938348 } }, { set: { owner: '938348' } }],
    ['a custom number', { set: { 'custom.tier': 1.5 } }, { set: { 'custom.tier': '1.5' } }],
    ['a custom boolean', { set: { 'custom.vip': true } }, { set: { 'custom.vip': 'true' } }],
    ['a stage', { set: { stage: 54423922 } }, { set: { stage: '54423922' } }],
    ['a decimal', { set: { amount: 1200.5 } }, { set: { amount: '1200.5' } }],
  ])('%s', (_, given, expected) => {
    expect(accepted(given)).toMatchObject(expected);
  });

  it.each([
    ['a place', 17, '17'],
    ['a place with zeros', '0017', '17'],
    ['a place that is text', '17-a', '17-a'],
    ['no place', null, null],
  ])('%s', (_, seq, expected) => {
    expect(accepted({ seq }).stamp.seq).toBe(expected);
  });
});

describe('instants', () => {
  it('keep what at has beyond the millisecond', () => {
    expect(accepted({ at: '2026-10-03T09:00:00.123456789-03:00' }).stamp).toMatchObject({
      at: Date.parse('2026-10-03T12:00:00.123Z'),
      nanos: 456_789,
    });
  });

  it('of fields are whole milliseconds, rounded down', () => {
    const { set } = accepted({
      set: { closedAt: '2026-10-03T12:00:00.1239Z', createdAt: '1969-12-31T23:59:59.9999Z' },
    });
    expect(set).toEqual({ closedAt: Date.parse('2026-10-03T12:00:00.123Z'), createdAt: -1 });
  });

  it.each(['2026-10-03T12:00Z', '2026-10-03T12:00:00+03', '2026-10-03T12:00:00+0330', '2026-10-03T12:00:00,5Z'])(
    'may be written %s',
    (at) => {
      expect(parse({ ...valid, at })).toHaveProperty('observation');
    },
  );

  it.each(['2026-10-03', '2026-10-03T12:00:00', '2026-10-03 12:00:00', '2026-10-03T12:00'])(
    'without an offset are refused for that: %s',
    (at) => {
      expect(refusedWith({ at })).toMatchObject({ path: 'at', message: expect.stringContaining('offset') });
      expect(refusedWith({ set: { closedAt: at } })).toMatchObject({
        path: 'set.closedAt',
        message: expect.stringContaining('without one'),
      });
    },
  );

  it.each([
    '',
    'yesterday',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-10-03T25:00:00Z',
    '03/10/2026',
    1_790_000_000,
    true,
    {},
    '20261003T120000Z',
    '2026-10-03T12:00:00Z[UTC]',
  ])('that are none are refused: %s', (at) => {
    expect(refusedWith({ at }).path).toBe('at');
    expect(refusedWith({ set: { closedAt: at } }).path).toBe('set.closedAt');
  });

  it('may be up to 24 hours after the receipt, and no more', () => {
    expect(accepted({ at: new Date(receivedAt + day).toISOString() }).stamp.at).toBe(receivedAt + day);
    expect(refusedWith({ at: new Date(receivedAt + day + 1).toISOString() }).path).toBe('at');
    expect(refusedWith({ at: '9999-12-31T23:59:59Z' }).path).toBe('at');
  });

  it('of fields may be in the future', () => {
    expect(parse({ ...valid, set: { expectedCloseAt: '2031-01-01T00:00:00Z' } })).toHaveProperty('observation');
  });
});

describe('what is refused', () => {
  const long = 'x'.repeat(201);

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown type of record', { record: 'opportunity' }, 'record'],
    ['a type of record that all objects have', { record: 'constructor' }, 'record'],
    ['no type of record', { record: undefined }, 'record'],
    ['no id', { id: undefined }, 'id'],
    ['an empty id', { id: '' }, 'id'],
    ['an id over 200 characters', { id: long }, 'id'],
    ['an id that lost digits', { id: Number('12345678901234567890') }, 'id'],
    ['an id that is not whole', { id: 4.2 }, 'id'],
    ['an id that no database can hold', { id: '\uD800' }, 'id'],
    ['an id that is an object', { id: {} }, 'id'],
    ['no at', { at: undefined }, 'at'],
    ['an empty seq', { seq: '' }, 'seq'],
    ['a seq that is not whole', { seq: 1.5 }, 'seq'],
    ['an unknown member', { fields: {} }, 'fields'],
    ['set that is a list', { set: [] }, 'set'],
    ['set that is null', { set: null }, 'set'],
    ['an unknown field', { set: { colour: 'red' } }, 'set.colour'],
    ['a field of another type of record', { set: { mrr: 1 } }, 'set.mrr'],
    ['a custom field without a name', { set: { 'custom.': 'x' } }, 'set.custom.'],
    ['a value outside a closed list', { set: { outcome: 'Won' } }, 'set.outcome'],
    ['a closed list given a number', { set: { outcome: 1 } }, 'set.outcome'],
    ['a decimal with separators', { set: { amount: '1,200.50' } }, 'set.amount'],
    ['a decimal that is empty', { set: { amount: '' } }, 'set.amount'],
    ['infinity', { set: { amount: Number.POSITIVE_INFINITY } }, 'set.amount'],
    ['not a number', { set: { amount: Number.NaN } }, 'set.amount'],
    ['infinity in a custom field', { set: { 'custom.size': Number.NEGATIVE_INFINITY } }, 'set.custom.size'],
    ['text that is an object', { set: { name: { first: 'A' } } }, 'set.name'],
    ['text that is a boolean', { set: { name: true } }, 'set.name'],
    ['a custom field that is a list', { set: { 'custom.tags': ['a'] } }, 'set.custom.tags'],
    ['an empty reference', { set: { owner: '' } }, 'set.owner'],
    ['a reference over 200 characters', { set: { customer: long } }, 'set.customer'],
    ['deleted that is no boolean', { deleted: 'true' }, 'deleted'],
    ['mergedInto nothing', { mergedInto: '' }, 'mergedInto'],
    ['same that is no list', { same: 'stripe:cus_9' }, 'same'],
    ['same without a source', { same: ['stripe:cus_9', 'cus_9'] }, 'same.1'],
    ['same without an id', { same: ['stripe:'] }, 'same.0'],
  ])('%s', (_, change, path) => {
    expect(refusedWith(change)).toMatchObject({ index: 3, path });
  });

  it('a boolean field given text', () => {
    expect(refusedWith({ record: 'survey', set: { lowIsEasy: 'true' } }).path).toBe('set.lowIsEasy');
  });

  it.each([null, 5, 'deal', true, [], [valid]])('what is no object: %j', (input) => {
    expect(refused(input)).toMatchObject({ index: 3, path: '' });
  });

  it('an observation that says nothing', () => {
    expect(refusedWith({ set: {} }).path).toBe('');
    expect(refusedWith({ set: undefined }).path).toBe('');
    expect(refusedWith({ set: {}, same: [] }).path).toBe('');
  });

  it.each([
    '{"record":"deal","id":"1","at":"2026-10-03T12:00:00Z","set":{"__proto__":"x"}}',
    '{"record":"deal","id":"1","at":"2026-10-03T12:00:00Z","set":{"constructor":"x"}}',
    '{"record":"deal","id":"1","at":"2026-10-03T12:00:00Z","set":{"custom.__proto__":"x"}}',
    '{"record":"deal","id":"1","at":"2026-10-03T12:00:00Z","set":{"custom.prototype":"x"}}',
    '{"record":"deal","id":"1","at":"2026-10-03T12:00:00Z","set":{"name":"A"},"__proto__":{"deleted":true}}',
    '{"__proto__":{"record":"deal","id":"1","at":"2026-10-03T12:00:00Z","set":{"name":"A"}}}',
  ])('keys that pollute: %s', (text) => {
    expect(parse(JSON.parse(text))).toHaveProperty('rejection');
    expect(Object.hasOwn(Object.prototype, 'deleted')).toBe(false);
  });
});

describe('the message', () => {
  it.each([
    [{ set: { amout: 1 } }, '"amount"'],
    [{ set: { closeAt: null } }, '"closedAt"'],
    [{ record: 'deals' }, '"deal"'],
    [{ record: 'costumer' }, '"customer"'],
    [{ deletd: true }, '"deleted"'],
  ])('suggests the nearest name: %j', (change, suggestion) => {
    const { message } = refusedWith(change);
    expect(message).toContain('did you mean');
    expect(message).toContain(suggestion);
  });

  it('names them all where none is near', () => {
    expect(refusedWith({ set: { zzzzzzzzzz: 1 } }).message).toContain('expectedCloseAt');
  });

  it('names the closed list', () => {
    expect(refusedWith({ set: { outcome: 'closed' } }).message).toContain('open, won, lost');
  });

  it.each([
    { id: { who: 'ana.silva@acme.example' } },
    { at: 'ana.silva@acme.example' },
    { seq: { who: 'ana.silva@acme.example' } },
    { set: { amount: 'ana.silva@acme.example' } },
    { set: { outcome: 'ana.silva@acme.example' } },
    { set: { closedAt: 'ana.silva@acme.example' } },
    { set: { owner: `ana.silva@acme.example${'x'.repeat(200)}` } },
    { same: ['ana.silva@acme.example'] },
    { deleted: 'ana.silva@acme.example' },
  ])('never holds a value: %j', (change) => {
    expect(JSON.stringify(refusedWith(change))).not.toContain('ana.silva');
  });

  it('is short, however long the name', () => {
    const name = 'x'.repeat(100_000);
    for (const rejection of [
      refusedWith({ set: { [name]: 1 } }),
      refusedWith({ [name]: 1 }),
      refusedWith({ record: name }),
    ])
      expect(JSON.stringify(rejection).length).toBeLessThan(700);
  });
});

describe('an activity', () => {
  const told = {
    record: 'activity',
    id: 'a1',
    at: '2026-10-03T12:00:00Z',
    set: { at: '2026-10-03T11:59:00Z', kind: 'login', customer: 'c1', user: 7 },
  };

  it('is told whole', () => {
    expect(parse(told)).toMatchObject({
      observation: { set: { at: Date.parse('2026-10-03T11:59:00Z'), kind: 'login', customer: 'c1', user: '7' } },
    });
    expect(parse({ ...told, set: { at: told.at, user: '7' } })).toHaveProperty('observation');
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['says when', { set: { kind: 'login', user: '7' } }, 'set.at'],
    ['does not clear when', { set: { at: null, kind: 'login', user: '7' } }, 'set.at'],
    ['says whose', { set: { at: told.at, kind: 'login' } }, 'set'],
    ['does not clear whose', { set: { at: told.at, kind: 'login', customer: null, user: null } }, 'set'],
    ['is not deleted', { deleted: true }, 'deleted'],
    ['is not restored', { deleted: false }, 'deleted'],
    ['is not merged', { mergedInto: 'a2' }, 'mergedInto'],
    ['has no aliases', { same: ['x:1'] }, 'same'],
  ])('%s', (_, change, path) => {
    expect(refused({ ...told, ...change })).toMatchObject({ path });
  });
});

describe('any input at all', () => {
  it('is accepted or refused, and left as it was', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 3 }), (input) => {
        const before = structuredClone(input);
        const result = parse(input);
        expect('observation' in result || 'rejection' in result).toBe(true);
        expect(input).toEqual(before);
      }),
    );
  });

  it('in any member is accepted or refused', () => {
    const change = fc.dictionary(
      fc.constantFrom('record', 'id', 'at', 'seq', 'set', 'deleted', 'mergedInto', 'same'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(change, (members) => {
        const result = parse({ ...valid, ...members });
        expect('observation' in result || 'rejection' in result).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
