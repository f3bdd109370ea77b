import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalApp } from '../../infra/local/http/app.ts';
import { openMailbox } from '../../infra/local/mailbox.ts';
import type { HomeContent } from '../../infra/local/pages/home.ts';
import type { TickReport } from '../../infra/local/tick.ts';
import { sweepWorkspace } from '../../lambdas/flow/sweep.ts';
import { hookOf, leadWith } from '../sources/kommo/fixture.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { createWorld, type World } from '../support/world.ts';
import { temporaryDirectory } from './harness.ts';

const evil = '<script>alert(1)</script>&"\'';
const raw = Buffer.from(
  [
    'From: =?UTF-8?Q?Ip=C3=AA?= <kpis@acme.example>',
    'To: ana@acme.example',
    `Subject: ${evil}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `The text ${evil}`,
    '--b',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p id="fact">The page</p>',
    '--b--',
    '',
  ].join('\r\n'),
);

interface Asking {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

interface Local {
  readonly ticks: number[];
  readonly errors: unknown[];
  readonly world: World;
  ask(path: string, init?: Asking): Promise<Response>;
}

let database: RunningDatabase;
beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

const report = (now: number): TickReport => ({
  now: new Date(now).toISOString(),
  sent: [],
  skipped: [],
  reviews: ['r'],
  why: [],
});

const localOf = async (
  home: Partial<HomeContent> = {},
  answer: (now: number) => TickReport = report,
): Promise<Local> => {
  const world = await createWorld(database);
  const mailbox = openMailbox(path.join(temporaryDirectory(), 'mailbox'));
  mailbox.add({ id: 'mail-1', to: 'ana@acme.example', subject: evil, sentAt: '2026-11-03T11:00:00.000Z' }, raw);
  const ticks: number[] = [];
  const errors: unknown[] = [];
  const app = createLocalApp({
    services: world.services,
    mailbox,
    tick: async (now) => {
      ticks.push(now);
      return answer(now);
    },
    api: async ({ rawPath, rawQueryString, headers }) => ({
      statusCode: 200,
      body: JSON.stringify({ rawPath, rawQueryString, headers }),
    }),
    home: () => ({
      publicUrl: 'http://127.0.0.1:4410',
      data: '/data',
      reset: 'npm start -- --reset --data /data',
      dead: [],
      progress: null,
      ...home,
    }),
    host: '127.0.0.1',
    address: 'http://127.0.0.1:4410',
    onError: (error) => errors.push(error),
  });
  return {
    ticks,
    errors,
    world,
    ask: async (target, init = {}) => {
      const headers = { host: '127.0.0.1:4410', ...init.headers };
      return app.request(`http://127.0.0.1:4410${target}`, { ...init, headers });
    },
  };
};

/** What the API was asked for. */
const asking = async (
  { ask }: Local,
  path: string,
): Promise<{ rawPath: string; rawQueryString: string; headers: Record<string, string> }> =>
  JSON.parse(await (await ask(path)).text());

const post = (body: string, headers: Record<string, string> = {}): Asking => ({ method: 'POST', body, headers });
const present = (): string => JSON.stringify({ now: new Date().toISOString() });

describe('POST /local/schedule', () => {
  it('ticks as of the instant that it is given, and answers what came of it', async () => {
    const { ask, ticks } = await localOf();
    const response = await ask('/local/schedule', post('{"now": "2026-11-03T08:00:00-03:00"}'));
    expect(ticks).toEqual([Date.UTC(2026, 10, 3, 11)]);
    expect(await response.json()).toEqual({
      now: '2026-11-03T11:00:00.000Z',
      sent: [],
      skipped: [],
      reviews: ['r'],
      why: [],
    });
  });

  it.each([
    '',
    '{}',
    '{"mow": "2026-11-03T11:00:00Z"}',
    '{"now": "2026-11-03T11:00:00Z", "workspace": "acme"}',
    '{"now": "2026-11-31T11:00:00Z"}',
    '{"now": "tomorrow"}',
    '{"now": "2026-11-03"}',
    '{"now": "2026-11-03T11:00:00"}',
    '{"now": 5}',
    '{"now"',
    '[]',
    'null',
  ])('refuses %s, says what it wants, and does not tick', async (body) => {
    const { ask, ticks } = await localOf();
    const response = await ask('/local/schedule', post(body));
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 400, detail: expect.stringContaining('"now"') });
    expect(ticks).toEqual([]);
  });

  it('refuses an instant so far ahead that the months until then could not be reviewed in any time', async () => {
    const { ask, ticks } = await localOf();
    const response = await ask('/local/schedule', post('{"now": "9999-12-31T00:00:00Z"}'));
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('years ahead') });
    expect(ticks).toEqual([]);
  });

  it.each(['https://evil.example', 'http://127.0.0.1:9999', 'null'])('is not for pages of %s', async (origin) => {
    const { ask, ticks } = await localOf();
    expect((await ask('/local/schedule', post(present(), { origin }))).status).toBe(403);
    expect(ticks).toEqual([]);
  });

  it('is for pages of its own', async () => {
    const { ask } = await localOf();
    expect((await ask('/local/schedule', post(present(), { origin: 'http://127.0.0.1:4410' }))).status).toBe(200);
  });

  it('answers 500 when the tick breaks off, and logs why', async () => {
    const broken = new Error('The tick broke off');
    const { ask, errors } = await localOf({}, () => {
      throw broken;
    });
    const response = await ask('/local/schedule', post(present()));
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('The tick broke off') });
    expect(errors).toEqual([broken]);
  });
});

describe('what is local', () => {
  const paths = ['/', '/local/mailbox', '/local/mailbox/mail-1.eml', '/local/reviews/acme/2026-10'];

  it.each(paths)('%s is answered to this machine, by whichever of its names', async (target) => {
    const { ask } = await localOf();
    for (const host of ['127.0.0.1:4410', 'localhost:4410', '[::1]:4410', '192.168.0.7:4410', 'LOCALHOST'])
      expect((await ask(target, { headers: { host } })).status, host).toBe(200);
  });

  it.each(paths)('%s is not answered to a page that has made its own name lead here', async (target) => {
    const { ask } = await localOf();
    for (const host of ['evil.example:4410', '127.0.0.1.evil.example:4410', 'localhost.evil.example', ''])
      expect((await ask(target, { headers: { host } })).status, host).toBe(403);
  });

  it.each(paths)('%s is not answered to those whom a tunnel or a proxy brings', async (target) => {
    const { ask } = await localOf();
    const forwarded: Record<string, string>[] = [
      { 'x-forwarded-for': '203.0.113.7' },
      { forwarded: 'for=203.0.113.7' },
    ];
    for (const headers of forwarded) expect((await ask(target, { headers })).status).toBe(403);
  });

  it('does not tick for a page that has made its own name lead here, though that is its origin', async () => {
    const { ask, ticks } = await localOf();
    const headers = { host: 'evil.example:4410', origin: 'http://evil.example:4410' };
    expect((await ask('/local/schedule', post(present(), headers))).status).toBe(403);
    expect(ticks).toEqual([]);
  });
});

describe('the mailbox', () => {
  it('lists mails for programs', async () => {
    const { ask } = await localOf();
    expect(await (await ask('/local/mailbox')).json()).toEqual([
      { id: 'mail-1', to: 'ana@acme.example', subject: evil, sentAt: '2026-11-03T11:00:00.000Z' },
    ]);
  });

  it('gives out the very bytes', async () => {
    const { ask } = await localOf();
    const response = await ask('/local/mailbox/mail-1.eml');
    expect(response.headers.get('content-type')).toBe('message/rfc822');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(raw);
  });

  it.each(['/local/mailbox/none.eml', '/local/mailbox/none', '/local/mailbox/none/html', '/local/nothing'])(
    'answers 404 for %s',
    async (target) => {
      const { ask } = await localOf();
      expect((await ask(target)).status).toBe(404);
    },
  );

  it.each(['', '?view=phone', '?view=text', '?view=source', '?view=noImages', '?view=constructor'])(
    'shows a mail (%s) without letting any of it become markup of the page',
    async (query) => {
      const { ask } = await localOf();
      const text = await (await ask(`/local/mailbox/mail-1${query}`)).text();
      expect(text).toContain('&lt;script&gt;');
      expect(text).not.toContain('<script');
    },
  );

  it('shows the mail itself in a frame in which no script runs and nothing but images is loaded', async () => {
    const { ask } = await localOf();
    const page = await (await ask('/local/mailbox/mail-1')).text();
    expect(page).toMatch(
      /<iframe[^>]+sandbox="allow-popups allow-popups-to-escape-sandbox"[^>]+src="\/local\/mailbox\/mail-1\/html"/,
    );
    const frame = await ask('/local/mailbox/mail-1/html');
    expect(await frame.text()).toContain('<p id="fact">The page</p>');
    const policy = frame.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/sandbox(?!.*allow-scripts)/);
    expect(policy).not.toContain('script-src');
    const imageless = await ask('/local/mailbox/mail-1/html?images=off');
    expect(imageless.headers.get('content-security-policy')).toContain("img-src 'none'");
  });

  it('shows people the list as a page, and who sent a mail as they would read it', async () => {
    const { ask } = await localOf();
    const list = await ask('/local/mailbox', { headers: { accept: 'text/html,*/*' } });
    expect(list.headers.get('content-type')).toContain('text/html');
    expect(await list.text()).toContain('href="/local/mailbox/mail-1"');
    expect(await (await ask('/local/mailbox/mail-1')).text()).toContain('Ipê');
  });
});

describe('the home page', () => {
  it('shows every workspace, its sources, and the mails', async () => {
    const { ask, world } = await localOf();
    await world.apply({
      workspace: 'acme',
      name: `Acme ${evil}`,
      sources: [{ id: 'kommo', system: 'kommo', secrets: ['token'] }],
    });
    const page = await (await ask('/')).text();
    expect(page).toContain('Acme &lt;script&gt;');
    expect(page).not.toContain('<script');
    for (const text of ['<code>acme</code>', 'kommo', 'ana@acme.example', '/local/mailbox/mail-1'])
      expect(page).toContain(text);
  });

  it('tells what is of another account apart from what failed, where any is', async () => {
    const { ask, world } = await localOf();
    const source = { id: 'kommo', system: 'kommo', secrets: ['token'] };
    await world.apply({ workspace: 'acme', sources: [{ ...source, account: '4401' }] });
    expect(await (await ask('/')).text()).not.toContain('Of another account');
    await world.services.deliveries.put({
      workspace: 'acme',
      source: 'kommo',
      kind: 'webhook',
      receivedAt: world.now,
      body: Buffer.from(hookOf('add', leadWith())),
      headers: {},
    });
    await sweepWorkspace(world.services, 'acme', world.now + 1);
    const page = await (await ask('/')).text();
    expect(page).toContain('Of another account');
    expect(page).toMatch(/<p class="warn">kommo, .*: wrongAccount: /);
  });

  it('links the reviews that there are, as pages, CSV and JSON', async () => {
    const { ask, world } = await localOf();
    await world.apply({ workspace: 'acme', since: '2026-10-01' });
    world.reviews.push({
      workspace: 'acme',
      period: '2026-10',
      asOf: world.now,
      scopes: [null],
      recipients: [],
      late: [],
      job: null,
    });
    await world.work();
    const page = await (await ask('/')).text();
    expect(page).toContain('href="/local/reviews/acme/2026-10?version=1"');
    expect(page).toContain('format=csv');
  });

  it('tells how far the demonstration is, and looks again by itself', async () => {
    const { ask } = await localOf({ progress: { done: 30, total: 120 } });
    const page = await (await ask('/')).text();
    expect(page).toContain('30 of 120');
    expect(page).toContain('width: 25%');
    expect(page).toContain('http-equiv="refresh"');
  });

  it('shows what was given up on, and why', async () => {
    const letter = {
      queue: 'mail',
      messageId: 'id',
      body: '{}',
      receives: 5,
      reason: `refused ${evil}`,
      diedAt: Date.UTC(2026, 10, 3),
    };
    const { ask } = await localOf({ dead: [letter] });
    const page = await (await ask('/')).text();
    expect(page).toContain('Given up on');
    expect(page).toContain('refused &lt;script&gt;');
  });
});

describe('a review as a page', () => {
  it.each([
    ['', 'text/html'],
    ['?format=csv', 'text/csv'],
    ['?format=xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['?format=json', 'application/json'],
    ['?format=constructor', 'text/html'],
  ])('asks the API for it (%s) as %s with the admin key', async (query, accept) => {
    const asked = await asking(await localOf(), `/local/reviews/acme/2026-10..2026-11${query}`);
    expect(asked).toMatchObject({
      rawPath: '/v1/workspaces/acme/reviews/2026-10..2026-11',
      headers: { accept, authorization: 'Bearer qd_admin_of_tests' },
    });
  });

  it('passes on which version and scope', async () => {
    const asked = await asking(await localOf(), '/local/reviews/acme/2026?version=2&scope=region%3Dsouth&format=csv');
    expect(Object.fromEntries(new URLSearchParams(asked.rawQueryString))).toEqual({
      version: '2',
      scope: 'region=south',
    });
  });

  it('cannot be led to another path of the API', async () => {
    const asked = await asking(await localOf(), '/local/reviews/acme%2Fkeys%3F/2026');
    expect(asked.rawPath).toBe('/v1/workspaces/acme%2Fkeys%3F/reviews/2026');
  });
});
