import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { answerHook } from '../http/hooks.ts';
import { compose } from '../runtime/compose.ts';
import { invocation } from '../runtime/invocation.ts';
import { known } from '../runtime/parts/known.ts';
import { clock, logger, metrics, publicUrl } from '../runtime/parts/process.ts';
import { deliveries, refused, workspaces } from '../runtime/parts/stores.ts';

const services = compose({ deliveries, workspaces, refused, known, clock, logger, metrics, publicUrl });

const bodyOf = ({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): Uint8Array =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');

/** Only of what is there: the type of an event's headers says that they always are. */
const headersOf = ({ headers }: APIGatewayProxyEventV2): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name.toLowerCase(), value]])),
  );

/** Webhooks, by API Gateway (HTTP API, payload format 2.0). */
export const handler = invocation(async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  const { status, headers, body } = await answerHook(services, {
    method: event.requestContext.http.method,
    path: event.rawPath,
    query: event.rawQueryString,
    headers: headersOf(event),
    body: bodyOf(event),
  });
  return { statusCode: status, headers, body, isBase64Encoded: false };
});
