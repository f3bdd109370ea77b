import type { Verifier } from '../source.ts';
import { isKeptToken, tokenProblem } from '../token.ts';

/** The header of a registration with `HttpHeader`. */
const header = 'x-quarterdeck-token';

/** The header that stands for what was taken out of a body of more than 256 KB. */
export const sizeExceeded = 'x-ms-dynamics-msg-size-exceeded';

/** What `apply` prints in the token's place is none, and may be left there by who enters the token elsewhere. */
const inPath = (path: string | null): string | null => (path !== null && tokenProblem(path) === null ? path : null);

/**
 * In the path, or where the registration of a webhook puts it: `WebhookKey` in the query as `code`, `HttpHeader` in a
 * header, `HttpQueryString` in the query as `token`.
 */
const tokenIn: NonNullable<Verifier['tokenIn']> = ({ path, query, headers }) => {
  const pairs = new URLSearchParams(query);
  return inPath(path) || pairs.get('code') || headers[header] || pairs.get('token') || null;
};

/** Nothing is signed: all that a registration can carry is a fixed text, so who knows the token is believed. */
export const verifier: Verifier = {
  system: 'dynamics',
  secretKind: 'token',
  keptHeaders: [sizeExceeded],
  secretProblem: tokenProblem,
  tokenIn,
  verify: isKeptToken,
};
