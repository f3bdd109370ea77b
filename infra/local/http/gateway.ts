import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { account } from '../lambda.ts';

/** A request as it came over the wire. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query as the client wrote them. */
  readonly target: string;
  /** Lower-cased names, each with all its values. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  readonly body: Buffer;
  readonly sourceIp: string;
  /** `1.1` */
  readonly httpVersion: string;
}

/**
 * Content types whose bodies API Gateway hands over as text; all others, web forms among them, arrive as base64.
 */
const textual = /^(text\/[^;]+|application\/(json|javascript|xml|[^;]+\+(json|xml)))\s*(;|$)/i;

const split = (target: string): { path: string; query: string } => {
  const mark = target.indexOf('?');
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
};

const queryParameters = (query: string): Record<string, string> => {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    parameters[name] = Object.hasOwn(parameters, name) ? `${parameters[name]},${value}` : value;
  }
  return parameters;
};

/** The form in which API Gateway writes the time of a request, `12/Mar/2026:19:03:58 +0000`. */
const commonLogTime = (now: number): string => {
  const [, day, month, year, time] = new Date(now).toUTCString().split(/,? /);
  return `${day}/${month}/${year}:${time} +0000`;
};

/**
 * The event of an HTTP API of API Gateway, payload format 2.0.
 *
 * @param now epoch milliseconds
 */
export const gatewayEvent = (request: HttpRequest, now: number): APIGatewayProxyEventV2 => {
  const { path, query } = split(request.target);
  const { cookie, ...others } = request.headers;
  const headers = Object.fromEntries(
    Object.entries(others).flatMap(([name, values]) => (values ? [[name, values.join(',')]] : [])),
  );
  const isText = textual.test(headers['content-type'] ?? '');
  const parameters = queryParameters(query);
  const host = headers.host ?? '';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    ...(cookie && { cookies: cookie.flatMap((line) => line.split(/; */)) }),
    headers,
    ...(query !== '' && { queryStringParameters: parameters }),
    requestContext: {
      accountId: account,
      apiId: 'local',
      domainName: host,
      domainPrefix: host.split('.')[0] ?? '',
      http: {
        method: request.method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now,
    },
    ...(request.body.byteLength > 0 && { body: request.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.byteLength > 0 && !isText,
  };
};

/** What goes back over the wire. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer | string;
}

const isStructured = (result: unknown): result is Record<string, unknown> & { statusCode: number } =>
  typeof result === 'object' && result !== null && 'statusCode' in result && typeof result.statusCode === 'number';

/** What API Gateway makes of what a function answered; of anything without a `statusCode` it makes a JSON body. */
export const gatewayResponse = (result: unknown): HttpResponse => {
  if (!isStructured(result)) {
    const body = typeof result === 'string' ? result : (JSON.stringify(result) ?? '');
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = result;
  const named = Object.entries(headers as Record<string, unknown>).map(([name, value]) => [
    name.toLowerCase(),
    String(value),
  ]);
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...Object.fromEntries(named),
      ...((cookies as string[]).length > 0 && { 'set-cookie': cookies as string[] }),
    },
    body: isBase64Encoded ? Buffer.from(String(body), 'base64') : String(body),
  };
};

const message = (status: number, text: string): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: text }),
});

export const tooLarge = message(413, 'Request Entity Too Large');
export const functionFailed = message(500, 'Internal Server Error');
