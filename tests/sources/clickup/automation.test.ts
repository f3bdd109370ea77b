import { describe, expect, it } from 'vitest';
import { clickup } from '../../../lambdas/sources/clickup/index.ts';
import { firstReceivedAt } from '../records.ts';
import {
  at,
  automation,
  created,
  creation,
  field,
  list,
  opaque,
  person,
  status,
  statusItem,
  taskId,
  updated,
} from './hook.ts';
import { deal, factsIn, of, recordsOf, stages, translate } from './records.ts';

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

  it('is of the kind that its list is', () => {
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
  });

  it('is refused where lists are configured and it names none, and a deal where none are', () => {
    const body = automation(9, { list: undefined });
    expect(translate(body, { lists: { [list]: 'ticket' } })).toMatchObject({
      observations: [],
      rejected: [{ index: 0, path: 'payload.list' }],
    });
    expect(Object.keys(factsIn([body]))).toEqual([`deal ${taskId}`]);
  });

  it('of a list that is not among those configured says nothing', () => {
    for (const body of [automation(9), opaque(9)])
      expect(translate(body, { lists: { '1': 'lead' } })).toEqual({ observations: [], rejected: [] });
  });

  it('has the value of whichever field of a name has one', () => {
    const fields = { deal: { source: 'custom:Origin', amount: 'custom:Value' } };
    const money = field('Value', 'currency', { currency_type: 'EUR' });
    const custom_fields = [
      field('Origin', 'text'),
      { ...field('Origin', 'text'), value: 'Fair' },
      { ...field('Origin', 'text'), value: null },
      { ...field('Value', 'currency'), value: null },
      { ...money, value: '12' },
    ];
    expect(deal([automation(9, { custom_fields })], { fields })).toMatchObject({
      source: 'Fair',
      amount: '12',
      currency: 'EUR',
    });
    const emptied = [{ ...field('Origin', 'text'), value: null }];
    expect(deal([automation(9, { custom_fields: emptied })], { fields })).toMatchObject({ source: null });
  });

  it('of a part of another task says nothing', () => {
    expect(factsIn([automation(9, { parent: '8x' }), opaque(9, { direct_parent: '8x' })])).toEqual({});
  });
});

describe('an automation since 2025', () => {
  it('tells a status by its id alone, of which nobody knows what it means', () => {
    expect(deal([opaque(9)])).toEqual({ name: 'Três velas & um leme', pipeline: list });
  });

  it('is no stage beside those of the history, unless the configuration names the id', () => {
    const offer = updated(statusItem(5, status('offer'), status('new', 'open')));
    const stagesOf = (settings = {}) =>
      recordsOf([creation(), offer, opaque(9)], { stages, ...settings })
        .get(`deal ${taskId}`)
        ?.history('stage')
        .map(({ value }) => value);
    expect(stagesOf()).toEqual(['new', 'offer']);
    expect(stagesOf({ stages: { won: ['p77120045_Zz9'] } })).toEqual(['new', 'offer']);
    expect(stagesOf({ labels: { p77120045_Qw3: 'Offer' } })).toEqual(['new', 'offer', 'p77120045_Qw3']);
    expect(stagesOf({ stages: { qualified: ['p77120045_qw3'] } })).toEqual(['new', 'offer', 'p77120045_Qw3']);
  });

  it('is open, won or lost where the configuration names ids', () => {
    const byIds = { stages: { won: ['p77120045_Zz9'] } };
    expect(deal([opaque(9)], byIds)).toMatchObject({ outcome: 'open', closedAt: null });
    expect(of('lead', [opaque(9)])).toEqual({ name: 'Três velas & um leme' });
    expect(of('ticket', [opaque(9)])).toEqual({ priority: null });
    expect(of('onboarding', [opaque(9)])).toEqual({ name: 'Três velas & um leme' });
  });

  it('ends a task at its run, because nothing tells when it ended', () => {
    const byIds = { stages: { won: ['p77120045_Zz9'], lost: ['p77120045_Zz8'] } };
    const [won, lost] = ['p77120045_Zz9', 'p77120045_Zz8'].map((status_id) => opaque(9, { status_id }));
    expect(deal([opaque(5), won as string], byIds)).toMatchObject({
      outcome: 'won',
      closedAt: at(9),
      lostReason: null,
    });
    expect(of('lead', [won as string], byIds)).toMatchObject({ convertedAt: at(9), disqualifiedAt: null });
    expect(of('lead', [lost as string], byIds)).toMatchObject({ convertedAt: null, disqualifiedAt: at(9) });
    expect(of('ticket', [won as string], byIds)).toMatchObject({ status: 'solved', solvedAt: at(9) });
    expect(of('onboarding', [won as string], byIds)).toMatchObject({ onboardedAt: at(9) });
    const told = opaque(9, { status_id: 'p77120045_Zz9', date_done: String(at(7)) });
    expect(deal([told], byIds)).toMatchObject({ closedAt: at(7) });
  });

  it('gives way to the end that the history tells within a millisecond', () => {
    const both = { stages: { won: ['won', 'p77120045_Zz9'], lost: ['lost'] } };
    const gone = updated(statusItem(9, status('lost', 'closed'), status('new', 'open')));
    const run = opaque(9, { status_id: 'p77120045_Zz9' });
    for (const bodies of [
      [gone, run],
      [run, gone],
    ])
      expect(deal(bodies, both)).toMatchObject({ outcome: 'lost', closedAt: at(9) });
  });

  it('reopens nothing unless ids are configured in ClickUp’s own form', () => {
    const named = { stages: { won: ['step3_signed', 'p_won', 'phase2_won'] } };
    const signed = updated(statusItem(5, status('step3_signed', 'closed'), status('new', 'open')));
    expect(deal([signed, opaque(9)], named)).toMatchObject({ outcome: 'won', closedAt: at(5) });
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
