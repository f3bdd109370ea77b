import type { SourceSettings } from '../../../lambdas/domain/workspaces/settings.ts';
import { hubspot } from '../../../lambdas/sources/hubspot/index.ts';
import { type Facts, readingOf } from '../records.ts';
import { bodyOf, type Event } from './events.ts';

export const { translate, recordsOf, factsIn } = readingOf(hubspot);

/** What events make of all records, each event in a request of its own. */
export const factsOf = (events: readonly Event[], settings: Partial<SourceSettings> = {}): Record<string, Facts> =>
  factsIn(
    events.map((event) => bodyOf(event)),
    settings,
  );

const of =
  (key: string) =>
  (events: readonly Event[], settings: Partial<SourceSettings> = {}): Facts | undefined =>
    factsOf(events, settings)[key];

export const deal = of('deal 900');
export const lead = of('lead 500');
export const company = of('customer 600');
export const person = of('customer 500');
export const ticket = of('ticket 1100');
