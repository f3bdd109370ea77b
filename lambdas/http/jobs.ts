import { Hono } from 'hono';
import { unpacked } from '../flow/records/packed.ts';
import type { HttpServices } from '../flow/services.ts';
import { asHeard } from '../flow/testFeedback.ts';
import { allow, type Env, may } from './auth.ts';
import { described } from './openapi/operation.ts';
import { jobOperation } from './openapi/others.ts';
import { notFound } from './problem.ts';

/** What became of a 202. The job of another workspace is none. */
export const jobs = (services: HttpServices): Hono<Env> =>
  new Hono<Env>().get('/v1/jobs/:id', described(jobOperation), allow(services, 'read'), async (c) => {
    const id = c.req.param('id');
    const job = await services.jobs.get(id);
    if (!job || !may(c.get('caller'), job.workspace, 'read')) throw notFound(`job "${id}"`);
    const { status, result, reason, answer, progress, counts, heard } = asHeard(job);
    return c.json({
      id,
      status,
      result,
      reason,
      ...(answer && { answer: unpacked(answer) }),
      ...(progress && { progress }),
      ...counts,
      ...(heard && { feedback: heard.kind }),
    });
  });
