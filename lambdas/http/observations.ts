import { Hono } from 'hono';
import { postObservations } from '../flow/observations.ts';
import type { HttpServices } from '../flow/services.ts';
import { ndjson } from '../flow/translation.ts';
import { allow, type Env } from './auth.ts';
import { described } from './openapi/operation.ts';
import { observationsOperation } from './openapi/sources.ts';
import { notFound, Problem } from './problem.ts';
import { atMost, bodyBytes, mediaType } from './request.ts';

/** Observations that a program posts: a JSON array, or NDJSON. */
export const observations = (services: HttpServices): Hono<Env> =>
  new Hono<Env>().post(
    '/v1/workspaces/:workspace/sources/:source/observations',
    described(observationsOperation),
    allow(services, 'ingest'),
    atMost(4),
    async (c) => {
      const contentType = mediaType(c);
      if (contentType !== 'application/json' && contentType !== ndjson)
        throw new Problem(
          415,
          `Send a JSON array with "Content-Type: application/json", or one observation a line with "${ndjson}".`,
        );
      const { workspace, source } = c.req.param();
      const result = await postObservations(services, { workspace, source, body: await bodyBytes(c), contentType });
      if (!result) throw notFound(`source "${source}" in the workspace "${workspace}"`);
      const { accepted, rejected } = result;
      if (accepted === 0)
        throw new Problem(
          400,
          rejected.length === 0
            ? 'The body holds no observations.'
            : 'No observation is good; "rejected" says why of each.',
          {
            members: { accepted, rejected },
          },
        );
      return c.json({ accepted, rejected });
    },
  );
