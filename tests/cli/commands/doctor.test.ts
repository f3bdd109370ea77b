import { describe, expect, test } from 'vitest';
import type { Check } from '../../../cli/http/answers.ts';
import { problem, startApi } from '../support/api.ts';
import { quarterdeck } from '../support/cli.ts';

const path = 'GET /v1/workspaces/acme/checks';

const check = (change: Partial<Check> = {}): Check => ({
  id: 'mail.account',
  status: 'ok',
  subject: 'mail account',
  message: 'Amazon SES answers.',
  mend: null,
  ...change,
});

const records = [
  'Set these DNS records, and wait.',
  'one-token-that-is-rather-long._domainkey.acme.example CNAME one-token-that-is-rather-long.dkim.amazonses.com',
].join('\n');
const unverified = check({
  id: 'mail.identity',
  status: 'problem',
  subject: 'kpis@acme.example',
  message: 'acme.example is not verified yet.',
  mend: records,
});
const silent = check({
  id: 'sources.arrival',
  status: 'warning',
  subject: 'kommo',
  message: 'Nothing has ever come from it.',
  mend: 'quarterdeck sources acme',
});

const ask = async (checks: readonly Check[], ...more: string[]) => {
  const api = await startApi({ [path]: () => ({ body: { checks } }) });
  return quarterdeck(['doctor', 'acme', ...more], { env: api.env });
};

describe('doctor', () => {
  test('prints the checks by group, and below each what mends it', async () => {
    const { stdout } = await ask([check(), unverified, silent]);
    expect(stdout).toBe(
      [
        'Mail',
        '  ok       mail account: Amazon SES answers.',
        '  problem  kpis@acme.example: acme.example is not verified yet.',
        '             Set these DNS records, and wait.',
        // Whole, so that it can be copied.
        `             ${records.split('\n')[1]}`,
        '',
        'Sources',
        '  warning  kommo: Nothing has ever come from it.',
        '             quarterdeck sources acme',
        '',
        '1 problem, 1 warning.',
        '',
      ].join('\n'),
    );
  });

  test('tells in one breath what is well of one subject', async () => {
    const { stdout } = await ask([
      check(),
      unverified,
      check({ id: 'mail.sending', message: 'It may send.' }),
      check({ id: 'mail.dkim', subject: 'acme.example', message: 'It signs the mails.' }),
    ]);
    expect(stdout).toContain('  ok       mail account: Amazon SES answers. It may send.\n');
    expect(stdout).toContain('  ok       acme.example: It signs the mails.\n');
  });

  test.each([
    ['a problem', [check(), silent, unverified], 5],
    ['only warnings', [check(), silent], 0],
    ['nothing', [check()], 0],
  ] as const)('that finds %s ends with the exit code %3$i', async (_, checks, expected) => {
    const { code } = await ask(checks);
    expect(code).toBe(expected);
    expect((await ask(checks, '--json')).code).toBe(expected);
  });

  test('says so when all is well', async () => {
    expect((await ask([check()])).stdout).toMatch(/\nAll is well\.\n$/);
  });

  test('--json is what the API answers', async () => {
    expect((await ask([unverified], '--json')).json()).toEqual({ checks: [unverified] });
  });

  test('shows a group that it does not know under its own name', async () => {
    expect((await ask([check({ id: 'weather.rain' })])).stdout).toMatch(/^weather\n {2}ok/);
  });

  test('lets nothing that a source sent steer the terminal', async () => {
    const { stdout } = await ask([
      check({ ...silent, message: 'bad \u001b[2J\u202e text', mend: 'quarterdeck \u001b]0;x' }),
    ]);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toContain('\u202e');
  });

  test('keeps to the width of the terminal', async () => {
    const api = await startApi({
      [path]: () => ({ body: { checks: [check({ message: 'word '.repeat(60).trim() })] } }),
    });
    const { stdout } = await quarterdeck(['doctor', 'acme'], {
      env: { ...api.env, NO_COLOR: '1' },
      tty: true,
      columns: 60,
    });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  test('that may not ask fails: exit code 1', async () => {
    const api = await startApi({
      [path]: () => problem(403, 'This takes a key of the workspace with the scope "admin".'),
    });
    expect((await quarterdeck(['doctor', 'acme'], { env: api.env })).code).toBe(1);
  });
});
