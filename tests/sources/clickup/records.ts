import { clickup } from '../../../lambdas/sources/clickup/index.ts';
import { type Facts, readingOf } from '../records.ts';
import { list, taskId } from './hook.ts';

export const { translate, recordsOf, factsIn } = readingOf(clickup);

type Settings = NonNullable<Parameters<typeof factsIn>[1]>;

export const stages = { qualified: ['Qualified'], won: ['Won'], lost: ['Lost', 'No budget'] };

/** What bodies say of the task as a deal. */
export const deal = (bodies: readonly string[], settings: Settings = { stages }): Facts | undefined =>
  factsIn(bodies, settings)[`deal ${taskId}`];

const records = { ticket: 'ticket', lead: 'lead', onboarding: 'customer' } as const;

/** What bodies say of the task where its list has tasks of a kind. */
export const of = (kind: keyof typeof records, bodies: readonly string[], settings: Settings = {}): Facts | undefined =>
  factsIn(bodies, { stages, lists: { [list]: kind }, ...settings })[`${records[kind]} ${taskId}`];
