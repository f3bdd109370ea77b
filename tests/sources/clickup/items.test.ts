import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailAlias } from '../../../lambdas/sources/aliases.ts';
import { firstReceivedAt } from '../records.ts';
import {
  at,
  automation,
  created,
  creation,
  deletion,
  event,
  field,
  fieldItem,
  item,
  list,
  type Members,
  person,
  status,
  statusItem,
  taskId,
  updated,
} from './hook.ts';
import { deal, factsIn, of, recordsOf, stages, translate } from './records.ts';

describe('the owner', () => {
  const add = (minutes: number, id: unknown) => item(minutes, 'assignee_add', { after: person(id) });
  const remove = (minutes: number, id: unknown) => item(minutes, 'assignee_rem', { before: person(id) });

  it('is who was assigned last, and known by name', () => {
    const bodies = [updated(add(5, 71)), updated(add(9, 'u-72'))];
    for (const order of [bodies, bodies.toReversed()])
      expect(factsIn(order)).toMatchObject({
        [`deal ${taskId}`]: { owner: 'u-72' },
        'user 71': { name: 'Ana', email: 'ana@acme.example' },
      });
  });

  it('is not changed by a removal, whichever comes first in an exchange', () => {
    const exchanges = [updated(add(5, 71)), updated(remove(8, 71), add(9, 72)), updated(remove(10, 71))];
    for (const order of [exchanges, exchanges.toReversed()]) expect(deal(order)).toMatchObject({ owner: '72' });
  });

  it('that has no legible id is refused', () => {
    expect(translate(updated(item(5, 'assignee_add', { after: null })))).toMatchObject({
      rejected: [{ path: 'history_items.0.after.id' }],
    });
    expect(translate(updated(add(5, Number.MAX_SAFE_INTEGER + 1)))).toMatchObject({
      rejected: [{ path: 'history_items.0.owner' }],
    });
  });
});

describe('a priority and a name', () => {
  const priority = (after: unknown) => updated(item(5, 'priority', { before: null, after }));
  const high = { id: '2', priority: 'high', color: '#ffcc00', orderindex: '2' };

  it('are those of tickets, and of whatever is no ticket', () => {
    expect(of('ticket', [priority(high)])).toEqual({ priority: 'high' });
    expect(of('ticket', [priority(null)])).toEqual({ priority: null });
    expect(deal([priority(high)])).toEqual({ pipeline: list });
    const name = updated(item(6, 'name', { before: 'A', after: 'B' }));
    expect(deal([name])).toMatchObject({ name: 'B' });
    expect(of('ticket', [name])).toBeUndefined();
  });
});

describe('fields of the account’s own', () => {
  const options = [
    { id: 'o-1', name: 'Fair', orderindex: 0 },
    { id: 'o-2', name: 'Web', orderindex: 1 },
    { id: 'o-3', label: 'A label' },
  ];
  const read = (type: string, after: unknown, config: Members = { options }, to = 'custom.x') => {
    const fields = { deal: { [to]: 'custom:X' } };
    return deal([updated(fieldItem(5, field('X', type, config), after))], { fields })?.[to];
  };

  it.each([
    ['drop_down', 'o-2', 'Web'],
    ['drop_down', 1, 'Web'],
    ['drop_down', 'o-9', 'o-9'],
    ['drop_down', null, null],
    ['labels', ['o-1', 'o-3'], 'A label, Fair'],
    ['labels', [], null],
    ['number', '12.5', '12.5'],
    ['number', 12.5, '12.5'],
    ['checkbox', true, 'true'],
    ['checkbox', 'false', 'false'],
    ['date', '1795000000000', new Date(1795000000000).toISOString()],
    ['date', 1795000000000, new Date(1795000000000).toISOString()],
    ['short_text', 'o-1', 'o-1'],
    ['text', '', null],
    ['users', [{ id: 71, username: 'Ana' }], '71'],
    [
      'tasks',
      [
        { id: '8x', name: 'Acme' },
        { id: '9x', name: 'Beta' },
      ],
      'Acme, Beta',
    ],
  ])('are read by their type: %s %j', (type, after, expected) => {
    expect(read(type, after)).toBe(expected);
  });

  it('may be instants and amounts, with the currency of a field for money', () => {
    expect(read('date', '1795000000000', {}, 'expectedCloseAt')).toBe(1795000000000);
    const fields = { deal: { amount: 'custom:X' } };
    const money = (config: Members) =>
      deal([updated(fieldItem(5, field('X', 'currency', config), '1200.50'))], { fields });
    expect(money({ currency_type: 'usd' })).toMatchObject({ amount: '1200.5', currency: 'USD' });
    expect(money({})).toEqual({ pipeline: list, amount: '1200.5' });
  });

  it('are known by name or id, and otherwise say nothing', () => {
    const body = updated(fieldItem(5, field('X', 'text'), 'A'));
    expect(deal([body], { fields: { deal: { source: 'custom:0f2d-X' } } })).toEqual({ pipeline: list, source: 'A' });
    expect(deal([body], { fields: { deal: { source: 'custom:Y' }, lead: { source: 'custom:X' } } })).toEqual({
      pipeline: list,
    });
    const unsaid = updated(item(5, 'custom_field', { custom_field: field('X', 'text') }));
    expect(deal([unsaid], { fields: { deal: { source: 'custom:X' } } })).toEqual({ pipeline: list });
  });

  it('that refer to a task are its id where a field refers, and its name elsewhere', () => {
    const acme = { id: '8abc', name: 'Acme', status: 'Open' };
    const config = { subcategory_id: '77' };
    for (const type of ['tasks', 'list_relationship']) {
      expect(read(type, [acme], config, 'customer')).toBe('8abc');
      expect(read(type, [acme], config, 'source')).toBe('Acme');
      expect(read(type, [], config, 'customer')).toBeNull();
      expect(read(type, null, config, 'customer')).toBeNull();
    }
    expect(read('text', '8abc', {}, 'customer')).toBe('8abc');
    expect(read('text', { status: 'open', id: '1' })).toBe('open');
    expect(read('text', { priority: 'high', id: '1' })).toBe('high');
    const two = updated(fieldItem(5, field('X', 'tasks'), [acme, { ...acme, id: '9def' }]));
    expect(translate(two, { fields: { deal: { customer: 'custom:X' } } })).toMatchObject({
      observations: [{ set: { pipeline: list } }],
      rejected: [{ path: 'history_items.0.customer' }],
    });
  });

  it('may be ClickUp’s, which are not read otherwise', () => {
    const fields = { deal: { expectedCloseAt: 'custom:due_date', 'custom.tags': 'custom:tag', kind: 'custom:points' } };
    const body = updated(
      item(5, 'due_date', { before: null, after: '1795000000000' }),
      item(6, 'tag', { after: [{ name: 'hot' }, { name: 'new' }] }),
    );
    expect(deal([body], { fields })).toMatchObject({ expectedCloseAt: 1795000000000, 'custom.tags': 'hot, new' });
  });

  it.each([
    ['source', { a: 1 }],
    ['source', Number.MAX_SAFE_INTEGER + 1],
    ['source', 'a\uD800'],
    ['source', [['a']]],
    ['amount', 'much'],
    ['expectedCloseAt', 'soon'],
  ])('that are illegible are refused alone: %s %j', (to, after) => {
    const fields = { deal: { [to]: 'custom:X' } };
    const translation = translate(updated(fieldItem(5, field('X', 'text'), after)), { fields });
    expect(translation).toMatchObject({
      observations: [{ set: { pipeline: list } }],
      rejected: [{ path: `history_items.0.${to}` }],
    });
    expect(JSON.stringify(translation)).not.toMatch(/much|soon/);
  });

  it('say what an onboarding’s customer is called elsewhere', () => {
    const settings = {
      lists: { [list]: 'onboarding' as const },
      identity: { customer: 'CRM id' },
      sources: ['clickup', 'kommo'],
      authority: { customer: 'kommo' },
    };
    const id = updated(fieldItem(5, field('CRM id', 'text'), '42'));
    expect(recordsOf([id], settings).get(`customer ${taskId}`)?.same).toEqual(['kommo:42']);
    const email = updated(fieldItem(5, field('E-mail', 'email'), 'ana@acme.example'));
    const byEmail = { lists: settings.lists, byEmail: true };
    expect(recordsOf([email], { ...byEmail, customers: 'person' }).get(`customer ${taskId}`)?.same).toEqual([
      emailAlias('ana@acme.example'),
    ]);
    expect(recordsOf([email], byEmail).size).toBe(0);
  });
});

describe('a move to another list', () => {
  const lists = { '1': 'lead', '2': 'deal', '3': 'ticket', '4': 'onboarding' } as const;
  const move = (minutes: number, before: string, after: string) =>
    event(
      'taskMoved',
      item(minutes, 'section_moved', { parent_id: after, before: { id: before }, after: { id: after } }),
    );
  const facts = (...bodies: string[]) => factsIn(bodies, { lists, stages });

  it('of the same kind is one of pipelines', () => {
    const both = { ...lists, [list]: 'deal' } as const;
    expect(deal([creation(), move(5, list, '2')], { lists: both, stages })).toMatchObject({
      pipeline: '2',
      stage: 'new',
      createdAt: created,
    });
  });

  it('makes a lead a deal, and takes it back', () => {
    const bodies = [creation('1'), move(5, '1', '2')];
    expect(facts(...bodies)).toMatchObject({
      [`lead ${taskId}`]: { createdAt: created, convertedAt: at(5), deal: taskId },
      [`deal ${taskId}`]: { createdAt: at(5), pipeline: '2' },
    });
    const back = facts(...bodies, move(9, '2', '1'));
    expect(back[`lead ${taskId}`]).toMatchObject({ createdAt: created, convertedAt: null, deal: null });
    expect(back[`deal ${taskId}`]).toMatchObject({ deleted: true });
    expect(facts(...bodies, move(9, '2', '1'), move(12, '1', '2'))[`deal ${taskId}`]).not.toHaveProperty('deleted');
  });

  it('makes anything else another record, and the former one go', () => {
    const bodies = [creation('3'), move(5, '3', '4')];
    for (const order of [bodies, bodies.toReversed()])
      expect(facts(...order)).toEqual({
        [`ticket ${taskId}`]: { createdAt: created, status: 'open', solvedAt: null, deleted: true },
        [`customer ${taskId}`]: { onboardingStartedAt: at(5) },
      });
  });

  it('and back leaves a record as old as it was', () => {
    const [away, back, again, home] = [move(5, '2', '3'), move(9, '3', '2'), move(12, '2', '3'), move(15, '3', '2')];
    const orders = (...bodies: string[]) => fc.sample(fc.shuffledSubarray(bodies, { minLength: bodies.length }), 40);
    for (const order of orders(creation('2'), away, back, again, home))
      expect(facts(...order)).toMatchObject({
        [`deal ${taskId}`]: { createdAt: created },
        [`ticket ${taskId}`]: { createdAt: at(5), deleted: true },
      });
    const toOnboarding = [creation('1'), move(5, '1', '4'), move(7, '4', '1'), move(9, '1', '4')];
    for (const order of orders(...toOnboarding))
      expect(facts(...order)).toMatchObject({
        [`lead ${taskId}`]: { createdAt: created },
        [`customer ${taskId}`]: { onboardingStartedAt: at(5) },
      });
  });

  it('and back does not say since when there is what was there before the webhook', () => {
    const bodies = [move(5, '2', '3'), move(9, '3', '2')];
    for (const order of [bodies, bodies.toReversed()])
      expect(facts(...order)).toMatchObject({
        [`deal ${taskId}`]: { createdAt: null },
        [`ticket ${taskId}`]: { createdAt: at(5) },
      });
    expect(facts(move(5, '1', '2'), move(9, '2', '1'))[`lead ${taskId}`]).toMatchObject({ createdAt: null });
    expect(facts(move(5, '1', '999'), move(9, '999', '1'))[`lead ${taskId}`]).toMatchObject({ createdAt: null });
  });

  it('that is not among those configured leaves the record as it is', () => {
    const later = updated(
      statusItem(9, status('won', 'closed'), null, { parent_id: '999' }),
      item(9, 'name', { parent_id: '999', after: 'B' }),
      item(9, 'assignee_add', { parent_id: '999', after: person(71) }),
    );
    const solved = updated(statusItem(3, status('done', 'done'), null, { parent_id: '3' }));
    for (const [kind, id, body] of [
      ['lead', '1', creation('1')],
      ['ticket', '3', solved],
      ['deal', '2', creation('2')],
    ] as const) {
      const before = facts(body);
      expect(Object.keys(before)).toEqual([`${kind} ${taskId}`]);
      for (const order of [
        [body, move(5, id, '999'), later],
        [later, move(5, id, '999'), body],
      ])
        expect(facts(...order)).toEqual({ [`${kind} ${taskId}`]: { createdAt: null, ...before[`${kind} ${taskId}`] } });
    }
    expect(translate(later, { lists })).toEqual({ observations: [], rejected: [] });
  });

  it('out of one that is not among those configured makes a record', () => {
    expect(facts(move(5, '999', '3'))).toEqual({ [`ticket ${taskId}`]: { createdAt: at(5) } });
    const gone = [creation('2'), move(3, '2', '3'), move(5, '3', '999'), move(9, '999', '2')];
    expect(facts(...gone)[`deal ${taskId}`]).toMatchObject({ createdAt: created });
    expect(facts(...gone)[`deal ${taskId}`]).not.toHaveProperty('deleted');
  });

  it('that nothing names is refused by its place where lists are configured', () => {
    const nowhere = updated(item(5, 'name', { parent_id: null, after: 'B' }));
    expect(translate(nowhere, { lists })).toMatchObject({
      observations: [],
      rejected: [{ index: 0, path: 'history_items.0.parent_id' }],
    });
    expect(factsIn([nowhere])).toEqual({ [`deal ${taskId}`]: { name: 'B' } });
  });

  it('from nobody knows where says where it is', () => {
    expect(facts(event('taskMoved', item(5, 'section_moved', { after: { id: '2' } })))).toEqual({
      [`deal ${taskId}`]: { pipeline: '2' },
    });
  });
});

describe('a deletion', () => {
  it('is of whatever the task may have been, at its first receipt', () => {
    const lists = { '1': 'lead', '2': 'onboarding', '3': 'lead' } as const;
    const records = recordsOf([deletion], { lists });
    expect([...records.keys()]).toEqual([`lead ${taskId}`, `customer ${taskId}`]);
    for (const record of records.values()) {
      expect(record.deleted).toBe(true);
      expect(record.saidAt).toBe(firstReceivedAt);
    }
    expect([...recordsOf([deletion]).keys()]).toEqual([`deal ${taskId}`]);
  });

  it('is not undone by what comes late', () => {
    expect(deal([deletion, creation()])).toMatchObject({ deleted: true, createdAt: created });
  });
});

describe('any order', () => {
  it('and any repetition of bodies make the same records', () => {
    const fields = { deal: { amount: 'custom:X' } };
    const money = field('X', 'currency', { currency_type: 'EUR' });
    const offer = statusItem(20, status('offer'), status('new', 'open'));
    const bodies = [
      creation(),
      updated(offer),
      event('taskStatusUpdated', offer),
      updated(fieldItem(25, money, '10')),
      updated(item(26, 'assignee_add', { after: person(71) }), item(27, 'assignee_rem', { before: person(70) })),
      updated(statusItem(30, status('lost', 'closed'), status('offer'))),
      updated(statusItem(40, status('offer'), status('lost', 'closed'))),
      updated(fieldItem(45, money, '20')),
      updated(statusItem(50, status('won', 'closed'), status('offer'))),
      automation(50, {
        status: status('won', 'closed'),
        date_done: String(at(50)),
        date_closed: String(at(50)),
        custom_fields: [{ ...money, value: '20' }],
      }),
    ];
    const settings = { stages, fields };
    const expected = factsIn(bodies, settings);
    const history = recordsOf(bodies, settings).get(`deal ${taskId}`)?.history('stage');
    expect(expected[`deal ${taskId}`]).toMatchObject({
      outcome: 'won',
      closedAt: at(50),
      amount: '20',
      currency: 'EUR',
      owner: '71',
    });
    expect(history).toEqual([
      { at: at(0), value: 'new' },
      { at: at(20), value: 'offer' },
      { at: at(40), value: 'offer' },
    ]);
    fc.assert(
      fc.property(fc.shuffledSubarray([...bodies, ...bodies], { minLength: bodies.length * 2 }), (disorder) => {
        expect(factsIn(disorder, settings)).toEqual(expected);
        expect(recordsOf(disorder, settings).get(`deal ${taskId}`)?.history('stage')).toEqual(history);
      }),
      { numRuns: 50 },
    );
  });
});
