import type { SourceSettings } from '../../../lambdas/domain/workspaces/settings.ts';
import { zendesk } from '../../../lambdas/sources/zendesk/index.ts';
import { type Facts, readingOf } from '../records.ts';

export const { translate, recordsOf, factsIn } = readingOf(zendesk);

/** What bodies make of the ticket that they are of. */
export const ticket = (bodies: readonly string[], settings: Partial<SourceSettings> = {}): Facts | undefined =>
  factsIn(bodies, settings)['ticket 900'];
