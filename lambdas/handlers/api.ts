import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { createRouter } from '../http/router.ts';
import { services } from '../runtime/services.ts';

let serve: ReturnType<typeof handle> | undefined;

/** The HTTP API and the pages, by API Gateway (HTTP API, payload format 2.0). */
export const handler = (event: LambdaEvent, context?: LambdaContext) => {
  serve ??= handle(createRouter(services()));
  return serve(event, context);
};
