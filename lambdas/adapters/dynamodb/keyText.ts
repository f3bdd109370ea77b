import { createHash } from 'node:crypto';

/** The SHA-256 of bytes or text, in hex. */
export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** Instants as text that sorts as they do. */
export const padded = (instant: number): string => String(instant).padStart(13, '0');
