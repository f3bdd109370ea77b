import type { Entity } from './hooks.ts';
import { nameless, nothing, refused } from './hooks.ts';
import { leadOf } from './lead.ts';
import { statementsOf } from './statements.ts';

const actions = ['add', 'update', 'status', 'responsible', 'restore', 'delete'] as const;
export type LeadAction = (typeof actions)[number];

const isLeadAction = (name: string): name is LeadAction => (actions as readonly string[]).includes(name);

/** A Kommo lead: a deal, and the lead of the same id. */
export const leads: Entity = {
  isTimeless: ({ action, branch }) =>
    action === 'delete' || action === 'restore' || (action !== 'note' && leadOf(branch).changedAt === undefined),

  told({ action, branch }, { firstReceivedAt }, settings) {
    if (action === 'note') return nothing;
    if (!isLeadAction(action)) return refused('', 'is not an action that Kommo is known to send for leads');
    const lead = leadOf(branch);
    if (lead.id === undefined) return nameless('id');
    return { statements: statementsOf(action, lead.id, lead, firstReceivedAt, settings) };
  },
};
