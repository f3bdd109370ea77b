import { describe, expect, it } from 'vitest';
import { emailAlias } from '../../../lambdas/sources/aliases.ts';
import { at, commented, created, detailOf, eventOf, moved } from './events.ts';
import { factsIn, recordsOf, ticket, translate } from './records.ts';

describe('an event', () => {
  it('is of the account that is configured', () => {
    expect(translate(created(), { account: '1' })).toMatchObject({
      failed: expect.stringMatching(/^wrongAccount: /),
      wrongAccount: true,
    });
    for (const settings of [{ account: '4400' }, {}])
      expect(translate(created(), settings)).toHaveProperty('observations');
  });

  it.each(['[]', '{}', 'null', '{"type":"ticket.created"}', '{"ticket":{"id":1}}'])(
    'is not what a trigger sends, or anything else: %s',
    (body) => {
      expect(translate(body)).toMatchObject({ failed: expect.stringContaining('Subscribe the webhook to events') });
    },
  );

  it.each(['article.published', 'agent.state_changed', 'ticket.custom_status_changed', 'ticket', 'toString.x', '.'])(
    'of another type says nothing: %s',
    (type) => {
      expect(translate(eventOf(type, { current: 'x' }))).toEqual({ observations: [], rejected: [] });
    },
  );

  it('without a time is refused by its place', () => {
    for (const time of [undefined, null, 1_790_000_000, '2026-10-05', 'soon'])
      expect(translate(eventOf('ticket.created', {}, 0, detailOf(), { time }))).toMatchObject({
        observations: [],
        rejected: [{ path: 'time' }],
      });
  });

  it('without an id is refused by its place', () => {
    const { id: _, ...detail } = detailOf();
    expect(translate(eventOf('ticket.created', {}, 0, detail, { subject: 'zen:ticket:' }))).toMatchObject({
      observations: [],
      rejected: [{ path: 'subject' }],
    });
  });

  it('takes the last of equal keys, as JSON does, and keeps to members of its own', () => {
    const body = created().replace('"priority":', '"priority":"LOW","priority":').replace('"via"', '"__proto__"');
    expect(ticket([body])).toMatchObject({ priority: 'high' });
    expect(ticket([body])).not.toHaveProperty('channel');
  });

  it('refuses what is no well-formed text, alone', () => {
    expect(translate(created({ assignee_id: '\ud800' }))).toMatchObject({ rejected: [{ path: 'owner' }] });
    expect(translate(created({ assignee_id: '\ud800' }))).toMatchObject({
      observations: [{ set: { priority: 'high' } }],
    });
  });

  it('may be of a megabyte', () => {
    expect(ticket([created({ description: 'a'.repeat(1_000_000) })])).toMatchObject({ status: 'open' });
  });

  it('gives the same records shuffled, doubled and late', () => {
    const bodies = [
      created({ status: 'NEW' }),
      eventOf('ticket.agent_assignment_changed', { current: '78' }, 20, detailOf({ assignee_id: '78' })),
      commented(60),
      moved('NEW', 'SOLVED', 90),
      moved('SOLVED', 'OPEN', 200),
      commented(250),
      moved('OPEN', 'SOLVED', 300),
      eventOf('ticket.csat_received', { satisfaction_score: { score: 'GOOD' } }, 400),
    ];
    const told = factsIn(bodies);
    expect(told['ticket 900']).toMatchObject({ respondedAt: at(60), solvedAt: at(300), reopens: '1' });
    for (let turn = 0; turn < bodies.length; turn += 1) {
      const turned = [...bodies.slice(turn), ...bodies.slice(0, turn)];
      for (const order of [turned, turned.toReversed(), [...turned, ...bodies]]) expect(factsIn(order)).toEqual(told);
    }
  });
});

describe('fields', () => {
  const fields = {
    ticket: {
      'custom.sail': 'custom:360001',
      channel: 'custom:Desk',
      priority: 'custom:type',
      'custom.group': 'custom:group_id',
    },
  };
  const field = (change: Record<string, unknown>) => eventOf('ticket.custom_field_changed', change, 30);

  it.each([
    { field: { id: '360001' }, current: 'jib' },
    { field: { id: 360001 }, current: { value: 'jib' } },
    { field_id: '360001', current: 'jib' },
    { custom_field_id: 360001, current: 'jib' },
    { custom_field: { id: '360001' }, current: 'jib' },
  ])('of the account come as they change: %j', (event) => {
    expect(ticket([created(), field(event)], { fields })).toMatchObject({ 'custom.sail': 'jib' });
    expect(ticket([field(event)])).not.toHaveProperty('custom.sail');
  });

  it.each([[null], [''], [[]], [{ value: null }], [{ value: [] }]])(
    'are cleared when they are emptied: %j',
    (current) => {
      const emptied = eventOf('ticket.custom_field_changed', { field: { id: '360001' }, current }, 40);
      expect(ticket([field({ field: { id: '360001' }, current: 'jib' }), emptied], { fields })).toMatchObject({
        'custom.sail': null,
      });
    },
  );

  it('of which several are chosen are all of them, in one order', () => {
    for (const current of [['jib', 'genoa'], ['genoa', 'jib'], { value: ['jib', 'genoa'] }])
      expect(ticket([field({ field: { id: '360001' }, current })], { fields })).toMatchObject({
        'custom.sail': 'genoa, jib',
      });
    const tagged = { ticket: { 'custom.tags': 'custom:tags' } };
    expect(ticket([created({ tags: ['torn', 'jib'] })], { fields: tagged })).toMatchObject({
      'custom.tags': 'jib, torn',
    });
  });

  it('that cannot be told are refused by their place', () => {
    for (const current of [{ id: 1 }, [{ id: 1 }], { value: {} }])
      expect(translate(field({ field: { id: '360001' }, current }), { fields })).toMatchObject({
        rejected: [{ path: 'custom.sail' }],
      });
  });

  it('may be any member of the detail, and then the default no longer fills them', () => {
    const bodies = [created(), field({ field: { id: '9', title: 'Desk' }, current: 'pier' }), commented(60)];
    expect(ticket(bodies, { fields })).toMatchObject({ channel: 'pier', priority: 'INCIDENT', 'custom.group': '8' });
    const urgent = eventOf('ticket.priority_changed', { current: 'URGENT' }, 70);
    expect(ticket([...bodies, urgent], { fields })).toMatchObject({ priority: 'INCIDENT' });
  });
});

describe('satisfaction', () => {
  const received = (event: Record<string, unknown>, seconds = 400) => eventOf('ticket.csat_received', event, seconds);
  const survey = (...bodies: string[]) => factsIn(bodies)['survey 900'];

  it.each([
    [{ satisfaction_score: { score: 'GOOD', comment: 'Ana liked it' } }, '2'],
    [{ satisfaction_score: { score: 'bad' } }, '1'],
    [{ satisfaction_rating: { score: 'good_with_comment' } }, '2'],
    [{ current: 'BAD' }, '1'],
  ])('of two answers is a score of two: %j', (event, score) => {
    expect(survey(received(event))).toEqual({
      kind: 'csat',
      score,
      scaleMax: '2',
      at: at(400),
      customer: '600',
      respondent: '31',
    });
    expect(JSON.stringify(translate(received(event)))).not.toContain('Ana');
  });

  it.each([
    { survey_response: { answers: [{ type: 'open' }, { rating: 4 }] } },
    { survey_response: { rating: 4 } },
    { rating: '4' },
  ])('of a scale is a score of five: %j', (event) => {
    expect(survey(received(event))).toMatchObject({ score: '4', scaleMax: '5' });
  });

  it('that is asked is sent, and an answer that is changed is the last', () => {
    const asked = eventOf('ticket.csat_requested', {}, 300);
    expect(survey(asked)).toMatchObject({ kind: 'csat', sentAt: at(300) });
    const bodies = [received({ current: 'GOOD' }, 500), asked, received({ current: 'BAD' }, 400)];
    expect(survey(...bodies)).toMatchObject({ sentAt: at(300), score: '2', at: at(500) });
  });

  it.each([
    { satisfaction_score: { score: 'OFFERED' } },
    { satisfaction_rating: { score: 'unoffered' } },
    { satisfaction_score: { score: null } },
    { satisfaction_score: null },
    { current: null, previous: 'GOOD' },
  ])('that is withdrawn is none, until there is another: %j', (event) => {
    const [good, bad] = [received({ current: 'GOOD' }, 400), received({ current: 'BAD' }, 600)];
    const withdrawn = received(event, 500);
    for (const bodies of [
      [good, withdrawn],
      [withdrawn, good],
    ])
      expect(survey(...bodies)).toMatchObject({ score: null, at: null });
    expect(survey(bad, withdrawn, good)).toMatchObject({ score: '1', at: at(600) });
  });

  it('in a form that is not known is counted', () => {
    for (const event of [
      {},
      { rating: 9 },
      { satisfaction_score: { score: 'SPLENDID' } },
      { survey_response: { rating: 2 ** 53 } },
    ])
      expect(translate(received(event))).toMatchObject({ observations: [], rejected: [{ path: 'event' }] });
  });
});

describe('customers', () => {
  const user = (action: string, seconds: number, change: Record<string, unknown> = {}, event = {}) =>
    eventOf(`user.${action}`, event, seconds, {
      id: '31',
      email: 'Ana@Acme.example',
      external_id: '42',
      organization_id: '600',
      role: 'end-user',
      ...change,
    });
  const organization = (action: string, seconds: number, event = {}) =>
    eventOf(`organization.${action}`, event, seconds, { id: '600', name: 'Três velas', external_id: '7' });
  const settings = {
    customers: 'person',
    byEmail: true,
    sources: ['crm', 'zendesk'],
    identity: { customer: 'external_id' },
    authority: { customer: 'crm' },
  } as const;

  it('are organizations, or persons', () => {
    const bodies = [organization('created', 0), user('created', 0)];
    expect(factsIn(bodies)).toEqual({ 'customer 600': { name: 'Três velas' } });
    expect(Object.keys(factsIn(bodies, settings))).toEqual(['customer 31']);
  });

  it('are tied by what the configuration names, and persons by their address', () => {
    expect(recordsOf([user('created', 0)], settings).get('customer 31')?.same).toEqual(
      ['crm:42', emailAlias('ana@acme.example')].sort(),
    );
    expect(
      recordsOf([organization('created', 0)], { ...settings, customers: 'company' }).get('customer 600')?.same,
    ).toEqual(['crm:7']);
    expect(JSON.stringify(translate(user('created', 0), settings))).not.toMatch(/acme/i);
  });

  it('are no agents', () => {
    for (const role of ['agent', 'admin', 'owner'])
      expect(translate(user('created', 0, { role }), settings)).toEqual({ observations: [], rejected: [] });
  });

  it('are renamed and deleted', () => {
    const renamed = [organization('created', 0), organization('name_changed', 9, { current: 'Quatro velas' })];
    expect(factsIn(renamed.toReversed())).toEqual({ 'customer 600': { name: 'Quatro velas' } });
    expect(factsIn([...renamed, organization('deleted', 20)])).toMatchObject({ 'customer 600': { deleted: true } });
    const named = user('name_changed', 9, {}, { current: 'Ana S.' });
    expect(factsIn([named], settings)).toEqual({ 'customer 31': { name: 'Ana S.' } });
  });
});
