import { Hono } from 'hono';
import { askTest } from '../flow/askTest.ts';
import type { HttpServices } from '../flow/services.ts';
import { allow, type Env } from './auth.ts';
import { described } from './openapi/operation.ts';
import { testOperation, testWanted } from './openapi/tests.ts';
import { invalid, notFound } from './problem.ts';
import { atMost, checked, jsonBody, thePeriod, theWorkspace } from './request.ts';

/** A copy of a review for one who wants to see it, which is no send. */
export const testMails = (services: HttpServices): Hono<Env> =>
  new Hono<Env>().post(
    '/v1/workspaces/:workspace/reviews/:period/tests',
    described(testOperation),
    allow(services, 'admin'),
    atMost(1),
    async (c) => {
      const workspace = await theWorkspace(services, c);
      const period = thePeriod(c.req.param('period'), workspace);
      const asked = await askTest(services, { workspace, period, ...checked(testWanted, await jsonBody(c)) });
      if (asked === 'absent')
        throw notFound(
          `review of ${period.name} for that address yet. Compute one: POST /v1/workspaces/${workspace.configuration.workspace}/reviews`,
        );
      if ('errors' in asked) throw invalid(asked.errors);
      return c.json({ job: asked.id }, 202, { location: `/v1/jobs/${asked.id}` });
    },
  );
