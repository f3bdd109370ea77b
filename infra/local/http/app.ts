import { type Context, Hono } from 'hono';
import { simpleParser } from 'mailparser';
import { z } from 'zod/mini';
import type { Services } from '../../../lambdas/flow/services.ts';
import type { Mailbox } from '../mailbox.ts';
import { listedWorkspaces } from '../overview.ts';
import { type HomeContent, homePage } from '../pages/home.ts';
import { frameHeaders, isMailView, mailFrame, mailPage } from '../pages/mail.ts';
import { mailboxPage } from '../pages/mailbox.ts';
import type { Tick } from '../tick.ts';
import { isDirect, isForeign } from './guard.ts';
import { reviewThrough } from './reviews.ts';
import type { GatewayFunction } from './server.ts';

export interface LocalSettings {
  readonly services: Services;
  readonly mailbox: Mailbox;
  readonly tick: Tick;
  readonly api: GatewayFunction;
  /** What is listened on, as `--host` has it. */
  readonly host: string;
  /** Where this machine reaches it, without a trailing slash. */
  readonly address: string;
  readonly home: () => Omit<HomeContent, 'workspaces' | 'mails'>;
  readonly onError: (error: unknown) => void;
}

const problem = (context: Context, status: 400 | 403 | 404 | 500, title: string, detail: string): Response =>
  context.body(JSON.stringify({ type: 'about:blank', title, status, detail }), status, {
    'content-type': 'application/problem+json',
  });

const tickSchema = z.strictObject({ now: z.iso.datetime({ offset: true }) });

/** The instant that a tick is asked for, or undefined where the body does not say one. */
const instantIn = (body: string): number | undefined => {
  try {
    const { data } = z.safeParse(tickSchema, JSON.parse(body));
    return data && Date.parse(data.now);
  } catch {
    return undefined;
  }
};

/** Every month until then would be reviewed: a slip in the year would keep this machine busy for days. */
const farthestYears = 10;
const isTooFar = (instant: number): boolean => instant - Date.now() > farthestYears * 366 * 86_400_000;

const wantsPage = (context: Context): boolean => (context.req.header('accept') ?? '').includes('text/html');

/** What there is only on a laptop: the home page, the mailbox, the clock that can be moved. */
export const createLocalApp = ({ services, mailbox, tick, api, host, address, home, onError }: LocalSettings): Hono => {
  const app = new Hono();

  // First of all, so that nothing is answered without it.
  app.use(async (context, next) => {
    const header = (name: string) => context.req.header(name);
    if (!isDirect(header, host))
      return problem(context, 403, 'Not by that name', `These pages are for this machine. Open ${address}/ on it.`);
    if (context.req.method !== 'GET' && isForeign(header))
      return problem(context, 403, 'Not from there', 'Another site asks for this. Ask for it yourself.');
    return next();
  });

  app.get('/', async (context) => {
    const content = { ...home(), workspaces: await listedWorkspaces(services), mails: mailbox.list() };
    return context.html(homePage(content));
  });

  app.post('/local/schedule', async (context) => {
    const now = instantIn(await context.req.text());
    if (now === undefined) {
      return problem(
        context,
        400,
        'Not an instant',
        'Send {"now": "2026-11-03T11:00:00Z"}: an ISO 8601 instant with an offset.',
      );
    }
    if (isTooFar(now))
      return problem(
        context,
        400,
        'Too far ahead',
        `"now" may be at most ${farthestYears} years ahead. Is the year right?`,
      );
    return context.json(await tick(now));
  });

  app.get('/local/mailbox', (context) =>
    wantsPage(context) ? context.html(mailboxPage(mailbox.list())) : context.json(mailbox.list()),
  );

  app.get('/local/mailbox/:name{.+\\.eml}', async (context) => {
    const raw = await mailbox.raw(context.req.param('name').replace(/\.eml$/, ''));
    if (!raw) return problem(context, 404, 'No such mail', 'GET /local/mailbox lists those that there are.');
    return context.body(new Uint8Array(raw), 200, { 'content-type': 'message/rfc822' });
  });

  app.get('/local/mailbox/:id/html', async (context) => {
    const raw = await mailbox.raw(context.req.param('id'));
    if (!raw) return problem(context, 404, 'No such mail', 'GET /local/mailbox lists those that there are.');
    const { html } = await simpleParser(raw);
    const headers = frameHeaders(context.req.query('images') !== 'off');
    return context.html(mailFrame(html === false ? '' : html), 200, headers);
  });

  app.get('/local/mailbox/:id', async (context) => {
    const id = context.req.param('id');
    const entry = mailbox.list().find((mail) => mail.id === id);
    const raw = entry && (await mailbox.raw(id));
    if (!raw) return problem(context, 404, 'No such mail', 'GET /local/mailbox lists those that there are.');
    const view = context.req.query('view') ?? '';
    const mail = await simpleParser(raw, { skipImageLinks: true });
    return context.html(mailPage(entry, mail, raw.toString(), isMailView(view) ? view : 'desktop'));
  });

  app.get(
    '/local/reviews/:workspace/:period',
    reviewThrough(api, () => services.secrets.admin()),
  );

  app.notFound((context) => problem(context, 404, 'Not here', 'GET / lists what there is.'));
  app.onError((error, context) => {
    onError(error);
    return problem(context, 500, 'It failed', `${error.message}. The log in the data directory says more.`);
  });
  return app;
};
