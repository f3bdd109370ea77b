import { expect, test } from 'vitest';
import { changeText, valueText } from '../../../cli/review/values.ts';

test.each([
  [0.631501, 'ratio', '63.2 %'],
  [10_005_534, 'money', 'USD 10,005,534'],
  [2360.909391, 'money', 'USD 2,360.91'],
  [56_546.36, 'moneyPerDay', 'USD 56,546.36 a day'],
  [4_924_800, 'duration', '57 days'],
  [88 * 60, 'duration', '88 min'],
  [35 * 3600, 'duration', '35 hours'],
  [4_473_962, 'duration', '51.8 days'],
  [45, 'duration', '45 s'],
  [0, 'duration', '0 s'],
  [4238, 'count', '4,238'],
  [21.195652, 'score', '21.2'],
  [3.204, 'number', '3.2'],
  [-0.231, 'ratio', '−23.1 %'],
  [-1200, 'money', 'USD −1,200.00'],
  [null, 'money', '—'],
] as const)('%s as %s is %s', (value, unit, text) => {
  expect(valueText(value, unit, 'USD')).toBe(text);
});

test.each([
  [0.012, 'ratio', '+1.2 pp'],
  [-86_400 * 3, 'duration', '−3 days'],
  [-5, 'count', '−5'],
  [0, 'money', '±0.00'],
  [0.4, 'number', '+0.4'],
] as const)('a change of %s as %s is %s', (change, unit, text) => {
  expect(changeText(change, unit, null)).toBe(text);
});

test('a change of a duration is told in the unit of what has changed', () => {
  expect(changeText(-72 * 60, 'duration', 4.2 * 3600)).toBe('−1.2 hours');
  expect(changeText(-259_200, 'duration', 1)).toBe('−3 days');
  expect(changeText(86_400, 'duration', 57 * 86_400)).toBe('+1 day');
});
