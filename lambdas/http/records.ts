import { Hono } from 'hono';
import { catalogueOf } from '../domain/kpis/catalogue.ts';
import { nearest } from '../domain/records/suggest.ts';
import { askRecords } from '../flow/ask.ts';
import { findReview } from '../flow/findReview.ts';
import { unpacked } from '../flow/records/packed.ts';
import type { HttpServices } from '../flow/services.ts';
import { allow, type Env } from './auth.ts';
import { described } from './openapi/operation.ts';
import { recordsAsked, recordsOperation } from './openapi/others.ts';
import { invalid, notFound, Problem } from './problem.ts';
import { checked, thePeriod, theWorkspace } from './request.ts';
import { refuseRest, theSegment } from './segments.ts';

const unknownKpi = (workspace: string, kpi: string, known: readonly string[]): Problem => {
  const meant = nearest(kpi, known);
  const place = `in the workspace ${workspace}${meant === undefined ? '.' : `; did you mean "${meant}"?`}`;
  return notFound(`KPI "${kpi}" ${place} GET /v1/kpis?workspace=${workspace} lists them`);
};

/** The records behind a number, as of now. */
export const records = (services: HttpServices): Hono<Env> =>
  new Hono<Env>().get(
    '/v1/workspaces/:workspace/reviews/:period/kpis/:id/records',
    described(recordsOperation),
    allow(services, 'read'),
    async (c) => {
      const { configuration, ...workspace } = await theWorkspace(services, c);
      const { workspace: name } = configuration;
      const period = thePeriod(c.req.param('period'), { configuration, ...workspace });
      const kpi = c.req.param('id');
      const known = catalogueOf(configuration).map(({ id }) => id);
      if (!known.includes(kpi)) throw unknownKpi(name, kpi, known);
      const { limit } = checked(recordsAsked, c.req.query());
      const segment = theSegment(c.req.queries('segment') ?? []);
      const asOf = services.clock();
      if (period.start > asOf)
        throw invalid([{ path: 'period', message: `${period.name} has not begun; ask for one that has` }]);
      if (segment.some(([, key]) => key === 'other'))
        refuseRest(
          segment,
          kpi,
          await findReview(services, { workspace: name, period, scope: null, version: undefined }),
        );
      const wanted = { workspace: name, period: period.name, scope: null, kpi, segment, most: limit, asOf };
      const job = await askRecords(services, wanted);
      if (job.status === 'failed') throw new Problem(500, job.reason ?? 'They could not be listed.');
      if (job.answer === undefined) return c.json({ job: job.id }, 202, { location: `/v1/jobs/${job.id}` });
      return c.json(unpacked(job.answer));
    },
  );
