import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveryKeyAt, deliveryPart, headPlace } from '../../../lambdas/adapters/dynamodb/deliveryKey.ts';
import { recordPlace } from '../../../lambdas/adapters/dynamodb/recordKey.ts';

const name = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,62}$/);
const deliveryKey = fc.record({
  workspace: name,
  source: name,
  receivedAt: fc.integer({ min: 0, max: 9_999_999_999_999 }),
  hash: fc.stringMatching(/^[0-9a-f]{64}$/),
});

describe('the place of a delivery', () => {
  it('tells its key', () => {
    fc.assert(
      fc.property(deliveryKey, (key) => {
        expect(deliveryKeyAt(headPlace(key))).toEqual(key);
      }),
    );
  });

  it('is not told by a part of its body', () => {
    fc.assert(
      fc.property(deliveryKey, fc.nat(90), (key, index) => {
        expect(deliveryKeyAt(deliveryPart(key)(index))).toBeUndefined();
        expect(deliveryPart(key)(index).pk).toBe(headPlace(key).pk);
      }),
    );
  });

  it('comes before the parts of all bodies, so that a query by time reads none', () => {
    fc.assert(
      fc.property(deliveryKey, deliveryKey, fc.nat(90), (a, b, index) => {
        expect(headPlace(a).sk < deliveryPart(b)(index).sk).toBe(true);
      }),
    );
  });

  it('sorts by the instant of receipt within its day', () => {
    fc.assert(
      fc.property(deliveryKey, deliveryKey, (a, b) => {
        expect(Math.sign(a.receivedAt - b.receivedAt)).toBe(
          a.receivedAt === b.receivedAt ? 0 : headPlace(a).sk < headPlace(b).sk ? -1 : 1,
        );
      }),
    );
  });
});

describe('the place of a record', () => {
  const placeOf = (id: string) =>
    recordPlace({ workspace: 'acme', source: 'kommo', generation: 1, type: 'deal', id }).pk;

  it.each<[string, (index: number) => string]>([
    ['numbers in a row', (index) => String(30_000_000 + index)],
    ['numbers of one residue', (index) => String(index * 16)],
    ['names', (index) => `CRM-DEAL-${index.toString(36)}`],
  ])('spreads %s evenly over 16 shards', (_, idOf) => {
    const counts = new Map<string, number>();
    for (let index = 0; index < 16_000; index += 1) {
      const place = placeOf(idOf(index));
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    expect(counts.size).toBe(16);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(250);
  });
});
