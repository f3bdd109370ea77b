import { Hono } from 'hono';
import type { ApiKey } from '../domain/ports.ts';
import { createKey } from '../flow/keys.ts';
import type { HttpServices } from '../flow/services.ts';
import { allow, type Env } from './auth.ts';
import { described } from './openapi/operation.ts';
import { keysOperation, makeKeyOperation, newKey, removeKeyOperation } from './openapi/workspaces.ts';
import { notFound } from './problem.ts';
import { atMost, checked, iso, isoOrNull, jsonBody, theWorkspace } from './request.ts';

const shown = ({ id, name, scopes, createdAt, expiresAt }: ApiKey) => ({
  id,
  name,
  scopes,
  createdAt: iso(createdAt),
  expiresAt: isoOrNull(expiresAt),
});

/** API keys of a workspace; a key itself is told once, when it is made. */
export const keys = (services: HttpServices): Hono<Env> =>
  new Hono<Env>()
    .post(
      '/v1/workspaces/:workspace/keys',
      described(makeKeyOperation),
      allow(services, 'admin'),
      atMost(1),
      async (c) => {
        const { configuration } = await theWorkspace(services, c);
        const { scopes, name, expiresAt } = checked(newKey(services.clock()), await jsonBody(c));
        const made = await createKey(services, {
          workspace: configuration.workspace,
          scopes: [...new Set(scopes)],
          name,
          expiresAt: expiresAt === null ? null : Date.parse(expiresAt),
        });
        return c.json({ ...shown(made), key: made.key }, 201);
      },
    )
    .get('/v1/workspaces/:workspace/keys', described(keysOperation), allow(services, 'admin'), async (c) => {
      const { configuration } = await theWorkspace(services, c);
      const listed = await services.apiKeys.list(configuration.workspace);
      return c.json({ keys: listed.map(shown) });
    })
    .delete(
      '/v1/workspaces/:workspace/keys/:id',
      described(removeKeyOperation),
      allow(services, 'admin'),
      async (c) => {
        const { workspace, id } = c.req.param();
        if (!(await services.apiKeys.remove(workspace, id))) throw notFound(`key "${id}"`);
        return c.body(null, 204);
      },
    );
