import { execFile, spawn as spawnProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startApi } from './support/api.ts';

const execute = promisify(execFile);
const command = fileURLToPath(new URL('../../cli/quarterdeck.mjs', import.meta.url));

const spawn = (args: readonly string[], env: Record<string, string> = {}) =>
  execute(process.execPath, [...args], { env: { PATH: process.env.PATH, ...env } }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );

test('the command runs as a process of its own, and ends when it is done', async () => {
  const api = await startApi({ 'GET /v1/workspaces/acme/sources': () => ({ body: { sources: [] } }) });
  const { code, stdout } = await spawn([command, 'sources', 'acme', '--json'], api.env);
  expect([code, JSON.parse(stdout)]).toEqual([0, { sources: [] }]);
});

test('its exit code is the one that --help lists', async () => {
  expect((await spawn([command, 'no-such'])).code).toBe(2);
  expect((await spawn([command, 'kpis'], { QUARTERDECK_URL: 'http://127.0.0.1:1' })).code).toBe(4);
});

test('Ctrl-C ends it with exit code 130 and a word, not with a stack', async () => {
  const api = await startApi({
    'POST /v1/workspaces/acme/reviews': () => ({ status: 202, body: { job: 'j1' } }),
    'GET /v1/jobs/j1': () => ({ body: { id: 'j1', status: 'queued', result: null, reason: null } }),
  });
  const child = spawnProcess(process.execPath, [command, 'review', 'acme', '2017'], {
    env: { PATH: process.env.PATH, ...api.env },
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  while (api.asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGINT');
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect([code, stderr]).toEqual([130, 'Computing the review …\nerror: Interrupted.\n']);
});

test('an old Node is told in one sentence', async () => {
  const old =
    "data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.18.3' } })";
  const { code, stdout, stderr } = await spawn(['--import', old, command, 'kpis']);
  expect([code, stdout, stderr]).toEqual([1, '', 'Quarterdeck needs Node.js 20.19 or newer; this is 20.18.3.\n']);
});
