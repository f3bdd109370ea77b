import { Hono } from 'hono';
import type { SameReason } from '../domain/ports.ts';
import { deliveryId } from '../flow/decoded.ts';
import { healthOf, type SourceHealth } from '../flow/health.ts';
import type { HttpServices } from '../flow/services.ts';
import { allow, type Env } from './auth.ts';
import { described } from './openapi/operation.ts';
import { sourcesOperation } from './openapi/sources.ts';
import { noWorkspace } from './problem.ts';
import { iso, isoOrNull } from './request.ts';

const seconds = (milliseconds: number | null): number | null =>
  milliseconds === null ? null : Math.round(milliseconds / 1000);

const shownReason = ({ reason, deliveries, firstAt, receivedAt, hash, size, wrongAccount }: SameReason) => ({
  reason,
  deliveries,
  firstAt: iso(firstAt),
  receivedAt: iso(receivedAt),
  id: deliveryId({ receivedAt, hash }),
  size,
  ...(wrongAccount && { wrongAccount }),
});

const shownDay = ({ firstAt, lastAt, rejections: _, ...day }: SourceHealth['days'][number]) => ({
  ...day,
  firstAt: isoOrNull(firstAt),
  lastAt: isoOrNull(lastAt),
});

const shown = (
  { id, system, lastAt, quietFor, usualInterval, setAside, reviewedAt, ...health }: SourceHealth,
  systemName: string,
) => ({
  id,
  system,
  systemName,
  ...health,
  lastAt: isoOrNull(lastAt),
  quietFor: seconds(quietFor),
  usualInterval: seconds(usualInterval),
  setAside: setAside && { ...setAside, firstUntil: iso(setAside.firstUntil), until: iso(setAside.until) },
  reviewedAt: isoOrNull(reviewedAt),
  days: health.days.map(shownDay),
  failures: health.failures.map(shownReason),
  rejections: health.rejections.map(shownReason),
});

/** The health of a workspace's sources. */
export const sources = (services: HttpServices): Hono<Env> =>
  new Hono<Env>().get(
    '/v1/workspaces/:workspace/sources',
    described(sourcesOperation),
    allow(services, 'read'),
    async (c) => {
      const workspace = c.req.param('workspace');
      const health = await healthOf(services, workspace);
      if (!health) throw noWorkspace(workspace);
      const nameOf = (system: string): string => services.sources.get(system)?.name ?? system;
      return c.json({ sources: health.map((source) => shown(source, nameOf(source.system))) });
    },
  );
