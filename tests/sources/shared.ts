import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(process.env.QUARTERDECK_SHARED ?? '../shared', 'reference/payloads');

/** Whether the collection of real payloads is at hand; it is no part of the project. */
export const hasPayloads = existsSync(root);

/** The bytes of a real payload, `kommo/leads-add.txt`. */
export const payload = (path: string): Buffer => readFileSync(resolve(root, path));

/** The folder of a system's real payloads. */
export const payloads = (system: string): string => resolve(root, system);
