import { Hono } from 'hono';
import { healthOf, type SourceHealth } from '../flow/health.ts';
import type { HttpServices } from '../flow/services.ts';
import { allow, type Env } from './auth.ts';
import { notFound } from './problem.ts';
import { iso, isoOrNull } from './request.ts';

const shown = ({ lastAt, days, failures, ...health }: SourceHealth) => ({
  ...health,
  lastAt: isoOrNull(lastAt),
  days: days.map(({ firstAt, lastAt: last, ...day }) => ({
    ...day,
    firstAt: isoOrNull(firstAt),
    lastAt: isoOrNull(last),
  })),
  failures: failures.map(({ receivedAt, reason }) => ({ receivedAt: iso(receivedAt), reason })),
});

/** The health of a workspace's sources. */
export const sources = (services: HttpServices): Hono<Env> =>
  new Hono<Env>().get('/v1/workspaces/:workspace/sources', allow(services, 'read'), async (c) => {
    const workspace = c.req.param('workspace');
    const health = await healthOf(services, workspace);
    if (!health) throw notFound(`workspace "${workspace}"`);
    return c.json({ sources: health.map(shown) });
  });
