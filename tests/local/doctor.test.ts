import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adminKey, type RunningSystem, startSystem } from '../support/system.ts';

interface Check {
  readonly id: string;
  readonly status: string;
  readonly subject: string;
  readonly message: string;
}

const execute = promisify(execFile);
const command = path.resolve(import.meta.dirname, '../../cli/quarterdeck.mjs');

let system: RunningSystem;

beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

/** The command as a process of its own, asking the running system. */
const doctor = (...args: string[]) =>
  execute(process.execPath, [command, 'doctor', 'acme', ...args], {
    env: { PATH: process.env.PATH, QUARTERDECK_URL: system.url, QUARTERDECK_KEY: adminKey },
  }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, stdout }),
  );

const acme = {
  workspace: 'acme',
  timeZone: 'UTC',
  currency: 'EUR',
  from: 'KPIs <kpis@acme.example>',
  sources: [{ id: 'kommo', system: 'kommo', secrets: ['a-token-that-nobody-can-guess'] }],
  recipients: [{ email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] }],
};

it('a workspace on a laptop is looked at by the command, everything being asked for real', async () => {
  await system.json('PUT', '/v1/workspaces/acme', acme);
  const { code, stdout } = await doctor('--json');
  const { checks } = JSON.parse(stdout) as { checks: Check[] };
  expect(code).toBe(0);
  // A source that nobody has used yet is all that is to be said, and no check could not be made.
  expect(checks.filter(({ status }) => status !== 'ok').map(({ id, subject }) => [id, subject])).toEqual([
    ['sources.arrival', 'kommo'],
  ]);
  expect(checks.find(({ id }) => id === 'mail.account')?.message).toContain('stands in for Amazon SES');
  expect(checks.filter(({ id }) => id === 'queues.dead').map(({ subject }) => subject)).toEqual([
    'review-dead',
    'mail-dead',
  ]);
});

it('what is a problem ends the command with exit code 5', async () => {
  const { from: _, ...senderless } = acme;
  await system.json('PUT', '/v1/workspaces/acme', senderless);
  const { code, stdout } = await doctor();
  expect(code).toBe(5);
  expect(stdout).toMatch(/problem {2}from: The configuration has no "from", so nothing can be\s+mailed\./);
  expect(stdout).toContain('quarterdeck apply workspace.yaml');
});
