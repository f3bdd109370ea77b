import { expect, test } from 'vitest';
import { kpi } from './support/answers.ts';
import { problem, startApi, unusedUrl } from './support/api.ts';
import { quarterdeck } from './support/cli.ts';
import { folderWith } from './support/files.ts';

test('help lists the commands, teaches with lines to paste, and says what exit codes mean', async () => {
  const { code, stdout, stderr } = await quarterdeck(['--help']);
  expect([code, stderr]).toEqual([0, '']);
  for (const command of [
    'apply',
    'import',
    'review',
    'send',
    'sends',
    'sources',
    'replay',
    'keys',
    'links',
    'doctor',
    'kpis',
  ]) {
    expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
  }
  expect(stdout).toMatch(/\$ quarterdeck apply workspace\.yaml/);
  for (const exit of ['0  done', '1  failed', '2  ', '3  partly', '4  no answer', '5  `doctor`', '130  interrupted'])
    expect(stdout).toContain(exit);
});

test.each([
  [],
  ['apply'],
  ['import'],
  ['review'],
  ['preview'],
  ['send'],
  ['sends'],
  ['sources'],
  ['replay'],
  ['keys'],
  ['doctor'],
  ['kpis'],
])('%s --help fits 80 columns', async (...command) => {
  const { stdout } = await quarterdeck([...command, '--help']);
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test.each(['apply', 'import', 'review', 'send', 'sends', 'sources', 'replay', 'keys', 'links', 'doctor', 'kpis'])(
  '%s --help has an example that begins with it, and what to do next',
  async (command) => {
    const { code, stdout } = await quarterdeck([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples:\\n {2}\\$ quarterdeck ${command}`));
    expect(stdout).toContain('--json');
    expect(stdout).toMatch(/^Next: /m);
  },
);

test('a command that is none is answered with the nearest', async () => {
  const { code, stderr } = await quarterdeck(['revew', 'acme', '2026']);
  expect(code).toBe(2);
  expect(stderr).toContain('Did you mean review?');
});

test.each([
  ['no command', []],
  ['a missing argument', ['review', 'acme']],
  ['an argument too many', ['kpis', 'x', 'y']],
  ['a missing option', ['import', 'x.csv', '--workspace', 'acme', '--source', 's']],
  ['an unknown option', ['kpis', '--jsn']],
  ['a value that is none of the choices', ['keys', 'acme', '--create', '--scope', 'write']],
  ['options that exclude each other', ['keys', 'acme', '--create', '--revoke', 'k']],
  ['a scope without a key to make', ['keys', 'acme', '--scope', 'read']],
  ['a key without a scope', ['keys', 'acme', '--create']],
])('%s is a mistake of usage: exit code 2, nothing on standard output', async (_, args) => {
  const { code, stdout, stderr } = await quarterdeck(args, { env: { QUARTERDECK_KEY: 'k' } });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).not.toBe('');
});

test('the version is that of the package', async () => {
  const { code, stdout } = await quarterdeck(['--version']);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+/)]);
});

test('without a key the error says where one is printed and how to make one', async () => {
  const { code, stderr } = await quarterdeck(['sources', 'acme']);
  expect(code).toBe(2);
  expect(stderr).toContain('QUARTERDECK_KEY is not set');
  expect(stderr).toContain('npm start');
  expect(stderr).toContain('quarterdeck keys');
});

test('when nothing listens, the error asks whether it has been started: exit code 4', async () => {
  const { code, stderr } = await quarterdeck(['sources', 'acme'], {
    env: { QUARTERDECK_KEY: 'k', QUARTERDECK_URL: await unusedUrl() },
  });
  expect(code).toBe(4);
  expect(stderr).toContain('nothing listens there');
  expect(stderr).toContain('Is ');
});

test('a connection that is cut off is exit code 4', async () => {
  const api = await startApi({ 'GET /v1/workspaces/acme/sources': () => 'cut' });
  const { code, stderr } = await quarterdeck(['sources', 'acme'], { env: api.env });
  expect(code).toBe(4);
  expect(stderr).toContain('cut off');
});

test.each(['not an address', 'ftp://host', 'localhost:4410'])(
  '%s as QUARTERDECK_URL is a mistake of usage',
  async (url) => {
    const { code, stderr } = await quarterdeck(['kpis'], { env: { QUARTERDECK_URL: url } });
    expect(code).toBe(2);
    expect(stderr).toContain('QUARTERDECK_URL');
  },
);

test('the key is sent, and a slash at the end of the address does no harm', async () => {
  const api = await startApi({ 'GET /v1/workspaces/acme/sources': () => ({ body: { sources: [] } }) });
  const { code } = await quarterdeck(['sources', 'acme'], { env: { ...api.env, QUARTERDECK_URL: `${api.url}/` } });
  expect(code).toBe(0);
  expect(api.asked[0]?.headers.authorization).toBe('Bearer test-key');
});

test('names cannot leave their place in an address', async () => {
  const api = await startApi({});
  await quarterdeck(['sources', '../keys?x=1#'], { env: api.env });
  expect(api.asked[0]?.path).toBe('/v1/workspaces/..%2Fkeys%3Fx%3D1%23/sources');
});

test("an error's own words are shown, with what to do", async () => {
  const api = await startApi({
    'GET /v1/workspaces/acme/sources': () => problem(403, 'This key may only post observations.'),
  });
  const { code, stderr } = await quarterdeck(['sources', 'acme'], { env: api.env });
  expect(code).toBe(1);
  expect(stderr).toContain('This key may only post observations. (403)');
  expect(stderr).toContain('--scope');
});

test.each([
  ['a page', { status: 502, body: '<html>Bad gateway</html>' }, 4, '502'],
  ['nothing', { status: 500 }, 4, '500'],
  ['too many requests', { status: 429 }, 4, 'again in a while'],
  ['a redirect', { status: 301, headers: { location: 'https://elsewhere.example/' } }, 1, 'https://elsewhere.example/'],
  ['no JSON', { body: '<html>' }, 1, 'JSON was expected'],
])(
  '%s in answer is told as what it is, with an exit code by whether to try again',
  async (_, reply, expected, said) => {
    const api = await startApi({ 'GET /v1/workspaces/acme/sources': () => reply });
    const { code, stderr } = await quarterdeck(['sources', 'acme'], { env: api.env });
    expect(code).toBe(expected);
    expect(stderr).toContain(said);
  },
);

test.each(['qd_secret\nnext', 'qd secret', 'qd_secret→'])(
  'a key that cannot be one, %j, is refused without being shown',
  async (key) => {
    const { code, stdout, stderr } = await quarterdeck(['sources', 'acme', '--json'], {
      env: { QUARTERDECK_KEY: key },
    });
    expect(code).toBe(2);
    expect(stdout + stderr).not.toContain('secret');
  },
);

test.each(['', '.', '..'])('%j, which is no name, does not become the address of something else', async (name) => {
  const api = await startApi({});
  const { code } = await quarterdeck(['sources', name], { env: api.env });
  expect([code, api.asked]).toEqual([2, []]);
});

test('what is told to stop while it waits for an answer ends as interrupted: exit code 130', async () => {
  const controller = new AbortController();
  const api = await startApi({
    'GET /v1/workspaces/acme/sources': () => {
      controller.abort();
      return { body: { sources: [] } };
    },
  });
  const { code, stderr } = await quarterdeck(['sources', 'acme'], { env: api.env, signal: controller.signal });
  expect([code, stderr]).toEqual([130, 'error: Interrupted.\n']);
});

test('with --json a failure is JSON on standard output and words on standard error', async () => {
  const api = await startApi({
    'GET /v1/workspaces/acme/sources': () => problem(404, 'There is no workspace "acme".'),
  });
  const ran = await quarterdeck(['sources', 'acme', '--json'], { env: api.env });
  expect(ran.code).toBe(1);
  expect(ran.json()).toEqual({ error: { message: 'There is no workspace "acme". (404)' } });
  expect(ran.stderr).toContain('There is no workspace');
});

test('--json may stand before the command too', async () => {
  const api = await startApi({ 'GET /v1/kpis': () => ({ body: { kpis: [] } }) });
  expect((await quarterdeck(['--json', 'kpis'], { env: api.env })).json()).toEqual({ kpis: [] });
});

test('colours only on a terminal, and not with NO_COLOR', async () => {
  const api = await startApi({ 'GET /v1/kpis': () => ({ body: { kpis: [kpi] } }) });
  const stdoutOf = async (env: Record<string, string>, tty: boolean) =>
    (await quarterdeck(['kpis'], { env: { ...api.env, ...env }, tty })).stdout;
  expect(await stdoutOf({}, true)).toContain('\u001b[');
  expect(await stdoutOf({ NO_COLOR: '1' }, true)).not.toContain('\u001b[');
  expect(await stdoutOf({ TERM: 'dumb' }, true)).not.toContain('\u001b[');
  expect(await stdoutOf({}, false)).not.toContain('\u001b[');
});

test('a file that is not there is named', async () => {
  const folder = await folderWith();
  const { code, stderr } = await quarterdeck(['apply', 'no.yaml'], {
    directory: folder,
    env: { QUARTERDECK_KEY: 'k' },
  });
  expect(code).toBe(1);
  expect(stderr).toContain(`There is no file ${folder}/no.yaml.`);
});
