import { describe, expect, test } from 'vitest';
import { kpi, review, send } from '../support/answers.ts';
import { problem, type Routes, startApi } from '../support/api.ts';
import { quarterdeck } from '../support/cli.ts';

const running = async (args: readonly string[], routes: Routes) => {
  const api = await startApi(routes);
  return { ...(await quarterdeck(args, { env: api.env })), asked: api.asked };
};

describe('send', () => {
  const post = 'POST /v1/workspaces/acme/reviews/2026-10/sends';
  const list = 'GET /v1/workspaces/acme/sends';
  const other = send({ id: 's2', recipient: 'rui@acme.example' });

  test('mails to all, or to those named', async () => {
    const routes = { [post]: () => ({ status: 202, body: { sends: [send()] } }) };
    expect(JSON.parse((await running(['send', 'acme', '2026-10'], routes)).asked[0]?.body ?? '')).toEqual({});
    const named = await running(['send', 'acme', '2026-10', '--to', 'ana@acme.example', 'rui@acme.example'], routes);
    expect(JSON.parse(named.asked[0]?.body ?? '')).toEqual({ to: ['ana@acme.example', 'rui@acme.example'] });
  });

  test('repeats what is uncertain only when asked', async () => {
    const { asked } = await running(['send', 'acme', '2026-10', '--uncertain'], {
      [post]: () => ({ status: 202, body: { sends: [send()] } }),
    });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ uncertain: true });
  });

  test('waits until it is known what became of each, of these sends only', async () => {
    const states = ['sending', 'sent'];
    const { code, json, asked } = await running(['send', 'acme', '2026-10', '--json'], {
      [post]: () => ({ status: 202, body: { sends: [send({ state: 'queued' })] } }),
      [list]: () => ({ body: { sends: [other, send({ state: states.shift() ?? '' })] } }),
    });
    expect(code).toBe(0);
    expect(json()).toEqual({ sends: [send()], already: [], without: [] });
    expect(asked[1]?.query.get('period')).toBe('2026-10');
  });

  test.each([
    [['sent', 'refused'], 3],
    [['refused', 'uncertain'], 1],
    [['sent', 'skipped'], 0],
  ] as const)('when they are %s ends with exit code %i', async ([first, second], expected) => {
    const { code } = await running(['send', 'acme', '2026-10'], {
      [post]: () => ({ status: 202, body: { sends: [send({ state: first }), { ...other, state: second }] } }),
    });
    expect(code).toBe(expected);
  });

  test('says so when it is not done within half a minute: exit code 3', async () => {
    const waiting = { body: { sends: [send({ state: 'queued' })] } };
    const { code, stdout } = await running(['send', 'acme', '2026-10'], {
      [post]: () => waiting,
      [list]: () => waiting,
    });
    expect(code).toBe(3);
    expect(stdout).toContain('quarterdeck sends acme 2026-10');
  });

  test('says so when there is nobody to send it to', async () => {
    const { code, stdout } = await running(['send', 'acme', '2026-10'], {
      [post]: () => ({ status: 202, body: { sends: [] } }),
    });
    expect(code).toBe(0);
    expect(stdout).toContain('nobody');
  });
});

describe('send, of who is mailed nothing now', () => {
  const post = 'POST /v1/workspaces/acme/reviews/2026-10/sends';
  const without = [{ recipient: 'rui@acme.example', reason: 'bounced' }];

  test.each([
    ['beside the others', [send()]],
    ['alone', []],
  ])('says who it is and why, %s', async (_, sends) => {
    const { stdout } = await running(['send', 'acme', '2026-10'], {
      [post]: () => ({ status: 202, body: { sends, without } }),
    });
    expect(stdout).toContain('Not mailed: rui@acme.example (bounced). How that ends: quarterdeck doctor acme\n');
    expect(stdout).not.toContain('nobody');
  });
});

describe('send, of what was sent before', () => {
  const post = 'POST /v1/workspaces/acme/reviews/2026-10/sends';
  const answering = async (latest: number, differing: readonly string[]) => {
    const already = [{ recipients: ['ana@acme.example'], version: 1, latest, differing }];
    const { stdout } = await running(['send', 'acme', '2026-10'], {
      [post]: () => ({ status: 202, body: { sends: [send()], already } }),
    });
    return stdout;
  };

  test('says in which version, and to whom', async () => {
    expect(await answering(1, [])).toContain('Already sent: version 1, to ana@acme.example.\n');
  });

  test('says how a later version differs, and how to see it', async () => {
    const stdout = await answering(2, ['winRate', 'wonDeals']);
    expect(stdout).toContain('Version 2 differs in 2 KPIs;');
    expect(stdout).toContain('quarterdeck preview acme 2026-10 --latest');
  });
});

describe('send --test', () => {
  const configured = { recipients: [{ email: 'ana@acme.example', scope: { owner: 'ana' } }] };
  const routes = (job: object): Routes => ({
    'GET /v1/workspaces/acme': () => ({ body: configured }),
    'POST /v1/workspaces/acme/reviews': () => ({ body: review() }),
    'POST /v1/workspaces/acme/reviews/2026-10/tests': () => ({ status: 202, body: { job: 'j1' } }),
    'GET /v1/jobs/j1': () => ({ body: { id: 'j1', reason: null, result: null, ...job } }),
  });
  const bodies = (asked: readonly { readonly body: string }[]) =>
    asked.flatMap(({ body }) => (body === '' ? [] : [JSON.parse(body) as unknown]));

  test('computes the review in the scope of the one who gets it, mails it, and says what became of it', async () => {
    const done = routes({ status: 'done', result: '/v1/workspaces/acme/reviews/2026-10?scope=owner%3Dana&version=3' });
    const args = ['send', 'acme', '2026-10', '--test', 'Ana@acme.example', '--role', 'sales', '--locale', 'es'];
    const { code, stdout, asked } = await running(args, done);
    expect(code).toBe(0);
    expect(bodies(asked)).toEqual([
      { period: '2026-10', segment: { owner: 'ana' } },
      { to: 'Ana@acme.example', role: 'sales', locale: 'es' },
    ]);
    expect(stdout).toContain('A test of version 3 was handed to the mail system for Ana@acme.example.');
    expect((await running([...args, '--json'], done)).json()).toEqual({ to: 'Ana@acme.example', version: 3 });
  });

  test('fails with the reason for which it was not mailed', async () => {
    const failed = routes({ status: 'failed', reason: 'The mail system refused it: MessageRejected' });
    const { code, stderr } = await running(['send', 'acme', '2026-10', '--test', 'ops@acme.example'], failed);
    expect(code).toBe(1);
    expect(stderr).toContain('MessageRejected');
  });

  test('fails with what was heard of it, where that is known at once', async () => {
    const back = routes({
      status: 'done',
      result: '/v1/workspaces/acme/reviews/2026-10?version=3',
      reason: 'It came back.',
    });
    const { code, stdout, stderr } = await running(['send', 'acme', '2026-10', '--test', 'ops@acme.example'], back);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('The test to ops@acme.example: It came back.');
    expect(stderr).toContain('quarterdeck doctor acme');
  });

  test.each([
    [['--test', 'a@acme.example', '--to', 'b@acme.example'], 'a test is no send'],
    [['--test', 'a@acme.example', '--uncertain'], 'a test is no send'],
    [['--role', 'sales'], 'go with --test'],
  ])('with %j nothing is asked for', async (options, said) => {
    const { code, stderr, asked } = await running(['send', 'acme', '2026-10', ...options], {});
    expect([code, asked.length]).toEqual([2, 0]);
    expect(stderr).toContain(said);
  });
});

describe('sends', () => {
  const list = 'GET /v1/workspaces/acme/sends';

  test('lists each with its state, reason and what came back', async () => {
    const { code, stdout } = await running(['sends', 'acme'], {
      [list]: () => ({
        body: { sends: [send({ feedback: 'delivered' }), send({ state: 'skipped', reason: 'late', subject: null })] },
      }),
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/2026-10 +sent +2026-11-03 11:00 +ana@acme\.example +delivered · October 2026/);
    expect(stdout).toMatch(/skipped +2026-11-03 11:00 +ana@acme\.example +late/);
  });

  test('asks for one period when it is named', async () => {
    const { asked, stdout } = await running(['sends', 'acme', '2026-Q3'], { [list]: () => ({ body: { sends: [] } }) });
    expect(asked[0]?.query.get('period')).toBe('2026-Q3');
    expect(stdout).toBe('Nothing has been sent yet: quarterdeck send acme 2026-Q3\n');
  });

  test('--json is what the API answers', async () => {
    const { json } = await running(['sends', 'acme', '--json'], { [list]: () => ({ body: { sends: [send()] } }) });
    expect(json()).toEqual({ sends: [send()] });
  });
});

describe('keys', () => {
  const keys = '/v1/workspaces/acme/keys';
  const key = {
    id: 'k1',
    name: 'laptop',
    scopes: ['ingest', 'read'],
    createdAt: '2026-11-01T00:00:00.000Z',
    expiresAt: null,
  };

  test('lists them, never the keys themselves', async () => {
    const { stdout } = await running(['keys', 'acme'], { [`GET ${keys}`]: () => ({ body: { keys: [key] } }) });
    expect(stdout).toMatch(/k1 +ingest read +2026-11-01 +laptop/);
  });

  test('says how to make one when there is none', async () => {
    const { stdout } = await running(['keys', 'acme'], { [`GET ${keys}`]: () => ({ body: { keys: [] } }) });
    expect(stdout).toContain('--create');
  });

  test('makes one, alone on standard output so that a shell can take it', async () => {
    const { stdout, stderr, asked } = await running(
      ['keys', 'acme', '--create', '--scope', 'ingest', 'read', '--name', 'laptop'],
      {
        [`POST ${keys}`]: () => ({ status: 201, body: { ...key, key: 'qd_secret' } }),
      },
    );
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ scopes: ['ingest', 'read'], name: 'laptop' });
    expect(stdout).toBe('qd_secret\n');
    expect(stderr).toContain('only time');
  });

  test.each([
    ['2027-01-31', '2027-01-31T00:00:00Z'],
    ['2027-01-31T12:00:00-03:00', '2027-01-31T12:00:00-03:00'],
  ])('makes one that expires on %s, and says when', async (written, expiresAt) => {
    const { stderr, asked } = await running(['keys', 'acme', '--create', '--scope', 'read', '--expires', written], {
      [`POST ${keys}`]: () => ({
        status: 201,
        body: { ...key, expiresAt: '2027-01-31T00:00:00.000Z', key: 'qd_secret' },
      }),
    });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ scopes: ['read'], expiresAt });
    expect(stderr).toContain('from 2027-01-31 00:00 UTC on');
  });

  test.each([
    [['--create', '--scope', 'read', '--expires', 'tomorrow'], 'write a day as 2027-01-31'],
    [['--create', '--scope', 'read', '--expires', '2027-02-31T99:00:00Z'], 'write a day as 2027-01-31'],
    [['--expires', '2027-01-31'], 'add --create'],
  ])('asks for nothing with %j', async (args, said) => {
    const { code, stderr, asked } = await running(['keys', 'acme', ...args], {});
    expect([code, asked.length]).toEqual([2, 0]);
    expect(stderr).toContain(said);
  });

  test('revokes one', async () => {
    const { code, asked } = await running(['keys', 'acme', '--revoke', 'k1'], {
      [`DELETE ${keys}/k1`]: () => ({ status: 204 }),
    });
    expect([code, asked.length]).toEqual([0, 1]);
  });

  test('fails when there is none of that id', async () => {
    const { code } = await running(['keys', 'acme', '--revoke', 'k2'], {
      [`DELETE ${keys}/k2`]: () => problem(404, 'There is no key "k2".'),
    });
    expect(code).toBe(1);
  });
});

describe('kpis', () => {
  test('lists the catalogue, without a key', async () => {
    const api = await startApi({ 'GET /v1/kpis': () => ({ body: { kpis: [kpi] } }) });
    const { code, stdout } = await quarterdeck(['kpis'], { env: { QUARTERDECK_URL: api.url } });
    expect(code).toBe(0);
    expect(api.asked[0]?.headers.authorization).toBeUndefined();
    expect(stdout).toMatch(/winRate +Win rate +ratio +↑ +Of the deals/);
  });

  test('lists those of a workspace, too, with its key', async () => {
    const api = await startApi({ 'GET /v1/kpis': () => ({ body: { kpis: [kpi, { ...kpi, id: 'own' }] } }) });
    const { code, stdout } = await quarterdeck(['kpis', 'acme'], { env: api.env });
    expect([code, api.asked[0]?.query.get('workspace')]).toEqual([0, 'acme']);
    expect(api.asked[0]?.headers.authorization).toBe('Bearer test-key');
    expect(stdout).toMatch(/^own +Win rate/m);
    expect((await quarterdeck(['kpis', 'acme'], { env: { QUARTERDECK_URL: api.url } })).code).toBe(2);
  });
});
