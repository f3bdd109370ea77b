import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byReason, fewReasons } from '../../../lambdas/domain/health/reasons.ts';
import type { SameReason } from '../../../lambdas/domain/ports.ts';

const one = (reason: string, receivedAt: number): SameReason => ({
  reason,
  deliveries: 1,
  firstAt: receivedAt,
  receivedAt,
  hash: `hash of ${receivedAt}`,
  size: receivedAt * 10,
});

it('what differs in nothing but numbers is one reason, told of the latest', () => {
  const other = one('The body is not JSON.', 3);
  expect(
    byReason([
      one('Observation 7, set.amount: no decimal', 2),
      other,
      one('Observation 12, set.amount: no decimal', 4),
      one('Observation 1, set.amount: no decimal', 1),
    ]),
  ).toEqual([{ ...one('Observation 12, set.amount: no decimal', 4), deliveries: 3, firstAt: 1 }, other]);
});

it('the same comes of it in whatever order and parts it is added up', () => {
  const given = fc.array(
    fc.record({ reason: fc.constantFrom('a 1', 'a 2', 'b'), at: fc.integer({ min: 1, max: 5 }) }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(given, fc.nat(12), (all, cut) => {
      // What was received in one millisecond is told apart by its hash.
      const reasons = all.map(({ reason, at }, index) => ({ ...one(reason, at), hash: `${reason} ${index}` }));
      const parts = byReason([...byReason(reasons.slice(cut)).reverse(), ...byReason(reasons.slice(0, cut))]);
      expect(parts).toEqual(byReason(reasons));
    }),
  );
});

it('few reasons and their counts are the same in whatever order and parts they are added up', () => {
  const names = 'abcdefghijklmnopqrstuvwxyz'.split('');
  const given = fc.array(fc.record({ name: fc.constantFrom(...names), at: fc.integer({ min: 1, max: 99 }) }), {
    minLength: 40,
    maxLength: 120,
  });
  fc.assert(
    fc.property(given, fc.array(fc.nat(120), { maxLength: 6 }), (all, cuts) => {
      const reasons = all.map(({ name, at }, index) => ({ ...one(`${name} ${at}`, at), hash: `hash ${index}` }));
      const bounds = [0, ...cuts.sort((a, b) => a - b), reasons.length];
      let sum: SameReason[] = [];
      for (const [index, from] of bounds.entries())
        sum = fewReasons([...sum, ...reasons.slice(from, bounds[index + 1])]);
      const whole = byReason(reasons);
      expect(sum).toEqual(fewReasons(reasons));
      expect(sum).toHaveLength(Math.min(20, whole.length));
      for (const few of sum) expect(whole).toContainEqual(few);
    }),
  );
});
