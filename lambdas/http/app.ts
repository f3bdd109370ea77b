import { type Context, Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { matchedRoutes } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import { OtherVersionError } from '../domain/workspaces/storedVersion.ts';
import type { Services } from '../flow/services.ts';
import { scriptSources } from '../rendering/scripts.ts';
import type { Env } from './auth.ts';
import { answerProblem, notFound, Problem, unexpected } from './problem.ts';

const policy = {
  defaultSrc: ["'none'"],
  styleSrc: ["'unsafe-inline'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};
const others = { xFrameOptions: 'DENY', referrerPolicy: 'no-referrer' } as const;

const headers = secureHeaders({ contentSecurityPolicy: policy, ...others });

/** Pages hold styles of their own, and of what runs only the scripts of our templates, which ask this server alone. */
const pageHeaders = secureHeaders({
  contentSecurityPolicy: {
    ...policy,
    scriptSrc: [...scriptSources],
    connectSrc: ["'self'"],
  },
  ...others,
});

const isPage = (c: Context): boolean => c.res.headers.get('content-type')?.startsWith('text/html') === true;
const done = async (): Promise<void> => {};

/** The route, never the path: that may hold a token. */
const routeKey = (c: Context): string => {
  const route = matchedRoutes(c).find(({ method }) => method !== 'ALL');
  return `${c.req.method} ${route?.path ?? '*'}`;
};

/**
 * One application of several routes, with what all of them have in common: headers, and errors as problems. What is
 * answered is for one reader, and is not kept.
 */
export const createApp = ({ logger }: Pick<Services, 'logger'>, routes: readonly Hono<Env>[]): Hono<Env> => {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
    c.header('x-robots-tag', 'noindex');
  });
  app.use(async (c, next) => {
    await next();
    await (isPage(c) ? pageHeaders : headers)(c, done);
  });
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        const allowed = methods.join(', ');
        return answerProblem(c, new Problem(405, `This address takes ${allowed}.`, { headers: { allow: allowed } }));
      },
    }),
  );
  for (const one of routes) app.route('/', one);
  app.notFound((c) => answerProblem(c, notFound('such address')));
  app.onError((error, c) => {
    if (error instanceof Problem) return answerProblem(c, error);
    if (error instanceof OtherVersionError) return answerProblem(c, new Problem(503, error.message));
    logger.error('A request failed.', { route: routeKey(c), error });
    return answerProblem(c, unexpected());
  });
  return app;
};
