import { defaultIsContentTypeBinary, handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { createRouter } from '../http/router.ts';
import { compose } from '../runtime/compose.ts';
import { invocation } from '../runtime/invocation.ts';
import * as ofAccount from '../runtime/parts/account.ts';
import { known } from '../runtime/parts/known.ts';
import * as ofProcess from '../runtime/parts/process.ts';
import { mailQueue, recordsQueue, replayQueue, reviewQueue } from '../runtime/parts/queues.ts';
import { secrets } from '../runtime/parts/secrets.ts';
import { sources } from '../runtime/parts/sources.ts';
import * as stores from '../runtime/parts/stores.ts';

const services = compose({
  ...ofProcess,
  ...ofAccount,
  ...stores,
  known,
  mailQueue,
  recordsQueue,
  replayQueue,
  reviewQueue,
  secrets,
  sources,
});

/** A body answered as text is decoded on the way, and loses the byte order mark by which Excel knows UTF-8. */
const isContentTypeBinary = (contentType: string): boolean =>
  contentType.startsWith('text/csv') || defaultIsContentTypeBinary(contentType);

const serve = handle(createRouter(services), { isContentTypeBinary });

/** The HTTP API and the pages, by API Gateway (HTTP API, payload format 2.0). */
export const handler = invocation((event: LambdaEvent, context?: LambdaContext) => serve(event, context));
