import { Hono } from 'hono';
import type { Replay } from '../domain/ports.ts';
import { askReplay } from '../flow/replay/ask.ts';
import type { HttpServices } from '../flow/services.ts';
import { allow, type Env } from './auth.ts';
import { described } from './openapi/operation.ts';
import { replayOperation, replayWanted } from './openapi/sources.ts';
import { notFound, Problem } from './problem.ts';
import { atMost, checked, iso, jsonBody } from './request.ts';

const locationOf = (job: string): string => `/v1/jobs/${job}`;

const underWay = ({ job, failed, at }: Replay, source: string): Problem => {
  const what = failed ? 'What failed' : 'Everything';
  return new Problem(
    409,
    `${what} of the source "${source}" is being translated again; its latest step was at ${iso(at)}. Wait until it is done, as ${locationOf(job)} tells. One that has taken no step for 30 minutes is taken over by asking again.`,
    { members: { job }, headers: { location: locationOf(job) } },
  );
};

/** Translating again what a source has sent. */
export const replay = (services: HttpServices): Hono<Env> =>
  new Hono<Env>().post(
    '/v1/workspaces/:workspace/sources/:source/replay',
    described(replayOperation),
    allow(services, 'admin'),
    atMost(1),
    async (c) => {
      const { workspace, source } = c.req.param();
      const { failed } = checked(replayWanted, await jsonBody(c));
      const asked = await askReplay(services, { workspace, source, failed });
      if (!asked) throw notFound(`source "${source}" in the workspace "${workspace}"`);
      if ('underWay' in asked) throw underWay(asked.underWay, source);
      const { job } = asked;
      return c.json({ job: job.id }, 202, { location: locationOf(job.id) });
    },
  );
