import { type Detail, exitCodes, Failure } from '../failure.ts';
import type { Answer } from './api.ts';

/** What `application/problem+json` holds (RFC 9457), as far as the command reads it. */
export interface Problem {
  readonly title?: unknown;
  readonly detail?: unknown;
  /** A configuration's mistakes. */
  readonly errors?: unknown;
  /** Observations that were refused, when none was good. */
  readonly rejected?: unknown;
}

interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly hint: string | undefined;
  readonly problem: Problem;
  readonly headers: Headers;
  readonly details: readonly Detail[];
}

/** Whether the same request may succeed later: the system is busy, starting or out of order. */
export const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/** The API answered with an error. */
export class Refused extends Failure {
  readonly status: number;
  readonly problem: Problem;
  readonly headers: Headers;

  constructor({ status, message, hint, problem, headers, details }: Refusal) {
    super(message, {
      ...(hint === undefined ? {} : { hint }),
      details,
      exitCode: isPassing(status) ? exitCodes.unreachable : exitCodes.failed,
    });
    this.name = 'Refused';
    this.status = status;
    this.problem = problem;
    this.headers = headers;
  }
}

const said = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** The mistakes that a problem lists, each with its path. */
export const mistakes = ({ errors }: Problem): { readonly path: string; readonly message: string }[] =>
  Array.isArray(errors)
    ? errors.flatMap((error: { path?: unknown; message?: unknown } | null) =>
        typeof error?.message === 'string' ? [{ path: said(error.path) ?? '', message: error.message }] : [],
      )
    : [];

const hintOf = (status: number): string | undefined => {
  if (status === 401)
    return 'QUARTERDECK_KEY is not a key of this system, or has expired. Make one with the admin key: quarterdeck keys WORKSPACE --create --scope …';
  if (status === 403)
    return 'This needs a key with another scope. Make one with the admin key: quarterdeck keys WORKSPACE --create --scope …';
  if (isPassing(status)) return 'Try it again in a while.';
  if (status >= 300 && status < 400) return 'Set QUARTERDECK_URL to the address that it points to.';
  return undefined;
};

export const refusal = (
  url: string,
  method: string,
  path: string,
  { status, headers, text }: Answer,
  problem: Problem = {},
): Refusal => {
  const found = mistakes(problem);
  const told = said(problem.detail) ?? said(problem.title);
  const location = headers.get('location');
  const otherwise =
    status < 400 && location ? `it points to ${location}` : text.trim().slice(0, 200) || 'without a reason';
  return {
    status,
    message: told ? `${told} (${status})` : `${url} answered ${status} to ${method} ${path}: ${otherwise}`,
    hint: hintOf(status),
    problem,
    headers,
    // A single mistake is in the message already.
    details: told && found.length === 1 && told.includes(found[0]?.message ?? '') ? [] : found,
  };
};
