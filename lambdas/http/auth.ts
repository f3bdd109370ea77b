import { timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { ApiKey, KeyScope } from '../domain/ports.ts';
import { sha256 } from '../flow/hash.ts';
import { findKey } from '../flow/keys.ts';
import type { Services } from '../flow/services.ts';
import { guarded } from './openapi/operation.ts';
import { Problem } from './problem.ts';

/** Who asks: the deployment's admin, or the holder of a workspace's key. */
export type Caller = 'deployment' | ApiKey;

/** What the routes know of a request beside the request. */
export interface Env {
  Variables: { caller: Caller };
}

type Needs = Pick<Services, 'secrets' | 'apiKeys' | 'clock'>;

const bearer = /^Bearer +([\w.~+/=-]{1,512})$/i;

/** Of equal length whatever the texts are, so that the comparison tells nothing of either. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b)));

const callerOf = async (services: Needs, authorization: string): Promise<Caller | undefined> => {
  const [, key] = bearer.exec(authorization) ?? [];
  if (key === undefined) return undefined;
  const admin = await services.secrets.admin();
  if (admin !== '' && isSame(key, admin)) return 'deployment';
  return findKey(services, key);
};

const holds = ({ scopes }: ApiKey, scope: KeyScope): boolean => scopes.includes(scope) || scopes.includes('admin');

/** Whether a caller may do what takes `scope` in a workspace. */
export const may = (caller: Caller, workspace: string, scope: KeyScope): boolean =>
  caller === 'deployment' || (caller.workspace === workspace && holds(caller, scope));

/**
 * Who asks, if they hold `scope` in the workspace that is named, or in their own where none is. Whether a workspace is
 * there is not looked at: a key is refused for another workspace in one way, be that there or not.
 */
export const admitted = async (
  services: Needs,
  c: Context<Env>,
  scope: KeyScope,
  named: string | undefined,
): Promise<Caller> => {
  const caller = await callerOf(services, c.req.header('authorization') ?? '');
  if (!caller)
    throw new Problem(401, 'Send a key that is valid: "Authorization: Bearer <key>".', {
      headers: { 'www-authenticate': 'Bearer' },
    });
  const workspace = named ?? (caller === 'deployment' ? '' : caller.workspace);
  if (!may(caller, workspace, scope))
    throw new Problem(403, `This takes a key of the workspace with the scope "${scope}".`);
  return caller;
};

/** Lets those through who hold `scope` in the workspace of the path. */
export const allow = (services: Needs, scope: KeyScope): MiddlewareHandler<Env> =>
  guarded(async (c, next) => {
    c.set('caller', await admitted(services, c, scope, c.req.param('workspace')));
    await next();
  }, scope);
