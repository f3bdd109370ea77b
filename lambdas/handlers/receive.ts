import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { createApp } from '../http/app.ts';
import { hooks } from '../http/hooks.ts';
import { compose } from '../runtime/compose.ts';
import { invocation } from '../runtime/invocation.ts';
import { known } from '../runtime/parts/known.ts';
import { clock, logger, metrics } from '../runtime/parts/process.ts';
import { deliveries, refused, workspaces } from '../runtime/parts/stores.ts';

const services = compose({ deliveries, workspaces, refused, known, clock, logger, metrics });

const serve = handle(createApp(services, [hooks(services)]));

/** Webhooks, by API Gateway (HTTP API, payload format 2.0). */
export const handler = invocation((event: LambdaEvent, context?: LambdaContext) => serve(event, context));
