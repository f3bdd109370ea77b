import { describe, expect, it } from 'vitest';
import { clickup } from '../../../lambdas/sources/clickup/index.ts';
import { firstReceivedAt } from '../records.ts';
import { at, automation, created, field, list, opaque, person, status, statusItem, taskId, updated } from './hook.ts';
import { deal, factsIn, of, recordsOf, stages } from './records.ts';

const ended = (minutes: number, change = {}) => ({
  status: status('won', 'closed'),
  date_done: String(at(minutes)),
  date_closed: String(at(minutes + 5)),
  ...change,
});

describe('an automation as of 2024', () => {
  it('tells the task as it is, at its last change', () => {
    const body = automation(9);
    expect(deal([body])).toEqual({
      name: 'Três velas & um leme',
      createdAt: created,
      pipeline: list,
      stage: 'new',
      owner: '71',
      outcome: 'open',
      closedAt: null,
      lostReason: null,
    });
    expect(recordsOf([body]).get(`deal ${taskId}`)?.saidAt).toBe(at(9));
  });

  it('tells when a task was closed, whichever change it comes with', () => {
    expect(deal([automation(90, ended(50))])).toMatchObject({ outcome: 'won', closedAt: at(50) });
    expect(deal([automation(90, ended(50, { date_done: null }))])).toMatchObject({ closedAt: at(55) });
    const nobodyKnows = automation(90, ended(50, { date_done: null, date_closed: null }));
    expect(deal([nobodyKnows])).toMatchObject({ outcome: 'won' });
    expect(deal([nobodyKnows])).not.toHaveProperty('closedAt');
  });

  it('gives way to the history of the task within a millisecond', () => {
    const moved = updated(statusItem(9, status('alpha'), status('new', 'open')));
    for (const bodies of [
      [moved, automation(9)],
      [automation(9), moved],
    ])
      expect(deal(bodies)).toMatchObject({ stage: 'alpha' });
  });

  it('knows the owner of one assignee or none, and not of several', () => {
    expect(deal([automation(9, { assignees: [] })])).toMatchObject({ owner: null });
    expect(deal([automation(9, { assignees: [person(71), person(72)] })])).not.toHaveProperty('owner');
  });

  it('has fields by name and by id, and options by their place', () => {
    const fields = {
      deal: { source: 'custom:Origin', amount: 'custom:0f2d-Value', expectedCloseAt: 'custom:due_date' },
    };
    const origin = field('Origin', 'drop_down', { options: [{ id: 'o-1', name: 'Fair', orderindex: 0 }] });
    const money = field('Value', 'currency', { currency_type: 'EUR' });
    const custom_fields = [{ ...origin, value: 0 }, { ...money, value: '12' }, { ...field('Sum', 'formula') }];
    expect(deal([automation(9, { custom_fields, due_date: '1795000000000' })], { fields })).toMatchObject({
      source: 'Fair',
      amount: '12',
      currency: 'EUR',
      expectedCloseAt: 1795000000000,
    });
  });

  it('is of the kind that its list is, and a deal where it names none', () => {
    const priority = { id: '1', priority: 'urgent' };
    expect(of('ticket', [automation(9, { priority })])).toEqual({
      createdAt: created,
      status: 'open',
      solvedAt: null,
      owner: '71',
      priority: 'urgent',
    });
    expect(of('onboarding', [automation(9, ended(5))])).toEqual({
      name: 'Três velas & um leme',
      onboardingStartedAt: created,
      onboardedAt: at(5),
    });
    expect(of('lead', [automation(9, { status: status('qualified') })])).toMatchObject({ qualifiedAt: at(9) });
    expect(Object.keys(factsIn([automation(9, { list: undefined })], { lists: { [list]: 'ticket' } }))).toEqual([
      `deal ${taskId}`,
    ]);
  });

  it('of a part of another task says nothing', () => {
    expect(factsIn([automation(9, { parent: '8x' }), opaque(9, { direct_parent: '8x' })])).toEqual({});
  });
});

describe('an automation since 2025', () => {
  it('tells a status by its id alone, of which nobody knows what it means', () => {
    expect(deal([opaque(9)])).toEqual({
      name: 'Três velas & um leme',
      pipeline: list,
      stage: 'p77120045_Qw3',
    });
  });

  it('is open, won or lost where the configuration names ids', () => {
    const byIds = { stages: { won: ['p77120045_Zz9'] } };
    expect(deal([opaque(9)], byIds)).toMatchObject({ stage: 'p77120045_Qw3', outcome: 'open', closedAt: null });
    expect(deal([opaque(9, { status_id: 'p77120045_Zz9' })], byIds)).toEqual({
      name: 'Três velas & um leme',
      pipeline: list,
      outcome: 'won',
      lostReason: null,
    });
    expect(of('lead', [opaque(9)])).toEqual({ name: 'Três velas & um leme' });
    expect(of('ticket', [opaque(9)])).toEqual({ priority: null });
    expect(of('onboarding', [opaque(9)])).toEqual({ name: 'Três velas & um leme' });
  });

  it('does not take back what the history told', () => {
    const won = updated(statusItem(5, status('won', 'closed'), status('new', 'open')));
    expect(deal([won, opaque(9)])).toMatchObject({ outcome: 'won', closedAt: at(5) });
  });

  it('tells of a merge', () => {
    expect(recordsOf([opaque(9, { merged_to: '8x' })]).get(`deal ${taskId}`)?.mergedInto).toBe('8x');
    expect(recordsOf([opaque(9, { merged_to: taskId })]).get(`deal ${taskId}`)?.mergedInto).toBeNull();
  });
});

describe('the time of an automation', () => {
  const timeless = (body: string) => clickup.timeless({ body: Buffer.from(body), headers: {} });

  it('is that of its run where the task has none, and else of the receipt', () => {
    const saidAt = (body: string) => recordsOf([body], { stages }).get(`deal ${taskId}`)?.saidAt;
    expect(saidAt(automation(9, { date_updated: null, date_created: null }))).toBe(at(9) + 1500);
    const nobodyKnows = opaque(9).replace(/"date":"[^"]*"/, '"date":"today"');
    expect(saidAt(nobodyKnows)).toBe(firstReceivedAt);
    expect([automation(9), opaque(9), nobodyKnows].map(timeless)).toEqual([false, false, true]);
  });
});
