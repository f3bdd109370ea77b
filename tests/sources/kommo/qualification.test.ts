import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, deal, hook, lead } from './hook.ts';
import { recordsOf } from './records.ts';

describe('a qualification', () => {
  const settings = { stages: { qualified: ['31', '32'] } };

  it('is when the lead first stood in a qualified stage', () => {
    const bodies = [hook('add', 0, '30'), hook('status', 50, '31'), hook('status', 70, '32'), hook('update', 80, '32')];
    expect(lead(bodies, settings)).toMatchObject({ qualifiedAt: at(50) });
  });

  it('stays when the lead is moved back, and when it qualifies again', () => {
    const bodies = [hook('status', 50, '31'), hook('status', 60, '30'), hook('status', 70, '31')];
    expect(lead(bodies, settings)).toMatchObject({ qualifiedAt: at(50) });
  });

  it('is the first whatever the order in which hooks come', () => {
    const bodies = [
      hook('add', 0, '31'),
      hook('status', 50, '30'),
      hook('status', 70, '32'),
      hook('responsible', 90, '32'),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(bodies, { minLength: bodies.length }), (disorder) => {
        expect(lead(disorder, settings)).toMatchObject({ qualifiedAt: at(0) });
      }),
    );
  });

  it('is none in other stages, and none of the deal', () => {
    expect(lead([hook('status', 50, '30')], settings)).not.toHaveProperty('qualifiedAt');
    expect(lead([hook('status', 50, '31')])).not.toHaveProperty('qualifiedAt');
    expect(deal([hook('status', 50, '31')], settings)).not.toHaveProperty('qualifiedAt');
  });

  it('may be the closing, but not a later edit of the closed lead', () => {
    const closing = { stages: { qualified: ['142'] } };
    expect(lead([hook('status', 50, '142')], closing)).toMatchObject({ qualifiedAt: at(50) });
    expect(lead([hook('update', 50, '142')], closing)).not.toHaveProperty('qualifiedAt');
  });

  it('is found without the creation too, and does not make the lead known from the beginning of time', () => {
    const body = hook('status', 50, '31', { created_at: '', date_create: 'x' });
    expect(lead([body], settings)).toMatchObject({ qualifiedAt: at(50) });
    expect(recordsOf([body], settings).get('lead 900')?.saidAt).toBe(at(50));
  });
});
