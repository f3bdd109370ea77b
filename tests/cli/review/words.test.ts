import { expect, test } from 'vitest';
import { companionTexts, leftOutText, leftOutTexts } from '../../../cli/review/words.ts';
import { messageNames } from '../../rendering/support/messageNames.ts';

test('every companion that a mail names has words here', () => {
  expect(Object.keys(companionTexts).sort()).toEqual(messageNames('companions').sort());
});

test('every reason to leave records out that a mail names has words here', () => {
  const general = ['sentence', 'without', 'unknown'];
  expect(Object.keys(leftOutTexts).sort()).toEqual(
    messageNames('leftOut')
      .filter((name) => !general.includes(name))
      .sort(),
  );
});

test('a field that is missing is named', () => {
  expect(leftOutText('noClosedAt')).toBe('without closedAt');
  expect(leftOutText('respondedBeforeCreated')).toBe('answered before they were created');
});
