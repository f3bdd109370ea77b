import { Hono } from 'hono';
import { doctor } from '../flow/doctor/doctor.ts';
import type { HttpServices } from '../flow/services.ts';
import { allow, type Env } from './auth.ts';
import { described } from './openapi/operation.ts';
import { checksOperation } from './openapi/workspaces.ts';
import { theWorkspace } from './request.ts';

/** What is wrong with a workspace, or may become so, and how to mend it. Only for admins: it names recipients. */
export const checks = (services: HttpServices): Hono<Env> =>
  new Hono<Env>().get(
    '/v1/workspaces/:workspace/checks',
    described(checksOperation),
    allow(services, 'admin'),
    async (c) => c.json({ checks: await doctor(services, await theWorkspace(services, c)) }),
  );
