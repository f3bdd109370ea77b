import { Hono } from 'hono';
import { revokeLinks } from '../flow/revokeLinks.ts';
import type { HttpServices } from '../flow/services.ts';
import { allow, type Env } from './auth.ts';
import { described } from './openapi/operation.ts';
import { revokeOperation } from './openapi/readers.ts';
import { invalid } from './problem.ts';
import { theWorkspace } from './request.ts';

/** The signed links of mails: all that were mailed until now are ended, of one recipient or of the workspace. */
export const links = (services: HttpServices): Hono<Env> =>
  new Hono<Env>().delete(
    '/v1/workspaces/:workspace/links',
    described(revokeOperation),
    allow(services, 'admin'),
    async (c) => {
      const workspace = await theWorkspace(services, c);
      const mistakes = await revokeLinks(services, workspace, c.req.query('recipient') ?? null);
      if (mistakes.length > 0) throw invalid(mistakes);
      return c.body(null, 204);
    },
  );
