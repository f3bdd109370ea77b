import { randomBytes } from 'node:crypto';

/** 256 random bits that can stand in a header and a URL. */
const randomKey = (): string => randomBytes(32).toString('base64url');

/** An admin key, told from other secrets by how it begins. */
export const newAdminKey = (): string => `qd_admin_${randomKey()}`;

export interface LinkKey {
  readonly id: string;
  readonly key: string;
}

/** A key that signs links; its id travels with each signature. */
export const newLinkKey = (): LinkKey => ({ id: randomBytes(4).toString('hex'), key: randomKey() });
