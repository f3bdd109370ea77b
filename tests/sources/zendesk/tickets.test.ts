import { describe, expect, it } from 'vitest';
import { at, commented, created, detailOf, eventOf, moved } from './events.ts';
import { recordsOf, ticket, translate } from './records.ts';

describe('a ticket', () => {
  it('is told whole when it is made', () => {
    expect(ticket([created()])).toEqual({
      createdAt: at(0),
      customer: '600',
      owner: '77',
      channel: 'email',
      priority: 'high',
      status: 'open',
      solvedAt: null,
    });
  });

  it('is of its requester where persons are the customers', () => {
    expect(ticket([created()], { customers: 'person' })).toMatchObject({ customer: '31' });
  });

  it.each(['NEW', 'OPEN', 'PENDING', 'HOLD', 'open'])('is open while it is %s', (status) => {
    expect(ticket([created({ status })])).toMatchObject({ status: 'open', solvedAt: null });
  });

  it('has nobody and nothing where it says so', () => {
    expect(ticket([created({ assignee_id: null, organization_id: '0', priority: null })])).toMatchObject({
      owner: null,
      customer: null,
      priority: null,
    });
  });

  it('is solved at its making where it was made solved', () => {
    expect(ticket([created({ status: 'SOLVED' })])).toMatchObject({ status: 'solved', solvedAt: at(0) });
  });
});

describe('a change', () => {
  it('is of the owner, the priority, the organization or the requester', () => {
    const assigned = (current: unknown) => eventOf('ticket.agent_assignment_changed', { previous: '77', current }, 10);
    expect(ticket([created(), assigned('78')])).toMatchObject({ owner: '78' });
    expect(ticket([created(), assigned(null)])).toMatchObject({ owner: null });
    expect(ticket([created(), eventOf('ticket.priority_changed', { current: 'URGENT' }, 10)])).toMatchObject({
      priority: 'urgent',
    });
    const elsewhere = [created(), eventOf('ticket.organization_changed', { current: '601' }, 10)];
    expect(ticket(elsewhere)).toMatchObject({ customer: '601' });
    expect(ticket(elsewhere, { customers: 'person' })).toMatchObject({ customer: '31' });
    const handed = [created(), eventOf('ticket.requester_changed', { current: '32' }, 10)];
    expect(ticket(handed, { customers: 'person' })).toMatchObject({ customer: '32' });
    expect(ticket(handed)).toMatchObject({ customer: '600' });
  });

  it('that was lost is seen in the next event of whatever kind', () => {
    const tagged = eventOf('ticket.tags_changed', {}, 50, detailOf({ assignee_id: '79', status: 'SOLVED' }));
    expect(ticket([created(), tagged])).toMatchObject({ owner: '79', status: 'solved', solvedAt: null });
  });

  it('stands before what another event of the same instant repeats', () => {
    const bodies = [
      moved('OPEN', 'SOLVED', 60, { position: 1 }),
      eventOf('ticket.tags_changed', {}, 60, detailOf({ status: 'OPEN' }), { position: 2 }),
    ];
    for (const order of [bodies, bodies.toReversed()])
      expect(ticket(order)).toMatchObject({ status: 'solved', solvedAt: at(60) });
  });

  it('within a millisecond stands by its nanoseconds, then by its place in the update', () => {
    const solved = moved('OPEN', 'SOLVED', 60, { nanos: '000900', position: 1 });
    const opened = moved('SOLVED', 'OPEN', 60, { nanos: '001000', position: 1 });
    const again = moved('OPEN', 'SOLVED', 60, { nanos: '001000', position: 2 });
    expect(ticket([opened, solved])).toMatchObject({ status: 'open', solvedAt: null });
    expect(ticket([again, opened, solved])).toMatchObject({ status: 'solved', solvedAt: at(60) });
  });

  it('to what cannot be told, since it lost digits, is refused by its place', () => {
    const lossy = 2 ** 53 + 2;
    for (const body of [
      created({ organization_id: lossy }),
      eventOf('ticket.organization_changed', { current: lossy }, 10),
    ])
      expect(translate(body)).toMatchObject({ rejected: [{ path: 'customer' }] });
    expect(ticket([created({ organization_id: 600, assignee_id: 0 })])).toMatchObject({ customer: '600', owner: null });
  });

  it('without a new value is refused by its place', () => {
    for (const type of ['status_changed', 'agent_assignment_changed', 'priority_changed'])
      expect(translate(eventOf(`ticket.${type}`, { previous: 'OPEN' }))).toMatchObject({
        rejected: [{ path: 'event.current' }],
      });
    expect(translate(moved('OPEN', 'ESCALATED', 9))).toMatchObject({ rejected: [{ path: 'event.current' }] });
  });
});

describe('solving', () => {
  it.each(['SOLVED', 'CLOSED'])('is at the change to %s', (status) => {
    expect(ticket([created(), moved('OPEN', status, 90)])).toMatchObject({ status: 'solved', solvedAt: at(90) });
  });

  it('is not anew at the closing, nor at later events', () => {
    const bodies = [created(), moved('OPEN', 'SOLVED', 90), moved('SOLVED', 'CLOSED', 900)];
    expect(ticket(bodies)).toMatchObject({ solvedAt: at(90) });
    expect(ticket(bodies.toReversed())).toMatchObject({ solvedAt: at(90) });
    const archived = eventOf(
      'ticket.status_changed',
      { previous: 'CLOSED', current: 'ARCHIVED' },
      999,
      detailOf({ status: 'ARCHIVED' }),
    );
    expect(ticket([...bodies, archived])).toMatchObject({ status: 'solved', solvedAt: at(90) });
  });

  it('is taken back by opening again, and may come again', () => {
    const reopened = [created(), moved('OPEN', 'SOLVED', 90), moved('SOLVED', 'OPEN', 200)];
    expect(ticket(reopened)).toMatchObject({ status: 'open', solvedAt: null, reopens: '1' });
    const solved = [...reopened, moved('OPEN', 'SOLVED', 300)];
    expect(ticket(solved)).toMatchObject({ status: 'solved', solvedAt: at(300), reopens: '1' });
    expect(
      recordsOf(solved)
        .get('ticket 900')
        ?.history('status')
        .map(({ value }) => value),
    ).toEqual(['open', 'solved', 'open', 'solved']);
  });

  it('says nothing of openings where there was none', () => {
    expect(ticket([created(), moved('OPEN', 'SOLVED', 90)])).not.toHaveProperty('reopens');
  });
});

describe('the first answer', () => {
  const answeredAt = (...bodies: string[]) => ticket([created(), ...bodies])?.respondedAt;

  it('is the first public comment of an agent, in whatever order they come', () => {
    expect(answeredAt(commented(60))).toBe(at(60));
    for (const order of [
      [60, 90, 30],
      [30, 60, 90],
      [90, 60, 30],
    ])
      expect(answeredAt(...order.map((seconds) => commented(seconds)))).toBe(at(30));
  });

  it('is no note, no comment of a customer, and none that does not say which', () => {
    expect(answeredAt(commented(60, { is_public: false }))).toBeUndefined();
    expect(answeredAt(commented(60, {}, { is_staff: false }))).toBeUndefined();
    expect(answeredAt(commented(60, {}, { is_staff: 'true' }))).toBeUndefined();
    expect(JSON.stringify(translate(commented(60)))).not.toMatch(/sew|Ben/);
  });

  it('is not what a ticket begins with, though an agent opened it', () => {
    const opened = (seconds: number, author: string) => {
      const change = { submitter_id: '77', created_at: '2026-10-05T09:00:00Z' };
      const comment = { author: { id: author, is_staff: true }, body: 'We saw it', is_public: true };
      return eventOf('ticket.comment_added', { comment }, seconds, detailOf(change));
    };
    for (const seconds of [0, 0.9, 2]) {
      expect(answeredAt(opened(seconds, '77'))).toBeUndefined();
      for (const order of [
        [opened(seconds, '77'), opened(60, '77')],
        [opened(60, '77'), opened(seconds, '77')],
      ])
        expect(answeredAt(...order)).toBe(at(60));
    }
    expect(answeredAt(opened(3, '77'))).toBe(at(3));
    expect(answeredAt(opened(1, '78'))).toBe(at(1));
    expect(answeredAt(commented(1))).toBe(at(1));
  });

  it('may be a message of an agent, and none of a bot', () => {
    const message = (type: string, seconds: number) =>
      eventOf('messaging_ticket.message_added', { actor: { id: '77', type } }, seconds, { id: '900' });
    expect(answeredAt(message('system', 5), message('end_user', 6), message('agent', 40), commented(90))).toBe(at(40));
    expect(translate(message('system', 5))).toEqual({ observations: [], rejected: [] });
  });
});

describe('the end of a ticket', () => {
  const marked = (type: string, seconds: number) =>
    eventOf(`ticket.${type}`, {}, seconds, detailOf({ status: 'DELETED' }));

  it.each(['soft_deleted', 'permanently_deleted', 'marked_as_spam'])('is told by %s', (type) => {
    const bodies = [created(), marked(type, 50)];
    for (const order of [bodies, bodies.toReversed()]) expect(ticket(order)).toMatchObject({ deleted: true });
    expect(ticket([created(), eventOf(`ticket.${type}`, {}, 50)])).toMatchObject({ deleted: true });
  });

  it.each(['DELETED', 'SCRUBBED'])('that was lost is seen in the next event, whose ticket is %s', (status) => {
    const tagged = eventOf('ticket.tags_changed', {}, 60, detailOf({ status }));
    for (const order of [
      [created(), tagged],
      [tagged, created()],
    ])
      expect(ticket(order)).toMatchObject({ deleted: true });
    const undeleted = eventOf('ticket.undeleted', {}, 60, detailOf({ status }));
    expect(ticket([tagged, undeleted])).not.toHaveProperty('deleted');
  });

  it('is taken back by undeleting, and by a status after it', () => {
    const bodies = [created(), moved('OPEN', 'SOLVED', 20), marked('soft_deleted', 50)];
    const undeleted = eventOf('ticket.undeleted', {}, 80, detailOf({ status: 'SOLVED' }));
    for (const back of [undeleted, moved('DELETED', 'SOLVED', 80)]) {
      expect(ticket([back, ...bodies])).toMatchObject({ status: 'solved', solvedAt: at(20) });
      expect(ticket([back, ...bodies])).not.toHaveProperty('deleted');
    }
    expect(ticket([...bodies, undeleted, marked('permanently_deleted', 90)])).toMatchObject({ deleted: true });
  });

  it.each(['DELETED', 'SCRUBBED'])('is told by the status %s', (status) => {
    expect(ticket([created(), moved('OPEN', status, 50)])).toMatchObject({ deleted: true, status: 'open' });
  });

  it('is a merge into another, from whichever end it is told', () => {
    const into = (event: Record<string, unknown>) => eventOf('ticket.merged', event, 50);
    const winners = (body: string) =>
      [...recordsOf([body])].map(([key, { mergedInto }]) => [key, mergedInto]).filter(([, winner]) => winner);
    for (const event of [{ target_ticket_id: '901' }, { target_ticket: { id: 901 } }, { target_id: '901' }])
      expect(winners(into(event))).toEqual([['ticket 900', '901']]);
    expect(winners(into({ source_ticket_ids: ['901', '902'] }))).toEqual([
      ['ticket 901', '900'],
      ['ticket 902', '900'],
    ]);
    expect(translate(into({}))).toMatchObject({ rejected: [{ path: 'event' }] });
  });
});
