import { Hono } from 'hono';
import { apply } from '../flow/apply.ts';
import type { HttpServices } from '../flow/services.ts';
import { allow, type Env } from './auth.ts';
import { described } from './openapi/operation.ts';
import { applyOperation, shownOperation } from './openapi/workspaces.ts';
import { invalid } from './problem.ts';
import { atMost, jsonBody, theWorkspace } from './request.ts';

/** Configurations: applied as a whole, and given back with their secrets masked. */
export const workspaces = (services: HttpServices): Hono<Env> =>
  new Hono<Env>()
    .put('/v1/workspaces/:workspace', described(applyOperation), allow(services, 'admin'), atMost(1), async (c) => {
      const applied = await apply(services, c.req.param('workspace'), await jsonBody(c));
      if ('errors' in applied) throw invalid(applied.errors);
      return c.json(applied);
    })
    .get('/v1/workspaces/:workspace', described(shownOperation), allow(services, 'read'), async (c) => {
      const { configuration } = await theWorkspace(services, c);
      return c.json(configuration);
    });
