import { expect, it } from 'vitest';
import { wrongAccountReason } from '../../lambdas/sources/account.ts';
import { configured } from './configuration.ts';

const reasonOf = (found: string): string =>
  wrongAccountReason('the event is of portalId', found, configured('hubspot', { account: '123' }));

it('the reason names both accounts, and what to do', () => {
  expect(reasonOf('999')).toBe(
    "wrongAccount: the event is of portalId 999, the source's `account` is 123. If the first is the right one, correct `account`, apply, and run `quarterdeck replay WORKSPACE hubspot --failed`.",
  );
});

it('the reason holds little of what a body says its account is, on one line, and nothing that cannot be seen', () => {
  expect(reasonOf('9'.repeat(61))).toContain(` ${'9'.repeat(60)}…, `);
  expect(reasonOf('9'.repeat(1_000_000)).length).toBeLessThan(300);
  expect(reasonOf('9\n\u001b[31m\u2028\u202e8')).toContain(' 9[31m8, ');
  expect(reasonOf(`${'9'.repeat(59)}😀`)).toContain(` ${'9'.repeat(59)}…, `);
});
