import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type Invoke, invocationContext } from '../lambda.ts';
import { readBody } from '../listen.ts';
import {
  functionFailed,
  gatewayEvent,
  gatewayResponse,
  type HttpRequest,
  type HttpResponse,
  tooLarge,
} from './gateway.ts';

export type GatewayFunction = Invoke<APIGatewayProxyEventV2, unknown>;

/** Who answers what. */
export interface Routes {
  readonly receive: GatewayFunction;
  readonly api: GatewayFunction;
  /** What there is only on a laptop: the home page and everything under `/local`. */
  readonly local: (request: HttpRequest) => Promise<HttpResponse>;
}

export interface FrontSettings {
  /** Undefined as long as the system is starting. */
  readonly routes: () => Routes | undefined;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly onError: (error: unknown) => void;
}

/** The most that API Gateway takes. */
const largestBody = 10 * 1024 * 1024;

const starting: HttpResponse = {
  status: 503,
  headers: { 'content-type': 'text/html; charset=utf-8', 'retry-after': '1' },
  body: '<!doctype html><meta http-equiv="refresh" content="1"><title>Quarterdeck</title><p>Quarterdeck is starting.</p>\n',
};

const isLocal = (path: string): boolean => path === '/' || path === '/local' || path.startsWith('/local/');

const requestOf = (incoming: IncomingMessage, body: Buffer): HttpRequest => ({
  method: incoming.method ?? 'GET',
  target: incoming.url ?? '/',
  headers: incoming.headersDistinct,
  body,
  sourceIp: incoming.socket.remoteAddress ?? '',
  httpVersion: incoming.httpVersion,
});

/** Stands where API Gateway stands: turns requests into events for the functions, and their answers into responses. */
export const createFront = ({ routes, clock, onError }: FrontSettings): Server => {
  const answer = async (incoming: IncomingMessage): Promise<HttpResponse> => {
    const body = await readBody(incoming, largestBody);
    if (!body) return tooLarge;
    const to = routes();
    if (!to) return starting;
    const request = requestOf(incoming, body);
    const [path = ''] = request.target.split('?');
    if (isLocal(path)) return to.local(request);
    const name = path.startsWith('/hooks/') ? 'receive' : 'api';
    return gatewayResponse(await to[name](gatewayEvent(request, clock()), invocationContext(name)));
  };

  return createServer(async (incoming, outgoing) => {
    let response: HttpResponse;
    try {
      response = await answer(incoming);
    } catch (error) {
      // A client that hung up in the middle of its request is no failure of ours.
      if (incoming.destroyed && !incoming.complete) return;
      onError(error);
      response = functionFailed;
    }
    const { status, headers, body } = response;
    outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
    outgoing.end(body);
  });
};
