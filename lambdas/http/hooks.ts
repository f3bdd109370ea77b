import { OtherVersionError } from '../domain/workspaces/storedVersion.ts';
import { type Acknowledgement, type Hook, receive } from '../flow/receive.ts';
import type { Services } from '../flow/services.ts';
import { headersOf, Problem, problemJson, unexpected } from './problem.ts';

/** A request as API Gateway hands it over. */
export interface HookRequest extends Pick<Hook, 'body' | 'headers'> {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** As it is written, without the question mark; empty where there is none. */
  readonly query: string;
}

export interface HookAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Needs = Parameters<typeof receive>[0] & Pick<Services, 'logger'>;

/** What logs name in place of the path, which may hold a token. */
export const hookRoute = 'POST /hooks/:workspace/:source/:token?';
const address = /^\/hooks\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/;
const largestBody = 1024 * 1024;

const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** One answer, whatever the reason and whether or not there is such a workspace. */
const refused = (): Problem =>
  new Problem(400, 'The webhook is refused. Check its address, and the secret at both ends.');

/** Workspace, source and token; nothing of an address that is no hook's. */
const segmentsOf = (path: string): (string | undefined)[] => {
  const [, ...segments] = address.exec(path) ?? [];
  try {
    return segments.map((segment) => segment && decodeURIComponent(segment));
  } catch {
    // A percent sign that encodes nothing.
    return [];
  }
};

const take = async (services: Needs, request: HookRequest): Promise<Acknowledgement> => {
  const { method, path, query, body, headers: given } = request;
  if (method !== 'POST') throw new Problem(405, 'This address takes POST.', { headers: { allow: 'POST' } });
  const [workspace, source, token = null] = segmentsOf(path);
  if (workspace === undefined || source === undefined) throw refused();
  if (body.byteLength > largestBody) throw new Problem(413, 'The body may have 1 MB. Send it in parts.');
  const target = query === '' ? path : `${path}?${query}`;
  const acknowledged = await receive(services, { workspace, source, token, method, target, body, headers: given });
  if (!acknowledged) throw refused();
  return acknowledged;
};

const problemOf = ({ logger }: Needs, error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof OtherVersionError) return new Problem(503, error.message);
  logger.error('A request failed.', { route: hookRoute, error });
  return unexpected();
};

/**
 * Webhooks in. Never answered 401, 403, 404 or 410: some systems switch a hook off for those. Without the application that
 * answers everything else, since what that does for each request shows in the time of every webhook.
 */
export const answerHook = async (services: Needs, request: HookRequest): Promise<HookAnswer> => {
  try {
    const { contentType, body } = await take(services, request);
    return { status: 200, headers: { ...headers, 'content-type': contentType }, body };
  } catch (error) {
    const problem = problemOf(services, error);
    return { status: problem.status, headers: { ...headers, ...headersOf(problem) }, body: problemJson(problem) };
  }
};
