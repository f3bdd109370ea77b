import type { Hono, MiddlewareHandler } from 'hono';
import type * as z from 'zod/mini';
import type { KeyScope } from '../../domain/ports.ts';
import type { Env } from '../auth.ts';

/** What comes back with one status. */
interface Answer {
  readonly description: string;
  /** Of a JSON body; by name. */
  readonly schema?: z.ZodMiniType;
  readonly example?: unknown;
  /** Other media types that it can have by `Accept`, and what each is. */
  readonly others?: Readonly<Record<string, string>>;
  /** Headers beside those that every answer has, and what each says. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Types of a form. What comes as another is a form that says nothing, and is not refused for its type. */
export const formTypes: readonly string[] = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** One of the things that can be asked for, as the OpenAPI document and its page tell it. */
export interface Operation {
  /** Under which it is listed. */
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Of the query: the very schema that it is checked by. */
  readonly query?: z.ZodMiniObject;
  /** What of the query no schema checks: what each says. */
  readonly queries?: Readonly<Record<string, string>>;
  /** The schema that it is checked by, and a body that can be sent as it is. */
  readonly body?: {
    readonly schema: z.ZodMiniType;
    readonly example: unknown;
    readonly required?: false;
    /** `application/json` unless said; of a form, whose fields the schema has, every type that it can come as. */
    readonly types?: readonly string[];
  };
  /** By status; problems that any request of its kind can have are added. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** Statuses of problems of its own. */
  readonly problems?: Readonly<Record<number, string>>;
}

/** An operation where it is, with the key that it takes: `null` where it is open. */
export interface Route {
  readonly method: string;
  /** `/v1/jobs/{id}` */
  readonly path: string;
  readonly scope: KeyScope | null;
  readonly operation: Operation;
}

const operations = new WeakMap<object, () => Operation>();
const scopes = new WeakMap<object, KeyScope>();

/**
 * Stands before a route's handler and says what the route is; what it is asked with is left alone. The operation is made
 * when somebody reads the document.
 */
export const described = (operation: () => Operation): MiddlewareHandler<Env> => {
  const handler: MiddlewareHandler<Env> = (_, next) => next();
  operations.set(handler, operation);
  return handler;
};

/** Notes the scope that a guard asks for, so that the document tells it. */
export const guarded = (handler: MiddlewareHandler<Env>, scope: KeyScope): MiddlewareHandler<Env> => {
  scopes.set(handler, scope);
  return handler;
};

/** `/hooks/{workspace}/{source}` of `/hooks/:workspace/:source`. */
export const templated = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

/** Every route of an application, in the order in which they were added; those that are not described are missing. */
export const routesOf = ({ routes }: Pick<Hono<Env>, 'routes'>): Route[] =>
  routes.flatMap(({ method, path, handler }) => {
    const operation = operations.get(handler);
    if (!operation) return [];
    const guards = routes.filter((other) => other.method === method && other.path === path);
    const scope = guards.map((guard) => scopes.get(guard.handler)).find((one) => one !== undefined) ?? null;
    return [{ method, path: templated(path), scope, operation: operation() }];
  });
