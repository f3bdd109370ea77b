import { defaultIsContentTypeBinary, handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { createRouter } from '../http/router.ts';
import { services } from '../runtime/services.ts';

/** A body answered as text is decoded on the way, and loses the byte order mark by which Excel knows UTF-8. */
const isContentTypeBinary = (contentType: string): boolean =>
  contentType.startsWith('text/csv') || defaultIsContentTypeBinary(contentType);

let serve: ReturnType<typeof handle> | undefined;

/** The HTTP API and the pages, by API Gateway (HTTP API, payload format 2.0). */
export const handler = (event: LambdaEvent, context?: LambdaContext) => {
  serve ??= handle(createRouter(services()), { isContentTypeBinary });
  return serve(event, context);
};
