import type { Services } from '../../lambdas/flow/services.ts';
import { compose } from '../../lambdas/runtime/compose.ts';
import * as ofAccount from '../../lambdas/runtime/parts/account.ts';
import { known } from '../../lambdas/runtime/parts/known.ts';
import { mailer } from '../../lambdas/runtime/parts/mailer.ts';
import * as ofProcess from '../../lambdas/runtime/parts/process.ts';
import * as queues from '../../lambdas/runtime/parts/queues.ts';
import { secrets } from '../../lambdas/runtime/parts/secrets.ts';
import { sources } from '../../lambdas/runtime/parts/sources.ts';
import * as stores from '../../lambdas/runtime/parts/stores.ts';

/** The very services that the functions of this process work with, for what stands around them. */
export const services: Services = compose({
  ...ofProcess,
  ...ofAccount,
  ...stores,
  ...queues,
  known,
  mailer,
  secrets,
  sources,
});
