import { type Context, Hono } from 'hono';
import { accepts } from 'hono/accepts';
import type * as z from 'zod/mini';
import { catalogueOf, headlines } from '../domain/kpis/catalogue.ts';
import type { Period } from '../domain/periods/period.ts';
import type { Workspace } from '../domain/ports.ts';
import type { ReviewDocument } from '../domain/reviews/document.ts';
import { versionInPath } from '../flow/address.ts';
import { askReview } from '../flow/ask.ts';
import { findReview } from '../flow/findReview.ts';
import type { HttpServices } from '../flow/services.ts';
import { renderCsv } from '../rendering/csv.ts';
import { contentTypes, fileName, renderFile } from '../rendering/files.ts';
import { renderPage } from '../rendering/page.ts';
import type { Rendered } from '../rendering/render.ts';
import { renderText } from '../rendering/text.ts';
import { allow, type Env } from './auth.ts';
import { answerFile } from './download.ts';
import { described } from './openapi/operation.ts';
import {
  computeOperation,
  listing,
  listOperation,
  mailType,
  reading,
  readOperation,
  wanted,
} from './openapi/reviews.ts';
import { previewMail } from './previewMail.ts';
import { invalid, notFound, Problem } from './problem.ts';
import { atMost, checked, jsonBody, thePeriod, theScope, theWorkspace } from './request.ts';
import { type ReviewReader, theReader } from './reviewReader.ts';

const json = 'application/json';
const forms = [json, 'text/html', 'text/csv', contentTypes.xlsx, 'text/plain', mailType];

/** The form that `Accept` asks for, JSON where it takes anything. */
const formOf = (c: Context<Env>): string => {
  const asked = c.req.header('accept') ?? '';
  const anything = asked === '' || asked.includes('*/*');
  const form = accepts(c, { header: 'Accept', supports: forms, default: anything ? json : '' });
  // Numbers in another form than was asked for would be saved under a name that is wrong.
  if (form === '')
    throw new Problem(406, `A review is answered as ${forms.join(', ')}. Send "Accept" with one of them.`);
  return form;
};

const renderedFor = (document: ReviewDocument, { configuration }: Workspace, { reader }: ReviewReader): Rendered => ({
  document,
  configuration,
  catalogue: catalogueOf(configuration),
  headlines,
  reader,
});

/** What a range is to be compared with: another one. What has a period before it is compared with that. */
const theBaseline = (name: string | undefined, period: Period, workspace: Workspace): Period | null => {
  if (name === undefined) return null;
  const baseline = thePeriod(name, workspace, 'baseline');
  if (period.cadence !== 'range' || baseline.cadence !== 'range')
    throw invalid([{ path: 'baseline', message: 'goes with a range, and is one: "2026-09-01..2026-09-15"' }]);
  return baseline;
};

/** What a review is rendered for: whose reading it is, and whether that was asked for. */
interface Read extends ReviewReader {
  readonly document: ReviewDocument;
  readonly workspace: Workspace;
  readonly isNamed: boolean;
}

/** A review in the form that `Accept` asks for. */
const inForm = async (services: HttpServices, c: Context<Env>, read: Read): Promise<Response> => {
  const { document, workspace, reader, recipient, isNamed } = read;
  const rendered = renderedFor(document, workspace, read);
  c.header('vary', 'accept');
  switch (formOf(c)) {
    case 'text/html':
      return c.html(renderPage(rendered));
    case 'text/csv':
      return answerFile(c, {
        name: fileName(document, 'csv'),
        contentType: contentTypes.csv,
        content: Buffer.from(renderCsv(document, rendered.catalogue, isNamed ? reader : undefined)),
      });
    case contentTypes.xlsx:
      return answerFile(c, renderFile(rendered, 'xlsx'));
    case 'text/plain':
      return c.text(renderText(rendered));
    case mailType:
      return c.body(new Uint8Array(await previewMail(services, rendered, recipient)), 200, {
        'content-type': mailType,
      });
    default:
      return c.json(document);
  }
};

const listPage = async ({ reviews }: HttpServices, workspace: string, query: z.output<typeof listing>) => {
  try {
    return await reviews.list(workspace, query.limit, query.cursor);
  } catch (error) {
    if (error instanceof RangeError) throw invalid([{ path: 'cursor', message: error.message }]);
    throw error;
  }
};

/** Reviews: computed on demand, listed, and read in several forms. */
export const reviews = (services: HttpServices): Hono<Env> =>
  new Hono<Env>()
    .post(
      '/v1/workspaces/:workspace/reviews',
      described(computeOperation),
      allow(services, 'read'),
      atMost(1),
      async (c) => {
        const workspace = await theWorkspace(services, c);
        const { period: name, baseline: against, segment = null } = checked(wanted, await jsonBody(c));
        const period = thePeriod(name, workspace);
        const baseline = theBaseline(against, period, workspace);
        const asOf = services.clock();
        if (period.start > asOf)
          throw invalid([{ path: 'period', message: `${period.name} has not begun; ask for one that has` }]);
        const { workspace: id } = workspace.configuration;
        const job = await askReview(services, {
          workspace: id,
          period: period.name,
          ...(baseline && { baseline: baseline.name }),
          asOf,
          scopes: [segment],
          recipients: [],
          late: [],
        });
        if (job.mistakes) throw invalid(job.mistakes);
        if (job.status === 'failed') throw new Problem(500, job.reason ?? 'It could not be computed.');
        if (job.result === null) return c.json({ job: job.id }, 202, { location: `/v1/jobs/${job.id}` });
        const document = await findReview(services, {
          workspace: id,
          period,
          scope: segment,
          version: versionInPath(job.result),
        });
        if (!document) throw new Error(`The job ${job.id} is done, and the review that it made is not there.`);
        return c.json(document);
      },
    )
    .get('/v1/workspaces/:workspace/reviews', described(listOperation), allow(services, 'read'), async (c) => {
      const { configuration } = await theWorkspace(services, c);
      const { items, cursor } = await listPage(services, configuration.workspace, checked(listing, c.req.query()));
      return c.json({ reviews: items, next: cursor });
    })
    .get('/v1/workspaces/:workspace/reviews/:period', described(readOperation), allow(services, 'read'), async (c) => {
      const workspace = await theWorkspace(services, c);
      const query = checked(reading, c.req.query());
      const period = thePeriod(c.req.param('period'), workspace);
      const whose = await theReader(services, workspace, query);
      const scope = whose.recipient ? (whose.scope ?? null) : theScope(query.scope);
      const { workspace: id } = workspace.configuration;
      const document = await findReview(services, { workspace: id, period, scope, version: query.version });
      if (!document)
        throw notFound(`such review of ${period.name} yet. Compute one: POST /v1/workspaces/${id}/reviews`);
      const isNamed = query.role !== undefined || query.recipient !== undefined;
      return inForm(services, c, { ...whose, document, workspace, isNamed });
    });
