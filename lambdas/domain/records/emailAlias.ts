/**
 * What stands before the colon in an alias that is the hash of an e-mail address. No source may be called so, and
 * nothing is ever a record of it: it only ties those together that have it in common.
 */
export const emailSystem = 'email';
