import type { Context } from '../context.ts';
import { exitCodes, Failure } from '../failure.ts';
import { addressOf, defaultUrl } from './address.ts';
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
  readonly text: string;
}

/** The HTTP API. Calls throw `Unreachable` when nothing answers and `Refused` when the answer is an error. */
export interface Api {
  readonly url: string;
  send(request: Request): Promise<Answer>;
  /** Sends, and reads the answer as JSON. */
  ask<T>(request: Request): Promise<T>;
}

/** A path of the API, its parts encoded: path`/v1/workspaces/${workspace}/keys`. */
export const path = (strings: TemplateStringsArray, ...parts: readonly string[]): string =>
  strings.reduce((whole, string, index) => whole + encodeURIComponent(parts[index - 1] ?? '') + string);

/** Computing a review waits up to 20 seconds before it becomes a job; this leaves room for a cold start. */
const timeoutInMilliseconds = 60_000;

const keyMissing = (url: string): Failure =>
  new Failure('QUARTERDECK_KEY is not set.', {
    exitCode: exitCodes.usage,
    hint:
      url === defaultUrl
        ? 'The admin key is what `npm start` was given in QUARTERDECK_ADMIN_KEY, or else prints when it starts. Then: export QUARTERDECK_KEY=…\nA key of one workspace is made with that one: quarterdeck keys WORKSPACE --create --scope read'
        : `The admin key of ${url} is in the parameter whose name the deployed stack prints. Then: export QUARTERDECK_KEY=…\nA key of one workspace is made with that one: quarterdeck keys WORKSPACE --create --scope read`,
  });

const problemOf = (text: string): Problem | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

/** @throws Failure when the environment has no usable address, or no key unless `open` says that none is needed */
export const createApi = (env: Context['env'], { open = false } = {}): Api => {
  const url = addressOf(env);
  const key = env.QUARTERDECK_KEY;
  if (!key && !open) throw keyMissing(url);

  const send = async ({
    method,
    path: at,
    body,
    contentType = 'application/json',
    accept = 'application/json',
  }: Request): Promise<Answer> => {
    const payload = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    let answer: Answer;
    try {
      const response = await fetch(url + at, {
        method,
        headers: {
          accept,
          ...(key ? { authorization: `Bearer ${key}` } : {}),
          ...(body === undefined ? {} : { 'content-type': contentType }),
        },
        // A redirect would turn a POST into a GET, or carry the key elsewhere.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutInMilliseconds),
        ...payload,
      });
      answer = { status: response.status, headers: response.headers, text: await response.text() };
    } catch (cause) {
      throw new Unreachable(url, cause);
    }
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw new Refused(refusal(url, method, at, answer, problemOf(answer.text)));
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
