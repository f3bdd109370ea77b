import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Move, movesOf, type Pair, type Standing } from '../../../lambdas/domain/reviews/moves.ts';

const ratio = (numerator: number, denominator: number): Standing => ({
  value: denominator === 0 ? null : numerator / denominator,
  numerator,
  denominator,
});
const amount = (value: number): Standing => ({ value, numerator: null, denominator: null });

const counted = (parts: readonly Pair<readonly [number, number]>[]): Pair<Standing>[] =>
  parts.map(([before, now]) => [ratio(...before), ratio(...now)]);

const wholeOf = (parts: readonly Pair<Standing>[]): Pair<Standing> => {
  const sum = (side: 0 | 1, of: 'numerator' | 'denominator'): number =>
    parts.reduce((total, part) => total + (part[side][of] ?? 0), 0);
  return [ratio(sum(0, 'numerator'), sum(0, 'denominator')), ratio(sum(1, 'numerator'), sum(1, 'denominator'))];
};

const moves = (...parts: readonly Pair<readonly [number, number]>[]): Move[] => {
  const found = movesOf(counted(parts), wholeOf(counted(parts)));
  if (found === null) throw new Error('The parts do not make up the whole.');
  return found;
};

const total = (some: readonly Move[]): number => some.reduce((sum, { mix, rate }) => sum + mix + rate, 0);
const sizeOf = (some: readonly Move[]): number =>
  some.reduce((sum, { mix, rate }) => sum + Math.abs(mix) + Math.abs(rate), 0);

/** Of one segment in one period; of some there is nothing. */
const counts = fc
  .tuple(fc.nat({ max: 1000 }), fc.nat({ max: 1000 }))
  .map(([part, more]): [number, number] => [part, part + more]);
const pair = fc.tuple(counts, counts);

describe('what segments did to the change of a ratio', () => {
  it('is their own change by what they are of the whole, and their share’s change by what they are better than the whole', () => {
    // Won of closed: 40 of 100 and 30 of 100, then 40 of 80 and 36 of 120.
    const [ana, rui] = moves(
      [
        [40, 100],
        [40, 80],
      ],
      [
        [30, 100],
        [36, 120],
      ],
    );
    // R: 0.35 before, 0.38 now. Ana's ratio rose by 0.1 on (0.5 + 0.4) ÷ 2 of the whole; Rui's stayed.
    expect(ana?.rate).toBeCloseTo(0.045, 12);
    expect(ana?.mix).toBeCloseTo(-0.1 * (0.45 - 0.365), 12);
    expect(rui).toEqual({ mix: expect.closeTo(0.1 * (0.3 - 0.365), 12), rate: 0, share: expect.closeTo(0.55, 12) });
  });

  it('adds up to the change, whatever came and went', () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 60 }), (parts) => {
        const [before, now] = wholeOf(counted(parts));
        fc.pre(before.value !== null && now.value !== null);
        const found = moves(...parts);
        const difference = Math.abs(total(found) - ((now.value ?? 0) - (before.value ?? 0)));
        expect(difference).toBeLessThanOrEqual(1e-12 * Math.max(1, sizeOf(found)));
      }),
      { numRuns: 2000 },
    );
  });

  it('is no rate where the ratio stayed, and no mix where the share stayed', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 9 }), pair, ([part, whole], times, other) => {
        fc.pre(whole > 0 && other.every(([, denominator]) => denominator > 0));
        const [same] = moves(
          [
            [part, whole],
            [part * times, whole * times],
          ],
          other,
        );
        expect(Math.abs(same?.rate ?? 1)).toBeLessThanOrEqual(1e-15);
        const [alike, others] = moves(
          [
            [part, whole],
            [whole - part, whole],
          ],
          [other[0], [0, other[0][1]]],
        );
        expect([alike?.mix, others?.mix].map((mix) => Math.abs(mix ?? 1))).toEqual([0, 0]);
      }),
    );
  });

  it('turns its sign where the periods are exchanged, and does not ask in which order the segments come', () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 2, maxLength: 10 }), (parts) => {
        const [before, now] = wholeOf(counted(parts));
        fc.pre(before.value !== null && now.value !== null);
        const there = moves(...parts);
        const back = moves(...parts.map(([a, b]): Pair<[number, number]> => [b, a]));
        there.forEach(({ mix, rate }, index) => {
          expect([back[index]?.mix, back[index]?.rate]).toEqual([expect.closeTo(-mix, 12), expect.closeTo(-rate, 12)]);
        });
        expect(moves(...[...parts].reverse())).toEqual([...there].reverse());
      }),
    );
  });

  it('is all mix of one that came or went', () => {
    const [stayed, came] = moves(
      [
        [50, 100],
        [50, 100],
      ],
      [
        [0, 0],
        [90, 100],
      ],
    );
    expect(came).toMatchObject({ rate: 0, mix: expect.closeTo(0.5 * (0.9 - 0.6), 12) });
    expect(total([stayed, came] as Move[])).toBeCloseTo(0.2, 12);
  });

  it('counts what stands above the line of nothing', () => {
    const parts = [
      [ratio(10, 10), ratio(10, 10)],
      [ratio(0, 0), ratio(5, 0)],
    ] as const;
    const [, free] = movesOf(parts, wholeOf(parts)) ?? [];
    expect(free).toMatchObject({ mix: 0, rate: 0.5 });
  });

  it('is not told where the segments do not make up the whole', () => {
    const part = [ratio(1, 2), ratio(1, 2)] as const;
    expect(movesOf([part], [ratio(1, 3), ratio(1, 2)])).toBeNull();
    expect(movesOf([part], [ratio(2, 2), ratio(1, 2)])).toBeNull();
    expect(movesOf([part], [ratio(0, 0), ratio(1, 2)])).toBeNull();
  });
});

describe('what segments did to the change of what adds up', () => {
  it('is their own change', () => {
    const whole = [amount(100), amount(130)] as const;
    const parts = [
      [amount(60), amount(90)],
      [amount(40), amount(40)],
    ] as const;
    expect(movesOf(parts, whole)).toEqual([
      { mix: 0, rate: 30, share: expect.closeTo((0.6 + 90 / 130) / 2, 12) },
      { mix: 0, rate: 0, share: expect.closeTo((0.4 + 40 / 130) / 2, 12) },
    ]);
  });

  it('is not told of means and medians, which do not add up', () => {
    const parts = [
      [amount(60), amount(90)],
      [amount(40), amount(40)],
    ] as const;
    expect(movesOf(parts, [amount(50), amount(70)])).toBeNull();
    expect(movesOf(parts, [ratio(1, 1), amount(130)])).toBeNull();
  });
});
