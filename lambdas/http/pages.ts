import { type Context, Hono } from 'hono';
import { catalogueOf, headlines } from '../domain/kpis/catalogue.ts';
import { attachments } from '../domain/workspaces/schema.ts';
import { previewToken } from '../flow/mailLinks.ts';
import { openReview } from '../flow/readers.ts';
import type { HttpServices } from '../flow/services.ts';
import { renderFile } from '../rendering/files.ts';
import { localeAccepted } from '../rendering/language/messages.ts';
import { renderNotice } from '../rendering/noticePage.ts';
import { renderPage } from '../rendering/page.ts';
import type { Chosen } from '../rendering/pageSegment.ts';
import type { Env } from './auth.ts';
import { answerFile } from './download.ts';
import { described } from './openapi/operation.ts';
import { reviewLink } from './openapi/readers.ts';

/** One page for every reason, so that it tells nothing of what there is; in the reader's language, as the browser says. */
export const invalidLink = (c: Context): Response => {
  const locale = localeAccepted(c.req.header('accept-language'));
  if (c.req.param('token') === previewToken) return c.html(renderNotice('preview', locale));
  return c.html(renderNotice('expired', locale), 404);
};

/** The segment that a page is asked to tell beside the whole, `?by=owner&key=ana`. */
export const chosenIn = (c: Context): Chosen => ({ by: c.req.query('by'), key: c.req.query('key') });

/** Pages for readers, by the signed links of their mails: no account, no cookie, and GET changes nothing. */
export const pages = (services: HttpServices): Hono<Env> =>
  new Hono<Env>().get('/r/:token', described(reviewLink), async (c) => {
    const token = c.req.param('token');
    const opened = await openReview(services, token);
    if (!opened) return invalidLink(c);
    const { document, workspace, reader, preferences, others, workspacePage } = opened;
    const { configuration } = workspace;
    const catalogue = catalogueOf(configuration);
    const rendered = { document, configuration, catalogue, headlines, reader };
    const format = attachments.find((one) => one === c.req.query('format'));
    if (format) return answerFile(c, renderFile(rendered, format));
    const periods = others.map(({ period, token: other }) => ({ period, href: `/r/${other}` }));
    const page = `/r/${token}`;
    const links = {
      page,
      csv: `${page}?format=csv`,
      xlsx: `${page}?format=xlsx`,
      records: `${page}/records`,
      preferences: `/u/${preferences}`,
      periods,
      ...(workspacePage !== undefined && { workspace: `/w/${workspacePage}` }),
    };
    return c.html(renderPage(rendered, links, chosenIn(c)));
  });
