import { describe, expect, test } from 'vitest';
import { problem, type Reply, startApi } from '../support/api.ts';
import { quarterdeck } from '../support/cli.ts';
import { folderWith } from '../support/files.ts';

const applied = (change: object = {}): Reply => ({
  body: { workspace: 'acme', changed: true, warnings: [], hooks: [], ...change },
});

const missing = () => problem(404, 'There is no workspace "acme".');

const apply = async (text: string, routes: Parameters<typeof startApi>[0], args: string[] = [], env: object = {}) => {
  const api = await startApi(routes);
  const directory = await folderWith({ 'workspace.yaml': text });
  const ran = await quarterdeck(['apply', 'workspace.yaml', ...args], { directory, env: { ...api.env, ...env } });
  return { ...ran, asked: api.asked };
};

const yaml = `workspace: acme
timeZone: UTC
currency: BRL
sources:
  - id: kommo
    system: kommo
    secrets: ["\${KOMMO_TOKEN}"]
recipients:
  - {email: ana@acme.example, role: boss}
`;

test('the file is put as JSON, its variables filled in', async () => {
  const { code, asked } = await apply(
    yaml,
    { 'GET /v1/workspaces/acme': missing, 'PUT /v1/workspaces/acme': () => applied() },
    [],
    { KOMMO_TOKEN: 'a-secret' },
  );
  expect(code).toBe(0);
  const put = asked.find(({ method }) => method === 'PUT');
  expect(put?.headers['content-type']).toBe('application/json');
  expect(JSON.parse(put?.body ?? '')).toEqual({
    workspace: 'acme',
    timeZone: 'UTC',
    currency: 'BRL',
    sources: [{ id: 'kommo', system: 'kommo', secrets: ['a-secret'] }],
    recipients: [{ email: 'ana@acme.example', role: 'boss' }],
  });
});

test('the hooks are printed ready to paste, with the name of the variable and never the secret', async () => {
  const hooks = [{ source: 'kommo', system: 'kommo', url: 'https://q.example/hooks/acme/kommo/{token}' }];
  const { stdout, stderr } = await apply(
    yaml,
    { 'GET /v1/workspaces/acme': missing, 'PUT /v1/workspaces/acme': () => applied({ hooks }) },
    [],
    { KOMMO_TOKEN: 'a-secret' },
  );
  expect(stdout).toContain(`https://q.example/hooks/acme/kommo/\${KOMMO_TOKEN}`);
  expect(stdout).toContain('Put the token itself in the place of what stands in braces');
  expect(stdout + stderr).not.toContain('a-secret');
});

test.each([
  ['as the variable, where there is but one secret', `"\${TASKS_TOKEN}"`, `\${TASKS_TOKEN}`],
  ['as a token, where there are several, of which some sign', `"\${TASKS_SECRET}", "\${TASKS_TOKEN}"`, '{token}'],
])('of what a system does not sign the address is printed too, its token %s', async (_, secrets, token) => {
  const url = 'https://q.example/hooks/acme/tasks';
  const hooks = [{ source: 'tasks', system: 'clickup', url, tokenUrl: `${url}/{token}` }];
  const { stdout } = await apply(
    `workspace: acme\nsources: [{id: tasks, system: clickup, secrets: [${secrets}]}]\n`,
    { 'GET /v1/workspaces/acme': missing, 'PUT /v1/workspaces/acme': () => applied({ hooks }) },
    [],
    { TASKS_TOKEN: 'a-token', TASKS_SECRET: 'a-secret' },
  );
  expect(stdout).toContain(
    [
      `  tasks (clickup)  ${url}`,
      `  tasks (clickup)  ${url}/${token}  for what clickup does not sign`,
      'Put the token itself in the place of what stands in braces',
    ].join('\n'),
  );
});

test('the address of a source without a secret, which refuses every webhook, is not printed', async () => {
  const hooks = [{ source: 'history', system: 'standard', url: 'https://q.example/hooks/acme/history' }];
  const { stdout } = await apply('workspace: acme\nsources: [{id: history, system: standard}]\n', {
    'GET /v1/workspaces/acme': missing,
    'PUT /v1/workspaces/acme': () => applied({ hooks }),
  });
  expect(stdout).not.toContain('hooks/acme');
});

describe('what has changed is told', () => {
  const apply2 = (before: Reply, after: Reply, put: Reply) => {
    let configuration = before;
    return apply('workspace: acme\n', {
      'GET /v1/workspaces/acme': () => configuration,
      'PUT /v1/workspaces/acme': () => {
        configuration = after;
        return put;
      },
    });
  };

  test('when the workspace is new', async () => {
    const { stdout } = await apply2(missing(), { body: {} }, applied());
    expect(stdout).toBe(
      'acme: applied for the first time.\nNext: quarterdeck sources acme, or import history into it.\n',
    );
  });

  test('by path, with what was and what is', async () => {
    const { stdout } = await apply2({ body: { timeZone: 'UTC' } }, { body: { timeZone: 'Asia/Tokyo' } }, applied());
    expect(stdout).toBe('acme: applied; 1 change.\n  timeZone: UTC → Asia/Tokyo\n');
  });

  test('of a new source by what there is to do with it', async () => {
    const [kommo, history] = [
      { id: 'kommo', system: 'kommo', secrets: ['***'], stages: { won: ['142'] } },
      { id: 'history', system: 'standard', secrets: [] },
    ];
    let sources: readonly object[] = [];
    const { stdout } = await apply(
      `workspace: acme\nsources: [{id: kommo, system: kommo, secrets: ["\${KOMMO_TOKEN}"]}, {id: history, system: standard}]\n`,
      {
        'GET /v1/workspaces/acme': () => ({ body: { sources } }),
        'PUT /v1/workspaces/acme': () => {
          sources = [kommo, history];
          return applied({
            hooks: [
              { source: 'kommo', system: 'kommo', url: 'https://q.example/hooks/acme/kommo/{token}' },
              { source: 'history', system: 'standard', url: 'https://q.example/hooks/acme/history' },
            ],
          });
        },
      },
      [],
      { KOMMO_TOKEN: 'a-secret' },
    );
    expect(stdout).toContain(
      [
        `  sources[kommo]: kommo, its webhooks to https://q.example/hooks/acme/kommo/\${KOMMO_TOKEN} (new)`,
        '  sources[history]: standard, without a secret for webhooks (new)',
      ].join('\n'),
    );
  });

  test('when nothing has', async () => {
    const { stdout } = await apply2({ body: {} }, { body: {} }, applied({ changed: false }));
    expect(stdout).toBe('acme: nothing has changed.\n');
  });

  test('when it is only a secret, which is masked', async () => {
    const { stdout } = await apply2({ body: {} }, { body: {} }, applied());
    expect(stdout).toContain('only secrets have changed');
  });
});

test('warnings are told with their line', async () => {
  const warnings = [{ path: 'recipients[0].role', message: 'nobody gets this' }];
  const { code, stderr } = await apply(
    yaml,
    { 'GET /v1/workspaces/acme': missing, 'PUT /v1/workspaces/acme': () => applied({ warnings }) },
    [],
    { KOMMO_TOKEN: 'x' },
  );
  expect(code).toBe(0);
  expect(stderr).toContain('warning: workspace.yaml:9 recipients[0].role: nobody gets this');
});

test('mistakes that the API finds are told with path and line, in the order of the file: exit code 1', async () => {
  const errors = [
    { path: 'recipients[0].role', message: 'unknown value "boss"; did you mean "crm"?' },
    { path: 'sources[0].secrets[0]', message: 'is too short' },
    { path: 'locale', message: 'is required' },
  ];
  const { code, stdout, stderr } = await apply(
    yaml,
    {
      'GET /v1/workspaces/acme': missing,
      'PUT /v1/workspaces/acme': () => problem(422, 'There are 3 mistakes.', { errors }),
    },
    [],
    { KOMMO_TOKEN: 'x' },
  );
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr.trim().split('\n')).toEqual([
    'error: workspace.yaml was not applied: 3 mistakes.',
    '  workspace.yaml locale: is required',
    '  workspace.yaml:7 sources[0].secrets[0]: is too short',
    '  workspace.yaml:9 recipients[0].role: unknown value "boss"; did you mean "crm"?',
  ]);
});

test('a setting that there is not is told with the page that names all', async () => {
  const errors = [{ path: 'colour', message: '"colour" is not a setting; did you mean "locale"?' }];
  const { stderr } = await apply('workspace: acme\n', {
    'GET /v1/workspaces/acme': missing,
    'PUT /v1/workspaces/acme': () => problem(422, 'There is a mistake.', { errors }),
  });
  expect(stderr).toContain('docs/workspace.md names every setting.');
});

test('nothing is asked when the file is malformed, names no workspace, or lacks a variable', async () => {
  for (const [text, said, exit] of [
    ['workspace: acme\n  bad: [', 'workspace.yaml:2:', 1],
    ['name: Acme\n', 'names no workspace', 1],
    // The environment lacks something: exit code 2, as --help says.
    [yaml, 'workspace.yaml:7 KOMMO_TOKEN is not set', 2],
    ['', 'names no workspace', 1],
  ] as const) {
    const { code, stderr, asked } = await apply(text, {});
    expect([code, asked.length]).toEqual([exit, 0]);
    expect(stderr).toContain(said);
  }
});

test('--json is what the API answered and what changed', async () => {
  const { json } = await apply(
    'workspace: acme\n',
    { 'GET /v1/workspaces/acme': missing, 'PUT /v1/workspaces/acme': () => applied() },
    ['--json'],
  );
  expect(json()).toEqual({ workspace: 'acme', changed: true, warnings: [], hooks: [], changes: [] });
});
