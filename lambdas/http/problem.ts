import { STATUS_CODES } from 'node:http';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Mistake } from '../domain/workspaces/mistakes.ts';

interface ProblemOptions extends ErrorOptions {
  /** Members beside those of RFC 9457. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that says what is wrong and what to do; thrown where a request can go no further. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: ContentfulStatusCode;
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ContentfulStatusCode,
    detail: string,
    { members = {}, headers = {}, ...options }: ProblemOptions = {},
  ) {
    super(detail, options);
    this.status = status;
    this.members = members;
    this.headers = headers;
  }
}

/** The body of a problem as RFC 9457 wants it. */
export const problemJson = ({ status, message: detail, members }: Problem): string =>
  JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail, ...members });

export const headersOf = ({ headers }: Problem): Record<string, string> => ({
  'content-type': 'application/problem+json',
  ...headers,
});

export const answerProblem = (c: Context, problem: Problem): Response =>
  c.body(problemJson(problem), problem.status, headersOf(problem));

export const notFound = (what: string): Problem => new Problem(404, `There is no ${what}.`);

export const noWorkspace = (name: string): Problem =>
  notFound(
    `workspace "${name}". Check its id, or create it: PUT /v1/workspaces/{workspace}, or "quarterdeck apply FILE"`,
  );

/** What a caller is told of an error that nobody foresaw: nothing of the error. */
export const unexpected = (): Problem =>
  new Problem(500, 'Something went wrong here. Ask again; if it goes on, see the logs of this function.');

/** 422 with every mistake and its path. */
export const invalid = (errors: readonly Mistake[]): Problem => {
  const [first] = errors;
  const detail =
    errors.length === 1 && first
      ? `${first.path || 'The body'}: ${first.message}`
      : `There are ${errors.length} mistakes; "errors" lists each with its path.`;
  return new Problem(422, detail, { members: { errors } });
};
