import { describe, expect, it } from 'vitest';
import { at, created, deal, hook, lead } from './hook.ts';
import { recordsOf } from './records.ts';

const outcomes = (bodies: string[]) => recordsOf(bodies).get('deal 900')?.history('outcome');

describe('a closing', () => {
  it('is won or lost at the time of the move', () => {
    expect(deal([hook('status', 50, '142')])).toMatchObject({ outcome: 'won', closedAt: at(50) });
    expect(deal([hook('status', 50, '143')])).toMatchObject({ outcome: 'lost', closedAt: at(50) });
    expect(deal([hook('status', 50, '88')], { stages: { won: ['88'] } })).toMatchObject({
      outcome: 'won',
      closedAt: at(50),
    });
    expect(deal([hook('status', 50, '89')], { stages: { lost: ['89'] } })).toMatchObject({
      outcome: 'lost',
      closedAt: at(50),
    });
  });

  it('is at the creation where the lead was added closed', () => {
    expect(deal([hook('add', 0, '142')])).toMatchObject({ outcome: 'won', closedAt: at(0) });
  });

  it('is unknown where a lead that was closed long ago is added, from a file for example', () => {
    const imported = hook('add', 30 * 24 * 3600, '142');
    expect(deal([imported])).toMatchObject({ outcome: 'won' });
    expect(deal([imported])).not.toHaveProperty('closedAt');
    expect(lead([imported], { stages: { qualified: ['142'] } })).not.toHaveProperty('convertedAt');
    expect(lead([imported], { stages: { qualified: ['142'] } })).not.toHaveProperty('qualifiedAt');
    expect(deal([hook('add', 3, '142')])).toMatchObject({ closedAt: at(3) });
    const nobodyKnows = hook('add', 3, '142', { created_at: '', date_create: '' });
    expect(deal([nobodyKnows])).not.toHaveProperty('closedAt');
    const told = hook('add', 30 * 24 * 3600, '142', { closed_at: String(created + 40) });
    expect(deal([told])).toMatchObject({ closedAt: at(40) });
  });

  it('is that of another outcome where two moves in a row were lost, as the page says', () => {
    const bodies = [hook('status', 50, '143'), hook('update', 5000, '142')];
    for (const order of [bodies, bodies.toReversed()])
      expect(deal(order)).toMatchObject({ outcome: 'won', closedAt: at(50) });
    const told = hook('update', 5000, '142', { closed_at: String(created + 4000) });
    expect(deal([hook('status', 50, '143'), told])).toMatchObject({ outcome: 'won', closedAt: at(4000) });
  });

  it.each(['update', 'responsible', 'restore'])('keeps its instant when the closed lead is touched by %s', (action) => {
    const bodies = [hook('status', 50, '142'), hook(action, 5000, '142')];
    expect(deal(bodies)).toMatchObject({ outcome: 'won', closedAt: at(50) });
    expect(lead(bodies)).toMatchObject({ convertedAt: at(50) });
  });

  it('has no instant where only edits tell of it', () => {
    const bodies = [hook('update', 50, '142')];
    expect(deal(bodies)).toMatchObject({ outcome: 'won' });
    expect(deal(bodies)).not.toHaveProperty('closedAt');
    expect(lead(bodies)).not.toHaveProperty('convertedAt');
  });

  it.each(['closed_at', 'date_close'])('has the instant of %s, whichever hook says it', (field) => {
    const bodies = [hook('update', 500, '142', { [field]: String(created + 40) })];
    expect(deal(bodies)).toMatchObject({ closedAt: at(40) });
    expect(lead(bodies)).toMatchObject({ convertedAt: at(40) });
  });

  it('is not told by a closing time of an open lead', () => {
    expect(deal([hook('update', 500, '31', { closed_at: String(created + 40) })])).toMatchObject({
      outcome: 'open',
      closedAt: null,
    });
    expect(deal([hook('update', 500, '142', { closed_at: '0' })])).not.toHaveProperty('closedAt');
  });

  it('is taken back when the lead is open again, and may come again', () => {
    const reopened = [hook('status', 50, '142'), hook('status', 70, '31')];
    expect(deal(reopened)).toMatchObject({ outcome: 'open', stage: '31', closedAt: null });
    expect(lead(reopened)).toMatchObject({ convertedAt: null });
    expect(outcomes(reopened)?.map(({ value }) => value)).toEqual(['won', 'open']);
    expect(deal([...reopened, hook('status', 90, '142')])).toMatchObject({ outcome: 'won', closedAt: at(90) });
  });

  it('does not keep the instant of an earlier one', () => {
    const bodies = [hook('status', 50, '142'), hook('status', 70, '31'), hook('update', 95, '142')];
    expect(deal(bodies)).toMatchObject({ outcome: 'won', closedAt: null });
  });

  it('prevails over what an edit of the same second repeats', () => {
    const bodies = [hook('status', 50, '143'), hook('update', 50, '31')];
    expect(deal(bodies)).toMatchObject({ outcome: 'lost', closedAt: at(50) });
  });

  it('that is lost after it was won takes the conversion back', () => {
    expect(lead([hook('status', 50, '142'), hook('status', 70, '143')])).toMatchObject({ convertedAt: null });
  });
});
