import { createHash } from 'node:crypto';

/** SHA-256 in hex: what is kept of API keys and of tokens in hook addresses. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
