import { describe, expect, it } from 'vitest';
import { relativeChange, TargetError, targetAmount } from '../../../lambdas/domain/workspaces/targets.ts';

describe('targetAmount', () => {
  it.each([
    ['14d', 1_209_600],
    ['4h', 14_400],
    ['1.5h', 5_400],
    ['30m', 1_800],
    [90, 90],
  ])('reads the duration %s as %d seconds', (value, seconds) => {
    expect(targetAmount(value, 'duration')).toBe(seconds);
  });

  it.each(['ratio', 'money', 'moneyPerDay', 'count', 'score'] as const)(
    'takes a number of %s as it is, below zero too',
    (unit) => {
      expect(targetAmount(-0.5, unit)).toBe(-0.5);
    },
  );

  it.each([
    ['14 d', 'duration'],
    ['d', 'duration'],
    ['2w', 'duration'],
    [-1, 'duration'],
    ['0.3', 'ratio'],
    ['+20%', 'ratio'],
  ] as const)('refuses %s for a %s', (value, unit) => {
    expect(() => targetAmount(value, unit)).toThrow(TargetError);
  });
});

describe('relativeChange', () => {
  it.each([
    ['+20%', 0.2],
    ['-5.5%', -0.055],
    ['20%', null],
    ['+20', null],
    [0.2, null],
  ])('of %s is %s', (value, change) => {
    expect(relativeChange(value)).toBe(change);
  });
});
