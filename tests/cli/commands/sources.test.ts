import { describe, expect, test } from 'vitest';
import type { Delivery, SameReason } from '../../../cli/http/answers.ts';
import { run } from '../../../cli/run.ts';
import { source } from '../support/answers.ts';
import { type Asked, problem, type Reply, type Routes, startApi } from '../support/api.ts';
import { contextOf, quarterdeck } from '../support/cli.ts';

const list = 'GET /v1/workspaces/acme/sources';
const none = { deliveries: 0, failed: 0, wrongAccount: 0, refused: 0, observations: 0, rejected: 0 };

const running = async (args: readonly string[], routes: Routes) => {
  const api = await startApi(routes);
  return { ...(await quarterdeck(args, { env: api.env })), asked: api.asked };
};
const shown = (args: readonly string[], ...sources: object[]) =>
  running(['sources', 'acme', ...args], { [list]: () => ({ body: { sources } }) });

const aside = (change: object) => ({
  deliveries: 1,
  reason: 'They do not verify. docs/sources/kommo.md says more.',
  firstUntil: '2026-11-10T10:00:00.000Z',
  until: '2026-11-10T10:00:00.000Z',
  ...change,
});

const reason = (change: Partial<SameReason> = {}): SameReason => ({
  reason: 'not what Kommo sends',
  deliveries: 1,
  firstAt: '2026-11-03T10:00:00.000Z',
  receivedAt: '2026-11-03T10:00:00.000Z',
  id: '1793700000000-abcdef012345',
  size: 1234,
  ...change,
});

describe('sources', () => {
  test('shows what arrived by day, and in words what calls for a look', async () => {
    const failing = source({
      setAside: aside({ deliveries: 1 }),
      pending: 3,
      silent: true,
      quietFor: 3 * 86_400,
      totals: { deliveries: 1204, failed: 2, wrongAccount: 0, refused: 1, observations: 1377, rejected: 5 },
      days: [
        { ...none, day: '2026-11-02', deliveries: 4 },
        { ...none, day: '2026-11-03', deliveries: 8 },
      ],
      failures: [reason()],
      neverSeen: [{ field: 'deal.custom.tier', path: 'custom:9' }],
      unresolved: 7,
      untied: 12,
    });
    const { code, stdout } = await shown([], failing, source({ id: 'shop', untied: 1 }), source({ id: 'well' }));
    expect(code).toBe(0);
    const days = '·········▄█···';
    expect(stdout).toMatch(new RegExp(`kommo +Kommo +2026-11-03 10:59 +${days} +1,204 +1,377\n`));
    expect(stdout.replace(/\n */g, ' ')).toContain(
      'silent: nothing for 3 days, usually every 20 minutes; 3 pending; 2 failed; 1 refused; 5 rejected; 1 mapped field never seen; 7 unresolved; 12 customers not tied',
    );
    expect(stdout).toContain('More of kommo, 1 reason, with an example each: quarterdeck sources acme kommo\n');
    expect(stdout).toContain('More of shop, with examples: quarterdeck sources acme shop\n');
    expect(stdout).not.toContain('More of well');
  });

  test('tells what is of another account apart from what failed, and asks for the account where nothing else came', async () => {
    const some = { ...source().totals, failed: 1, wrongAccount: 3 };
    const others = source({ totals: some });
    const wrong = source({ id: 'shop', totals: { ...none, deliveries: 3, wrongAccount: 3 } });
    const { stdout } = await shown([], others, wrong, source({ id: 'well' }));
    expect(stdout).toContain('3 of another account; 1 failed\n');
    expect(stdout).toContain('all of another account: is "account" in workspace.yaml right?\n');
    expect(stdout.match(/of another account/g)).toHaveLength(2);
    const days = [{ ...none, day: '2026-11-03', deliveries: 9, failed: 1, wrongAccount: 3 }];
    const failures = [reason({ reason: 'wrongAccount: …', wrongAccount: true })];
    const report = await shown(['kommo'], source({ totals: some, days, failures }));
    expect(report.stdout).toContain('1,377 observations, 1 failed, 3 of another account');
    expect(report.stdout).toMatch(/failed +of another account\n/);
    expect(report.stdout).toMatch(/2026-11-03.* 9 +1 +3 *\n/);
    expect(report.stdout).toContain('Deliveries that failed or are of another account, of the last hundred by reason');
    expect(
      (await shown(['kommo'], source({ days: [{ ...none, day: '2026-11-03', deliveries: 9 }] }))).stdout,
    ).not.toContain('of another account');
  });

  test('of a source that never sent anything says so, and how to see it come', async () => {
    const { stdout } = await shown([], source({ lastAt: null, quietFor: null, silent: true }));
    expect(stdout).toMatch(/kommo +Kommo +none for 30 days/);
    expect(stdout).toContain('quarterdeck sources acme --watch');
  });

  test('of one that never could yet, says that it waits; of what was refused, that none is set aside any more', async () => {
    const young = source({ lastAt: null, quietFor: null, totals: { ...source().totals, refused: 2 } });
    const { stdout } = await shown([], young);
    expect(stdout).toMatch(/kommo +Kommo +none yet/);
    expect(stdout).toContain('waiting for its first delivery; 2 refused (none is set aside any more)');
    expect(stdout).not.toContain('silent');
  });

  test('says what to do when there are none', async () => {
    expect((await shown([])).stdout).toContain('workspace.yaml');
  });

  test('tells all that is known of one, with what to do', async () => {
    const one = source({
      setAside: aside({ deliveries: 2, until: '2026-11-10T12:00:00.000Z' }),
      days: [
        { ...none, day: '2026-11-01', deliveries: 8, failed: 2 },
        { ...none, day: '2026-11-03', deliveries: 1 },
      ],
      failures: [reason({ deliveries: 2, receivedAt: '2026-11-03T10:05:00.000Z' })],
      rejections: [reason({ reason: 'Observation 1, set.size: "size" is no field', size: null })],
      neverSeen: [{ field: 'deal.custom.tier', path: 'custom:9' }],
      unresolved: 7,
      unresolvedExamples: [{ record: 'kommo:deal:1', names: 'kommo:customer:2' }],
      untied: 1,
      untiedExamples: ['kommo:customer:3'],
      reviewedAt: '2026-11-03T08:00:00.000Z',
    });
    const { stdout } = await shown(['kommo'], source({ id: 'other' }), one);
    const text = stdout.replace(/\n +/g, '\n');
    for (const line of [
      'kommo (Kommo)\n',
      'webhooks to    https://kpis.example/hooks/acme/kommo/{token}',
      'last delivery  12 minutes ago, at 2026-11-03 10:59 UTC; usually every 20 minutes',
      'last 30 days   1,204 deliveries, 1,377 observations',
      '2026-11-01  ████████████████           8       2',
      '2026-11-02',
      '2026-11-03  ██                         1',
      'not what Kommo sends\n2 times from 2026-11-03 10:00 to 2026-11-03 10:05, the latest: id',
      'once, at 2026-11-03 10:00: id 1793700000000-abcdef012345',
      '2 deliveries refused and set aside',
      'They do not verify. docs/sources/kommo.md says more.',
      'To see one: quarterdeck sources acme kommo --delivery 1793700000000-abcdef012345',
      'deal.custom.tier from custom:9',
      '7 references lead nowhere, as of the review of 2026-11-03 08:00 UTC\nkommo:deal:1 names kommo:customer:2\n… and 6 more',
      '1 customer is not tied to a customer of another source, as of the review of 2026-11-03 08:00 UTC\nkommo:customer:3',
    ])
      expect(text).toContain(line);
    expect(text).toContain(', 1.2 KB');
    expect(text).not.toContain('other (');
  });

  test('tells nothing but the words of one that is well', async () => {
    const { stdout } = await shown(['kommo'], source({ reviewedAt: '2026-11-03T08:00:00.000Z' }));
    expect(stdout.trimEnd().split('\n')).toHaveLength(4);
    const { stdout: young } = await shown(['kommo'], source());
    expect(young).toContain('unresolved     not known before the first review');
  });

  test('a source that is not there is one mistyped', async () => {
    const { code, stderr } = await shown(['komo'], source());
    expect([code, stderr]).toEqual([1, 'error: The workspace "acme" has no source "komo"; did you mean "kommo"?\n']);
  });

  test('--json is what the API answers, of one source where one is asked for', async () => {
    const both = [source({ id: 'other' }), source()];
    expect((await shown(['--json'], ...both)).json()).toEqual({ sources: both });
    expect((await shown(['kommo', '--json'], ...both)).json()).toEqual({ sources: [source()] });
  });
});

describe('sources --watch', () => {
  const at = (second: number): string => new Date(Date.parse('2026-11-03T11:00:00.000Z') + second * 1000).toISOString();
  const delivery = (id: string, second: number, change: Partial<Delivery> = {}): Delivery => ({
    id,
    receivedAt: at(second),
    kind: 'webhook',
    status: 'translated',
    reason: null,
    size: 812,
    until: null,
    observations: [
      { record: 'deal', id, at: at(second - 2), set: { name: 'Big deal', amount: '1200.5', owner: null } },
    ],
    rejected: [],
    labels: {},
    counts: { observations: 1, rejected: 0 },
    ...change,
  });

  /** Watches while the API answers these, one a look, and is told to stop then. A look is a second and a half. */
  const watching = async (looks: readonly (Delivery[] | Reply | 'cut')[], args: readonly string[] = []) => {
    const controller = new AbortController();
    let look = -1;
    const answer = (_: Asked): Reply | 'cut' => {
      const found = looks[Math.min(look + 1, looks.length - 1)] as Delivery[] | Reply | 'cut';
      look += 1;
      if (look === looks.length) controller.abort();
      return Array.isArray(found) ? { body: { at: at(look * 1.5), deliveries: found, more: false } } : found;
    };
    const api = await startApi({
      [list]: () => ({ body: { sources: [source()] } }),
      'GET /v1/workspaces/acme/sources/kommo/deliveries': answer,
    });
    const { context, stdout, stderr } = contextOf({ env: api.env, signal: controller.signal });
    const code = await run(['sources', 'acme', '--watch', ...args], context);
    return { code, stdout: stdout.text(), stderr: stderr.text(), asked: api.asked.slice(1) };
  };

  test('says what it waits for and where that is to be sent, and ends as Ctrl-C ends every command', async () => {
    const { code, stdout, stderr } = await watching([[]]);
    expect(code).toBe(130);
    expect(stdout).toContain('Waiting for what comes in to acme.');
    expect(stdout).toContain('kommo (Kommo)  POST https://kpis.example/hooks/acme/kommo/{token}\n');
    expect(stderr).toBe('Stopped watching.\n');
  });

  test('shows what comes in from then on, each once, the oldest first, with what it says', async () => {
    const [old, one, two] = [delivery('1', -61), delivery('2', 1), delivery('3', 2)];
    const { stdout } = await watching([[old], [one, old], [two, one, old], [two, one]]);
    const [, arrivals = ''] = stdout.split('\n\n');
    expect(arrivals).toBe(
      [
        '11:00:01  kommo  webhook, 812 bytes  translated: 1 observation',
        '          deal 2 "Big deal" at 2026-11-03T10:59:59Z: amount=1200.5 owner=null',
        '11:00:02  kommo  webhook, 812 bytes  translated: 1 observation',
        '          deal 3 "Big deal" at 2026-11-03T11:00:00Z: amount=1200.5 owner=null',
        '',
      ].join('\n'),
    );
  });

  test('begins with what came in the minute before', async () => {
    const { stdout } = await watching([
      [delivery('3', -5), delivery('2', -60), delivery('1', -61)],
      [delivery('4', 1)],
    ]);
    const text = stdout.replace(/\n +/g, ' ');
    expect(text).toMatch(/\n\nBefore this:\n.* deal 2 .*\n.* deal 3 .*\nFrom now on:\n.* deal 4 /);
    expect(text).not.toContain('deal 1 ');
  });

  test('says of a statement for all time that it is so at any time', async () => {
    const always = { record: 'customer', id: '9', at: '1970-01-01T00:00:00.000Z', set: { name: 'Ana' } };
    const { stdout } = await watching([[], [delivery('2', 1, { observations: [always] })]]);
    expect(stdout).toContain('customer 9 "Ana" at any time\n');
  });

  test('shows a record once, what it was before below it, and ids with what they are called', async () => {
    const observations = [
      { record: 'deal', id: '42', at: at(-60), set: { stage: '54423921' } },
      { record: 'deal', id: '42', at: at(0), set: { name: 'Big deal', amount: '142', owner: '938348' } },
      { record: 'lead', id: '42', at: at(0), set: { name: null } },
      { record: 'deal', id: '42', at: at(0), set: { stage: '54423922' } },
    ];
    const labels = {
      stage: { '54423921': 'First talk', '54423922': 'Qualified', '142': 'Won' },
      owner: { '938348': 'Ana' },
    };
    const counts = { observations: 4, rejected: 0 };
    const { stdout } = await watching([[], [delivery('2', 1, { observations, labels, counts })]]);
    expect(stdout).toContain(
      [
        'translated: 4 observations',
        '          deal 42 "Big deal" at 2026-11-03T11:00:00Z: amount=142 owner=Ana',
        '            (938348) stage=Qualified (54423922)',
        '            before that: stage="First talk" (54423921)',
        '          lead 42 at 2026-11-03T11:00:00Z: name=null',
        '',
      ].join('\n'),
    );
  });

  test('marks a body that came before, this day or another, in the watch or before it', async () => {
    const body = (id: string, second: number, hash: string) =>
      delivery(id, second, { id: `${Date.parse(at(second))}-${hash}` });
    const [yesterday, first] = [body('1', -86_400, 'aaaaaaaaaaaa'), body('2', 1, 'bbbbbbbbbbbb')];
    const { stdout } = await watching([
      [yesterday],
      [first],
      [body('5', 4, 'cccccccccccc'), body('4', 3, 'bbbbbbbbbbbb'), body('3', 2, 'aaaaaaaaaaaa'), first],
    ]);
    const marks = stdout
      .split('\n')
      .flatMap((line) => /^(\S+) {2}kommo .* observation(.*)$/.exec(line)?.slice(1) ?? []);
    expect(marks).toEqual([
      ...['11:00:01', ''],
      ...['11:00:02', '  same body as at 2026-11-02 11:00'],
      ...['11:00:03', '  same body as at 11:00:01'],
      ...['11:00:04', ''],
    ]);
  });

  test('tells where in the body a mistake is, in what was posted by observation', async () => {
    const rejected = [
      { index: 0, path: '0.portalId', message: 'is missing' },
      { index: 1, path: '1', message: 'is no event' },
      { index: 0, path: 'data.object.id', message: 'is missing' },
    ];
    const counts = { observations: 1, rejected: 3 };
    const { stdout } = await watching([
      [],
      [delivery('2', 1, { rejected, counts }), delivery('3', 2, { kind: 'observations', rejected, counts })],
    ]);
    for (const place of ['event 1, portalId', 'event 2', 'data.object.id', 'observation 0, 0.portalId'])
      expect(stdout).toContain(`          rejected: ${place}: is `);
  });

  test('says of what is of another account once that it is left out', async () => {
    const reason = 'wrongAccount: the event is of portalId 33.';
    const rejected = [0, 1].map((index) => ({ index, path: `${index}.portalId`, message: reason }));
    const counts = { observations: 0, rejected: 2 };
    const foreign = delivery('2', 1, { status: 'failed', observations: [], reason, rejected, counts });
    const { stdout } = await watching([[], [foreign]]);
    expect(stdout).toMatch(/812 bytes {2}left out\n {10}wrongAccount: the event is of portalId 33\.\n$/);
  });

  test('says once why what holds one rejection and nothing else failed', async () => {
    const rejected = [{ index: 0, path: 'set.size', message: 'is no field' }];
    const failed = { status: 'failed', observations: [], rejected, counts: { observations: 0, rejected: 1 } } as const;
    const { stdout } = await watching([
      [],
      [delivery('2', 1, { ...failed, reason: 'Observation 0, set.size: is no field' })],
    ]);
    expect(stdout).toMatch(/failed\n +rejected: set\.size: is no field\n$/);
  });

  test('asks again for what was stamped before and may be seen only now', async () => {
    const { asked, stdout } = await watching([[], [], [delivery('2', 0.5)]]);
    expect(asked.map(({ query }) => query.get('after'))).toEqual([null, at(-10), at(-8.5), at(-7)]);
    expect(stdout).toContain('deal 2');
  });

  test('waits until it is known what became of it, but not for ever', async () => {
    const pending = delivery('2', 1, { status: 'pending' });
    const settled = await watching([[], [pending], [delivery('2', 1)]]);
    expect(settled.stdout).toContain('translated: 1 observation');
    expect(settled.stdout).not.toContain('not translated yet');
    const stuck = await watching([[], [pending], [pending], [pending], [pending], [pending]]);
    expect(stuck.stdout.match(/stored, and not translated yet/g)).toHaveLength(1);
  });

  test('says what was refused and what failed, why, and what to do', async () => {
    const nothing = { observations: [], counts: { observations: 0, rejected: 0 } };
    const refused = { status: 'refused', reason: 'It does not verify.', size: null, until: at(7 * 86_400) } as const;
    const { stdout } = await watching([
      [],
      [
        delivery('4', 3, {
          rejected: [{ index: 0, path: 'set.size', message: 'is no field' }],
          counts: { observations: 30, rejected: 2 },
        }),
        delivery('3', 2, { ...nothing, ...refused }),
        delivery('2', 1, { ...nothing, status: 'failed', reason: 'The body is not JSON.' }),
      ],
    ]);
    expect(stdout).toContain('failed\n          The body is not JSON.\n');
    expect(stdout).toContain(
      'kommo  webhook  refused, and set aside until 2026-11-10 11:00\n          It does not verify.\n',
    );
    expect(stdout).toContain('translated: 30 observations, 2 rejected\n          rejected: set.size: is no field\n');
    expect(stdout).toContain('… and 1 rejection more');
    expect(stdout).toContain('… and 29 observations more');
  });

  test('--json is a line of JSON for each, and nothing else', async () => {
    const both = [delivery('3', 2), delivery('2', 1)];
    const { code, stdout } = await watching([[], both], ['--json']);
    expect(code).toBe(130);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(both.reverse().map((one) => ({ source: 'kommo', ...one })));
  });

  test('waits for a server that is out, and says so once', async () => {
    const { stderr, stdout } = await watching([[], 'cut', problem(503, 'Starting.'), [delivery('2', 1)]]);
    expect(stderr.match(/Trying again until it answers/g)).toHaveLength(1);
    expect(stderr).toContain('It answers again.');
    expect(stdout).toContain('deal 2');
  });

  test('fails at once with a key that may not see it', async () => {
    const { code, stderr, stdout } = await watching([problem(403, 'This takes a key with the scope "admin".')]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('"admin"');
  });
});

describe('sources --delivery', () => {
  const id = '1793700000000-abcdef012345';
  const one: Delivery = {
    id,
    receivedAt: '2026-11-03T11:00:00.000Z',
    kind: 'webhook',
    status: 'translated',
    reason: null,
    size: 70_000,
    until: null,
    observations: [{ record: 'deal', id: '7', at: '2026-11-03T10:59:00.000Z', set: { amount: '12' } }],
    rejected: [],
    labels: {},
    counts: { observations: 1, rejected: 0 },
    body: '{"id": 7,\n "note": "\u001b[31mred\u001b[2J"}',
  };
  const route = 'GET /v1/workspaces/acme/sources/kommo/deliveries';
  const answering = { [route]: () => ({ body: { at: one.receivedAt, deliveries: [one], more: false } }) };

  test('shows what that one says, then its body, which steers no terminal', async () => {
    const { code, stdout, asked } = await running(['sources', 'acme', 'kommo', '--delivery', id], answering);
    expect([code, asked.map(({ query }) => query.toString())]).toEqual([0, [`id=${id}&body=true`]]);
    expect(stdout).toContain('Received at 2026-11-03 11:00 UTC:\n');
    expect(stdout).toContain('deal 7 at 2026-11-03T10:59:00Z: amount=12\n\n{"id": 7,\n "note": "[31mred[2J"}\n');
    expect(stdout).toContain('… of 70.0 KB in all');
  });

  test('--json is what the API answers', async () => {
    const { json } = await running(['sources', 'acme', 'kommo', '--delivery', id, '--json'], answering);
    expect(json()).toEqual({ deliveries: [one] });
  });

  test.each([
    [['--delivery', id], '--delivery is of one source'],
    [['kommo', '--delivery', id, '--watch'], 'Choose one'],
  ])('asks for nothing with %j', async (args, said) => {
    const { code, stderr, asked } = await running(['sources', 'acme', ...args], {});
    expect([code, asked.length]).toEqual([2, 0]);
    expect(stderr).toContain(said);
  });
});
