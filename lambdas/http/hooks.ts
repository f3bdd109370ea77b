import { type Context, Hono } from 'hono';
import { receive } from '../flow/receive.ts';
import type { Env } from './auth.ts';
import { Problem } from './problem.ts';
import { atMost, bodyBytes } from './request.ts';

/** One answer, whatever the reason and whether or not there is such a workspace. */
const refused = (): Problem =>
  new Problem(400, 'The webhook is refused. Check its address, and the secret at both ends.');

/**
 * Webhooks in. Never answered 401, 403, 404 or 410: some systems switch a hook off for those.
 */
export const hooks = (services: Parameters<typeof receive>[0]): Hono<Env> => {
  const take = async (c: Context<Env, '/hooks/:workspace/:source/:token?'>): Promise<Response> => {
    const { workspace, source, token } = c.req.param();
    const taken = await receive(services, {
      workspace,
      source,
      token: token ?? null,
      body: await bodyBytes(c),
      headers: c.req.header(),
    });
    if (!taken) throw refused();
    return c.json({ received: true });
  };
  return new Hono<Env>().post('/hooks/:workspace/:source/:token?', atMost(1), take).post('/hooks/*', () => {
    throw refused();
  });
};
