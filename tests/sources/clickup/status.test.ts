import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  at,
  created,
  creation,
  event,
  item,
  itemId,
  list,
  ofNone,
  person,
  status,
  statusItem,
  taskId,
  updated,
} from './hook.ts';
import { deal, of, recordsOf, stages, translate } from './records.ts';

const history = (bodies: string[], field = 'stage') =>
  recordsOf(bodies, { stages }).get(`deal ${taskId}`)?.history(field);

const won = updated(statusItem(50, status('WON', 'closed'), status('offer')));

describe('a task that is made', () => {
  it('is a deal that begins in its first status, without having left one', () => {
    expect(deal([creation()])).toEqual({
      createdAt: created,
      pipeline: list,
      stage: 'new',
      outcome: 'open',
      closedAt: null,
      lostReason: null,
    });
    expect(history([creation()])).toEqual([{ at: at(0), value: 'new' }]);
  });

  it('is made at the time of either item, whichever is heard of', () => {
    expect(deal([event('taskStatusUpdated', statusItem(0, status('new', 'open'), ofNone))])?.createdAt).toBe(created);
    expect(deal([event('taskCreated', item(0, 'task_creation'))])?.createdAt).toBe(created);
    expect(deal([updated(statusItem(5, status('new', 'open'), status('offer')))])).not.toHaveProperty('createdAt');
  });

  it('is not made when it leaves a status that was removed', () => {
    const removed = { ...ofNone, status: 'old' };
    expect(deal([updated(statusItem(5, status('new', 'open'), removed))])).toMatchObject({ stage: 'new' });
    expect(deal([updated(statusItem(5, status('new', 'open'), removed))])).not.toHaveProperty('createdAt');
  });
});

describe('stages', () => {
  it('are what each item says, once though it comes under several names', () => {
    const move = statusItem(50, status('offer'), status('new', 'open'));
    const bodies = [creation(), event('taskStatusUpdated', move), updated(move)];
    expect(history(bodies)).toEqual([
      { at: at(0), value: 'new' },
      { at: at(50), value: 'offer' },
    ]);
  });

  it('of one millisecond are in the order of their ids, whatever comes first', () => {
    const first = updated(statusItem(50, status('zulu'), null, { id: itemId(50, 1) }));
    const second = updated(statusItem(50, status('alpha'), null, { id: itemId(50, 2) }));
    for (const bodies of [
      [first, second],
      [second, first],
    ])
      expect(deal(bodies)).toMatchObject({ stage: 'alpha' });
  });
});

describe('a closing', () => {
  it('is won or lost by the name of the status, in whatever case', () => {
    expect(deal([won])).toMatchObject({ outcome: 'won', closedAt: at(50), lostReason: null });
    expect(deal([won])).not.toHaveProperty('stage');
    expect(deal([updated(statusItem(50, status('no budget', 'custom')))])).toMatchObject({
      outcome: 'lost',
      closedAt: at(50),
      lostReason: 'no budget',
    });
  });

  it.each(['closed', 'done'])('of the type %s that no name tells of is refused, and the rest counts', (type) => {
    const body = updated(statusItem(50, status('complete', type)), item(51, 'name', { after: 'B' }));
    expect(translate(body, { stages })).toMatchObject({
      observations: [{ set: { pipeline: list } }, { set: { name: 'B' } }],
      rejected: [{ index: 0, path: 'history_items.0.status' }],
    });
    const qualified = { stages: { qualified: ['Complete'] } };
    expect(deal([updated(statusItem(50, status('complete', type)))], qualified)).toMatchObject({ stage: 'complete' });
  });

  it('has the type that the item tells where the status does not', () => {
    const body = updated(statusItem(50, { status: 'complete' }, null, { data: { status_type: 'closed' } }));
    expect(translate(body, { stages })).toMatchObject({ rejected: [{ path: 'history_items.0.status' }] });
  });

  it('is taken back when the task is open again, and may come again', () => {
    const reopened = [won, updated(statusItem(70, status('offer'), status('won', 'closed')))];
    expect(deal(reopened)).toMatchObject({ outcome: 'open', stage: 'offer', closedAt: null });
    expect(deal([...reopened, updated(statusItem(90, status('won', 'closed'), status('offer')))])).toMatchObject({
      outcome: 'won',
      closedAt: at(90),
    });
  });

  it('keeps its instant when one winning status follows another', () => {
    const again = updated(statusItem(80, status('won', 'closed'), status('Won', 'done')));
    expect(deal([won, again])).toMatchObject({ outcome: 'won', closedAt: at(50) });
    const lost = updated(statusItem(80, status('lost', 'closed'), status('won', 'closed')));
    expect(deal([won, lost])).toMatchObject({ outcome: 'lost', closedAt: at(80) });
  });
});

describe('a ticket', () => {
  it('is solved when it is done or closed, first of all, and open again after', () => {
    const done = updated(statusItem(10, status('resolved', 'done'), status('new', 'open')));
    const closed = updated(statusItem(20, status('closed', 'closed'), status('resolved', 'done')));
    expect(of('ticket', [creation(), done, closed])).toEqual({
      createdAt: created,
      status: 'solved',
      solvedAt: at(10),
    });
    const reopened = updated(statusItem(30, status('waiting'), status('closed', 'closed')));
    expect(of('ticket', [done, closed, reopened])).toEqual({ status: 'open', solvedAt: null });
  });

  it('that is given up is over, and not solved', () => {
    expect(of('ticket', [updated(statusItem(10, status('lost', 'closed')))])).toEqual({
      status: 'solved',
      solvedAt: null,
    });
  });
});

describe('a lead', () => {
  const qualified = (minutes: number) => updated(statusItem(minutes, status('qualified'), status('new', 'open')));

  it('qualifies the first time, in whatever order that is told', () => {
    const bodies = [qualified(10), updated(statusItem(20, status('new', 'open'), status('qualified'))), qualified(30)];
    fc.assert(
      fc.property(fc.shuffledSubarray(bodies, { minLength: bodies.length }), (disorder) => {
        expect(of('lead', disorder)).toMatchObject({ qualifiedAt: at(10), convertedAt: null });
      }),
      { numRuns: 20 },
    );
    expect(of('lead', [creation()])).not.toHaveProperty('qualifiedAt');
  });

  it('is converted or disqualified by the closing ones', () => {
    expect(of('lead', [won])).toEqual({ convertedAt: at(50), disqualifiedAt: null });
    expect(of('lead', [updated(statusItem(60, status('lost', 'closed')))])).toEqual({
      convertedAt: null,
      disqualifiedAt: at(60),
    });
    expect(of('lead', [won, updated(statusItem(60, status('new', 'open'), status('won', 'closed')))])).toEqual({
      convertedAt: null,
      disqualifiedAt: null,
    });
  });
});

describe('an onboarding', () => {
  it('is of a customer, from when it is made until it is done', () => {
    const done = updated(statusItem(50, status('live', 'done'), status('training')));
    const assigned = updated(item(5, 'assignee_add', { after: person(71) }));
    expect(of('onboarding', [creation(), assigned, done])).toEqual({
      onboardingStartedAt: created,
      onboardedAt: at(50),
    });
    const again = updated(statusItem(60, status('training'), status('live', 'done')));
    expect(of('onboarding', [creation(), done, again])).toEqual({ onboardingStartedAt: created, onboardedAt: null });
    expect(of('onboarding', [updated(statusItem(60, status('lost', 'closed')))])).toEqual({ onboardedAt: null });
  });
});
