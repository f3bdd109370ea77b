import { describe, expect, it } from 'vitest';
import { firstReceivedAt } from '../records.ts';
import { hookOf } from './fixture.ts';
import { at, deal, hook, lead, stages } from './hook.ts';
import { factsIn } from './records.ts';

describe('stages', () => {
  it('are what each hook says the status is, from its time on', () => {
    expect(stages([hook('add', 0, '30'), hook('status', 50, '31'), hook('status', 90, '32')])).toEqual([
      { at: at(0), value: '30' },
      { at: at(50), value: '31' },
      { at: at(90), value: '32' },
    ]);
  });

  it('are one change where a move comes as two hooks', () => {
    expect(stages([hook('status', 50, '31'), hook('update', 50, '31')])).toEqual([{ at: at(50), value: '31' }]);
  });

  it('never are the old status, which later hooks still carry', () => {
    const bodies = [hook('status', 50, '31'), hook('responsible', 70, '31', { old_status_id: '30' })];
    expect(stages(bodies)?.map(({ value }) => value)).toEqual(['31', '31']);
  });

  it('heal from any later hook where the move itself was lost', () => {
    expect(stages([hook('add', 0, '30'), hook('update', 80, '31')])?.at(-1)).toEqual({ at: at(80), value: '31' });
  });

  it.each(['update', 'responsible', 'add'])(
    'are those of the move, whatever %s of the same second repeats',
    (action) => {
      const bodies = [hook('status', 50, '31'), hook(action, 50, '99')];
      expect(deal(bodies)).toMatchObject({ stage: '31' });
      expect(stages(bodies)).toEqual([{ at: at(50), value: '31' }]);
    },
  );

  it.each(['142', '143', '88', '89'])('are not the closing ones: %s', (status) => {
    expect(deal([hook('status', 50, status)], { stages: { won: ['88'], lost: ['89'] } })).not.toHaveProperty('stage');
  });
});

describe('what else hooks of one second say', () => {
  it('is the owner that the change of owner names', () => {
    const bodies = [
      hook('responsible', 50, '31', { responsible_user_id: '10' }),
      hook('status', 50, '31', { responsible_user_id: '99' }),
    ];
    expect(deal(bodies)).toMatchObject({ owner: '10' });
    expect(lead(bodies)).toMatchObject({ owner: '10' });
  });

  it('is the amount and the name of the edit', () => {
    const bodies = [
      hook('update', 50, '31', { price: '10', name: 'A' }),
      hook('status', 50, '31', { price: '99', name: 'B' }),
    ];
    expect(deal(bodies)).toMatchObject({ amount: '10', name: 'A' });
  });
});

describe('a lean hook of the digital pipeline', () => {
  const lean = (status: string) =>
    hookOf('status', { id: '900', status_id: status, pipeline_id: '3', old_status_id: '30' });

  it('says stage, outcome and pipeline for its first receipt, and nothing of the lead', () => {
    expect(factsIn([lean('31')], { stages: { qualified: ['31'] } })).toEqual({
      'deal 900': { pipeline: '3', stage: '31', outcome: 'open' },
    });
    expect(stages([lean('31')])).toEqual([{ at: firstReceivedAt, value: '31' }]);
  });

  it('says that a deal is won, not since when', () => {
    expect(factsIn([lean('142')])).toEqual({ 'deal 900': { pipeline: '3', outcome: 'won' } });
  });

  it('leaves the closing that the full hook told', () => {
    expect(deal([hook('status', 50, '142'), lean('142')])).toMatchObject({ outcome: 'won', closedAt: at(50) });
  });
});
