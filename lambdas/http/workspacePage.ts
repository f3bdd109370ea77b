import { Hono } from 'hono';
import { catalogueOf, headlines } from '../domain/kpis/catalogue.ts';
import { attachments } from '../domain/workspaces/schema.ts';
import type { SourceHealth } from '../flow/health.ts';
import type { HttpServices } from '../flow/services.ts';
import { openWorkspace, reviewOfVisit, workspaceOf } from '../flow/workspacePage.ts';
import { renderFile } from '../rendering/files.ts';
import { renderNotice } from '../rendering/noticePage.ts';
import { renderPage } from '../rendering/page.ts';
import { asking, recordsBelow } from '../rendering/url.ts';
import { renderWorkspacePage, type SourceState } from '../rendering/workspacePage.ts';
import type { Env } from './auth.ts';
import { answerFile } from './download.ts';
import { described } from './openapi/operation.ts';
import { workspaceLink } from './openapi/readers.ts';
import { chosenIn, invalidLink } from './pages.ts';

const stateOf = ({ id, system, lastAt, silent, totals, pending }: SourceHealth, name: string): SourceState => ({
  // Two systems of one kind are told apart by what the workspace calls them.
  name: id === system ? name : id,
  lastAt,
  silent,
  failed: totals.failed,
  refused: totals.refused,
  pending,
});

/** `/w/{token}`: all of a workspace's reviews, its numbers over time and its sources, for who answers for all of it. */
export const workspacePage = (services: HttpServices): Hono<Env> =>
  new Hono<Env>().get('/w/:token', described(workspaceLink), async (c) => {
    const token = c.req.param('token');
    const visit = await openWorkspace(services, token);
    if (!visit) return invalidLink(c);
    const { workspace, reader, preferences: own } = visit;
    const { configuration } = workspace;
    const of = { configuration, catalogue: catalogueOf(configuration), headlines, reader };
    const [here, preferences] = [`/w/${token}`, `/u/${own}`];
    const asked = c.req.query('review');
    if (asked !== undefined) {
      const document = await reviewOfVisit(services, visit, asked);
      if (!document) return c.html(renderNotice('unknown', reader.locale ?? configuration.locale), 404);
      const rendered = { ...of, document };
      const format = attachments.find((one) => one === c.req.query('format'));
      if (format) return answerFile(c, renderFile(rendered, format));
      const kept = { review: asked };
      const page = asking(here, kept);
      const links = {
        workspace: here,
        preferences,
        page: here,
        kept,
        records: recordsBelow(page),
        csv: asking(page, { format: 'csv' }),
        xlsx: asking(page, { format: 'xlsx' }),
      };
      return c.html(renderPage(rendered, links, chosenIn(c)));
    }
    const { reviews, latest, sources, sends } = await workspaceOf(services, visit);
    return c.html(
      renderWorkspacePage(of, {
        reviews: reviews.map(({ period, cadence, status, mailed }) => ({
          period,
          cadence,
          status,
          mailedAt: mailed?.at ?? null,
          href: mailed ? `/r/${mailed.token}` : `${here}?${new URLSearchParams({ review: period })}`,
        })),
        latest,
        sources: sources.map((source) => stateOf(source, services.sources.get(source.system)?.name ?? source.system)),
        sends,
        preferences,
      }),
    );
  });
