import type { Context } from '../context.ts';
import { exitCodes, Failure, interrupted, usage } from '../failure.ts';
import { addressOf, isLocal, keyOf } from './address.ts';
import { type Problem, Refused, refusal } from './refused.ts';
import { Unreachable } from './unreachable.ts';

interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** From the root, its parts percent-encoded: see `path`. */
  readonly path: string;
  /** Sent as JSON, or as it is when it is text. */
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as text, without a byte order mark. */
  readonly text: string;
  /** The very bytes of it. */
  readonly bytes: Uint8Array;
}

/** The HTTP API. Calls throw `Unreachable` when nothing answers and `Refused` when the answer is an error. */
export interface Api {
  readonly url: string;
  send(request: Request): Promise<Answer>;
  /** Sends, and reads the answer as JSON. */
  ask<T>(request: Request): Promise<T>;
}

/** A part that is empty, or means another folder, would make the path of something else. */
const encoded = (part: string): string => {
  if (/^\.{0,2}$/.test(part)) throw usage(`${JSON.stringify(part)} is no name.`);
  return encodeURIComponent(part);
};

/**
 * A path of the API, its parts encoded: path`/v1/workspaces/${workspace}/keys`.
 *
 * @throws Failure when a part cannot be a name
 */
export const path = (strings: TemplateStringsArray, ...parts: readonly string[]): string =>
  strings.reduce((whole, string, index) => whole + encoded(parts[index - 1] ?? '') + string);

/** Computing a review waits up to 20 seconds before it becomes a job; this leaves room for a cold start. */
const timeoutInMilliseconds = 60_000;

const keyMissing = (url: string): Failure =>
  new Failure('QUARTERDECK_KEY is not set.', {
    exitCode: exitCodes.usage,
    hint: isLocal(url)
      ? 'The admin key is what `npm start` was given in QUARTERDECK_ADMIN_KEY, or else prints when it starts. Then: export QUARTERDECK_KEY=…\nA key of one workspace is made with that one: quarterdeck keys WORKSPACE --create --scope read'
      : `The admin key of ${url} is in the parameter whose name the deployed stack prints. Then: export QUARTERDECK_KEY=…\nA key of one workspace is made with that one: quarterdeck keys WORKSPACE --create --scope read`,
  });

const bodyOf = ({ body }: Pick<Request, 'body'>): { readonly body?: string } => {
  if (body === undefined) return {};
  return { body: typeof body === 'string' ? body : JSON.stringify(body) };
};

const contentTypeOf = ({ body, contentType }: Pick<Request, 'body' | 'contentType'>): Record<string, string> =>
  body === undefined ? {} : { 'content-type': contentType ?? 'application/json' };

const problemOf = (text: string): Problem | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

/** @throws Failure when the environment has no usable address, or no key unless `open` says that none is needed */
export const createApi = ({ env, signal }: Pick<Context, 'env' | 'signal'>, { open = false } = {}): Api => {
  const url = addressOf(env);
  const key = keyOf(env);
  if (!key && !open) throw keyMissing(url);

  const answerTo = async ({ method, path: at, accept, ...request }: Request): Promise<Answer> => {
    try {
      const response = await fetch(url + at, {
        method,
        headers: {
          accept: accept ?? 'application/json',
          ...(key ? { authorization: `Bearer ${key}` } : {}),
          ...contentTypeOf(request),
        },
        // A redirect would turn a POST into a GET, or carry the key elsewhere.
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(timeoutInMilliseconds), signal]),
        ...bodyOf(request),
      });
      const bytes = new Uint8Array(await response.arrayBuffer());
      return { status: response.status, headers: response.headers, text: new TextDecoder().decode(bytes), bytes };
    } catch (cause) {
      throw signal.aborted ? interrupted() : new Unreachable(url, cause);
    }
  };

  const send = async (request: Request): Promise<Answer> => {
    const answer = await answerTo(request);
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw new Refused(refusal(url, request.method, request.path, answer, problemOf(answer.text)));
  };

  return {
    url,
    send,
    ask: async <T>(request: Request): Promise<T> => {
      const { text, headers } = await send(request);
      try {
        return JSON.parse(text) as T;
      } catch (cause) {
        throw new Failure(`${url} answered ${headers.get('content-type') ?? 'something'} where JSON was expected.`, {
          cause,
          hint: 'Is QUARTERDECK_URL the address of Quarterdeck itself?',
        });
      }
    },
  };
};
