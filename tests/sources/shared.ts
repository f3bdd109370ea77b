import { readFileSync } from 'node:fs';
import { describeShared, shared } from '../support/shared.ts';

const root = 'reference/payloads';

/** The folder of a system's real payloads. */
export const payloads = (system: string): string => shared(`${root}/${system}`);

/** The bytes of a real payload, `kommo/leads-add.txt`. */
export const payload = (path: string): Buffer => readFileSync(payloads(path));

/** A suite that needs the real payloads. */
export const describePayloads = (suite: string, tests: () => void): void => describeShared(suite, root, tests);
