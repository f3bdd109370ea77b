import { createHash } from 'node:crypto';
import { scopeName } from '../domain/reviews/scope.ts';
import type { SendKey } from '../domain/reviews/send.ts';

const length = 24;

/** The id of a send, told by its key: 24 characters of base64url, 144 bits of SHA-256. */
export const sendId = ({ workspace, cadence, start, scope, recipient }: SendKey): string =>
  createHash('sha256')
    .update(JSON.stringify([workspace, cadence, start, scopeName(scope), recipient]))
    .digest('base64url')
    .slice(0, length);
