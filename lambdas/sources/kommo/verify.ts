import type { Verifier } from '../source.ts';
import { isKeptToken, tokenProblem } from '../token.ts';

/** Kommo signs nothing, so who knows the token in the address is believed. */
export const verifier: Verifier = {
  system: 'kommo',
  secretKind: 'token',
  keptHeaders: [],
  secretProblem: tokenProblem,
  verify: isKeptToken,
};
