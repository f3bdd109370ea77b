import { type Context, Hono } from 'hono';
import { catalogueOf, headlines } from '../domain/kpis/catalogue.ts';
import { choose, type OpenedPreferences, openPreferences, openReview } from '../flow/readers.ts';
import type { HttpServices } from '../flow/services.ts';
import { renderCsv } from '../rendering/csv.ts';
import { renderNotice } from '../rendering/noticePage.ts';
import { renderPage } from '../rendering/page.ts';
import { renderPreferences } from '../rendering/preferencesPage.ts';
import type { Env } from './auth.ts';
import { csvNamed } from './download.ts';
import { Problem } from './problem.ts';
import { atMost } from './request.ts';

/** One page for every reason, so that it tells nothing of what there is; in the reader's language, as the browser says. */
export const invalidLink = (c: Context): Response => {
  const [language] = (c.req.header('accept-language') ?? 'en').split(/[,;]/, 1);
  return c.html(renderNotice('expired', language), 404);
};

const preferencesPage = (
  c: Context,
  { workspace, recipient, subscribed }: OpenedPreferences,
  confirmed: boolean,
): Response => c.html(renderPreferences({ configuration: workspace.configuration, recipient, subscribed, confirmed }));

/** The body as a form; one that is broken says nothing. */
const formIn = async (c: Context): Promise<Readonly<Record<string, unknown>>> => {
  try {
    return await c.req.parseBody();
  } catch (error) {
    if (error instanceof TypeError) return {};
    throw error;
  }
};

/** What a form says: RFC 8058's one click, or the page's own buttons. */
const choiceOf = (form: Readonly<Record<string, unknown>>): boolean | undefined => {
  if (form['List-Unsubscribe'] === 'One-Click' || form.subscribe === 'no') return false;
  return form.subscribe === 'yes' || form.subscribe === '1' ? true : undefined;
};

/** Pages for readers, by the signed links of their mails: no account, no cookie, and GET changes nothing. */
export const pages = (services: HttpServices): Hono<Env> =>
  new Hono<Env>()
    .get('/r/:token', async (c) => {
      const token = c.req.param('token');
      const opened = await openReview(services, token);
      if (!opened) return invalidLink(c);
      const { document, workspace, reader, preferences, others } = opened;
      const { configuration } = workspace;
      const catalogue = catalogueOf(configuration);
      if (c.req.query('format') === 'csv')
        return c.body(renderCsv(document, catalogue, reader), 200, csvNamed(document));
      const rendered = { document, configuration, catalogue, headlines, reader };
      const periods = others.map(({ period, token: other }) => ({ period, href: `/r/${other}` }));
      const [csv, records] = [`/r/${token}?format=csv`, `/r/${token}/records`];
      return c.html(renderPage(rendered, { csv, records, preferences: `/u/${preferences}`, periods }));
    })
    .get('/u/:token', async (c) => {
      const opened = await openPreferences(services, c.req.param('token'));
      return opened ? preferencesPage(c, opened, false) : invalidLink(c);
    })
    .post('/u/:token', atMost(1), async (c) => {
      const choice = choiceOf(await formIn(c));
      if (choice === undefined)
        throw new Problem(400, 'Say "List-Unsubscribe=One-Click", "subscribe=no" or "subscribe=yes".');
      const opened = await choose(services, c.req.param('token'), choice);
      return opened ? preferencesPage(c, opened, true) : invalidLink(c);
    });
