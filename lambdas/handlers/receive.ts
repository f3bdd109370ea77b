import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { createApp } from '../http/app.ts';
import { hooks } from '../http/hooks.ts';
import { services } from '../runtime/services.ts';

let serve: ReturnType<typeof handle> | undefined;

/** Webhooks, by API Gateway (HTTP API, payload format 2.0). */
export const handler = (event: LambdaEvent, context?: LambdaContext) => {
  serve ??= handle(createApp(services(), [hooks(services())]));
  return serve(event, context);
};
