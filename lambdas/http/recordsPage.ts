import { type Context, Hono } from 'hono';
import { catalogueOf, headlines } from '../domain/kpis/catalogue.ts';
import type { Bound } from '../domain/reviews/confines.ts';
import type { ReviewDocument } from '../domain/reviews/document.ts';
import { askRecords } from '../flow/ask.ts';
import { sha256 } from '../flow/hash.ts';
import { type OpenedReview, openReview } from '../flow/readers.ts';
import { unpacked } from '../flow/records/packed.ts';
import type { HttpServices } from '../flow/services.ts';
import { openWorkspace, reviewOfVisit } from '../flow/workspacePage.ts';
import { renderNotice } from '../rendering/noticePage.ts';
import { seenBy } from '../rendering/reader.ts';
import { renderRecords, renderRecordsPending } from '../rendering/records.ts';
import { asking } from '../rendering/url.ts';
import type { Env } from './auth.ts';
import { described } from './openapi/operation.ts';
import { recordsLink, workspaceRecordsLink } from './openapi/readers.ts';
import { invalidLink } from './pages.ts';
import { Problem } from './problem.ts';
import { refuseRest, theSegment } from './segments.ts';

const most = 200;

/** Within so long the same question has the same answer, however often its page is loaded. */
const answeredForMs = 10 * 60_000;

/** The job of a question: whoever asks it again is answered by the one that is under way, or done. */
const jobOf = (wanted: Readonly<Record<string, unknown>>, asOf: number): string =>
  sha256(JSON.stringify({ ...wanted, asOf: Math.floor(asOf / answeredForMs) }));

const ask = (services: HttpServices, document: ReviewDocument, kpi: string, segment: readonly Bound[]) => {
  const { workspace, period, scope } = document;
  const wanted = { workspace, period, scope, kpi, segment, most };
  const asOf = services.clock();
  return askRecords(services, { ...wanted, asOf }, jobOf(wanted, asOf));
};

/** The segments that are asked for; `null` where there is no such list: a person is told so by a page, not a problem. */
const segmentOf = (texts: readonly string[], kpi: string, document: ReviewDocument): readonly Bound[] | null => {
  try {
    const segment = theSegment(texts);
    refuseRest(segment, kpi, document);
    return segment;
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
};

/** @param review the address of the review's page */
const answer = async (
  services: HttpServices,
  c: Context<Env>,
  { document, workspace: { configuration }, reader }: Pick<OpenedReview, 'document' | 'workspace' | 'reader'>,
  review: string,
): Promise<Response> => {
  const catalogue = catalogueOf(configuration);
  const kpi = seenBy(document, reader).find(({ id }) => id === c.req.query('kpi'));
  const segment = kpi ? segmentOf(c.req.queries('segment') ?? [], kpi.id, document) : null;
  // The link is good, and what it asks for is none of its reader's, or nothing at all.
  if (!kpi || !segment || !catalogue.some(({ id }) => id === kpi.id))
    return c.html(renderNotice('unknown', reader.locale ?? configuration.locale), 404);
  const { status, answer: listed } = await ask(services, document, kpi.id, segment);
  const rendered = { document, configuration, catalogue, headlines, reader };
  return listed === undefined
    ? c.html(renderRecordsPending(rendered, kpi, { review, failed: status === 'failed' }), 202)
    : c.html(renderRecords(rendered, kpi, unpacked(listed), review));
};

/**
 * `/r/{token}/records?kpi=winRate&segment=owner:ana`: what stands behind a number of the page, for its reader. The same
 * of a review that was not mailed to them, `/w/{token}/records?review=2026-10&kpi=winRate`.
 */
export const recordsPage = (services: HttpServices): Hono<Env> =>
  new Hono<Env>()
    .get('/r/:token/records', described(recordsLink), async (c) => {
      const token = c.req.param('token');
      const opened = await openReview(services, token);
      return opened ? answer(services, c, opened, `/r/${token}`) : invalidLink(c);
    })
    .get('/w/:token/records', described(workspaceRecordsLink), async (c) => {
      const token = c.req.param('token');
      const visit = await openWorkspace(services, token);
      if (!visit) return invalidLink(c);
      const { workspace, reader } = visit;
      const review = c.req.query('review') ?? '';
      const document = await reviewOfVisit(services, visit, review);
      if (!document) return c.html(renderNotice('unknown', reader.locale ?? workspace.configuration.locale), 404);
      return answer(services, c, { document, workspace, reader }, asking(`/w/${token}`, { review }));
    });
