import { Hono } from 'hono';
import type { Services } from '../flow/services.ts';
import type { Env } from './auth.ts';
import { openApiOf } from './openapi/document.ts';
import { hookRoutes } from './openapi/hooks.ts';
import { described, routesOf } from './openapi/operation.ts';
import { docsOperation, documentOperation } from './openapi/others.ts';
import { docsPage } from './openapi/page.ts';

/**
 * What can be asked for, of all routes of an application and those of webhooks: as a document, and as a page. Open.
 *
 * @param app asked for its routes when somebody reads of them, when all are there
 */
export const openApi = (services: Pick<Services, 'publicUrl'>, app: () => Hono<Env>): Hono<Env> => {
  const document = () => openApiOf([...routesOf(app()), ...hookRoutes], services.publicUrl);
  return new Hono<Env>()
    .get('/v1/openapi.json', described(documentOperation), (c) => c.json(document()))
    .get('/v1/docs', described(docsOperation), (c) => c.html(docsPage(document())));
};
