import { verifier as clickup } from './clickup/verify.ts';
import { verifier as dynamics } from './dynamics/verify.ts';
import { verifier as hubspot } from './hubspot/verify.ts';
import { verifier as kommo } from './kommo/verify.ts';
import { verifier as salesforce } from './salesforce/verify.ts';
import type { Verifier } from './source.ts';
import { verifier as standard } from './standard/verify.ts';
import { verifier as stripe } from './stripe/verify.ts';
import type * as systems from './systems.ts';
import { verifier as zendesk } from './zendesk/verify.ts';

/**
 * How the webhooks of every system are verified, by system, without what translates them: what `receive` loads before it can
 * answer, and a CRM waits two seconds for. A system that is missing here does not compile.
 */
export const verifiers: ReadonlyMap<string, Verifier> = new Map(
  Object.entries({ clickup, dynamics, hubspot, kommo, salesforce, standard, stripe, zendesk } satisfies Record<
    keyof typeof systems,
    Verifier
  >),
);
