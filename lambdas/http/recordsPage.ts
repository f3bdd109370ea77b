import { Hono } from 'hono';
import { catalogueOf, headlines } from '../domain/kpis/catalogue.ts';
import type { Bound } from '../domain/reviews/confines.ts';
import { askRecords } from '../flow/ask.ts';
import { sha256 } from '../flow/hash.ts';
import { type OpenedReview, openReview } from '../flow/readers.ts';
import { unpacked } from '../flow/records/packed.ts';
import type { HttpServices } from '../flow/services.ts';
import { renderNotice } from '../rendering/noticePage.ts';
import { seenBy } from '../rendering/reader.ts';
import { renderRecords, renderRecordsPending } from '../rendering/records.ts';
import type { Env } from './auth.ts';
import { described } from './openapi/operation.ts';
import { recordsLink } from './openapi/readers.ts';
import { invalidLink } from './pages.ts';
import { refuseRest, theSegment } from './segments.ts';

const most = 200;

/** Within so long the same question has the same answer, however often its page is loaded. */
const answeredForMs = 10 * 60_000;

/** The job of a question: whoever asks it again is answered by the one that is under way, or done. */
const jobOf = (wanted: Readonly<Record<string, unknown>>, asOf: number): string =>
  sha256(JSON.stringify({ ...wanted, asOf: Math.floor(asOf / answeredForMs) }));

const ask = (services: HttpServices, { document }: OpenedReview, kpi: string, segment: readonly Bound[]) => {
  const { workspace, period, scope } = document;
  const wanted = { workspace, period, scope, kpi, segment, most };
  const asOf = services.clock();
  return askRecords(services, { ...wanted, asOf }, jobOf(wanted, asOf));
};

/** `/r/{token}/records?kpi=winRate&segment=owner:ana`: what stands behind a number of the page, for its reader. */
export const recordsPage = (services: HttpServices): Hono<Env> =>
  new Hono<Env>().get('/r/:token/records', described(recordsLink), async (c) => {
    const token = c.req.param('token');
    const opened = await openReview(services, token);
    if (!opened) return invalidLink(c);
    const { document, workspace, reader } = opened;
    const { configuration } = workspace;
    const catalogue = catalogueOf(configuration);
    const kpi = seenBy(document, reader).find(({ id }) => id === c.req.query('kpi'));
    // The link is good, and what it asks for is none of its reader's, or nothing at all.
    if (!kpi || !catalogue.some(({ id }) => id === kpi.id))
      return c.html(renderNotice('unknown', reader.locale ?? configuration.locale), 404);
    const segment = theSegment(c.req.queries('segment') ?? []);
    refuseRest(segment, kpi.id, document);
    const { status, answer } = await ask(services, opened, kpi.id, segment);
    const rendered = { document, configuration, catalogue, headlines, reader };
    const review = `/r/${token}`;
    if (answer === undefined)
      return c.html(renderRecordsPending(rendered, kpi, { review, failed: status === 'failed' }), 202);
    return c.html(renderRecords(rendered, kpi, unpacked(answer), review));
  });
