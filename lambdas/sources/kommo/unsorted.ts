import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { mappedFields, unmapped } from '../mapped.ts';
import { instant, type Statement } from '../statement.ts';
import { type Branch, branchAt, branchesOf, idAt, idOf, ownText, textAt } from './form.ts';
import { type Entity, nothing, refused } from './hooks.ts';
import { createdAtOf, customOf, epochIn } from './lead.ts';

/** The lead within an incoming one, as it was filled in. */
const filledIn = (branch: Branch): Branch | undefined =>
  branchesOf(branchAt(branchAt(branch, 'data'), 'leads'))[0]?.[1];

/** The id that it will have as a lead, where that is known; until then its own. */
const leadIdOf = (branch: Branch): string | undefined =>
  idAt(branch, 'lead_id') ?? idAt(filledIn(branch), 'id') ?? textAt(branch, 'uid');

const come = (id: string, at: number, branch: Branch, settings: SourceSettings): Statement => {
  const lead = filledIn(branch);
  const custom = customOf(branchAt(lead, 'custom_fields'));
  const createdAt = createdAtOf(branch);
  return {
    record: 'lead',
    id,
    at,
    set: {
      name: textAt(lead, 'name'),
      createdAt: instant(createdAt),
      source: textAt(branch, 'category'),
      ...mappedFields('lead', settings, (field) => custom.get(field), epochIn),
    },
  };
};

/** The leads that a decision is about, by the result that Kommo tells of it. */
const decided = (branch: Branch, result: string): string[] =>
  branchesOf(branchAt(branchAt(branch, result), 'leads')).flatMap(([, lead]) => idOf(ownText(lead)) ?? []);

/**
 * An accepted one becomes a lead, and is no longer one by its own id. Where it came from is that lead's; when it came is
 * not said, since every hook of the lead says when that was made, and would prevail.
 */
const accepted = (branch: Branch, at: number, settings: SourceSettings): Statement[] => {
  const [lead] = decided(branch, 'accept_result');
  const uid = textAt(branch, 'uid');
  if (lead === undefined || uid === undefined) return [];
  return [
    { record: 'lead', id: uid, at, mergedInto: lead },
    { record: 'lead', id: lead, at, set: unmapped('lead', { source: textAt(branch, 'category') }, settings) },
  ];
};

const declined = (branch: Branch, at: number): Statement[] => {
  const leads = decided(branch, 'decline_result');
  const id = leadIdOf(branch);
  const ids = leads.length > 0 || id === undefined ? leads : [id];
  return ids.map((id) => ({ record: 'lead', id, at, set: { disqualifiedAt: new Date(at) } }));
};

/**
 * Incoming leads that nobody has sorted yet. That one was accepted or declined comes as a deletion, whose `created_at` may
 * be that of the incoming lead: the decision is placed by its receipt.
 */
export const unsorted: Entity = {
  isTimeless: ({ action, branch }) => action === 'delete' || createdAtOf(branch) === undefined,

  told({ action, branch }, { firstReceivedAt }, settings) {
    if (action === 'add' || action === 'update') {
      const id = leadIdOf(branch);
      if (id === undefined) return refused('uid', 'is missing');
      return { statements: [come(id, createdAtOf(branch) ?? firstReceivedAt, branch, settings)] };
    }
    if (action !== 'delete') return refused('', 'is not an action that Kommo is known to send for incoming leads');
    const decision = textAt(branch, 'action');
    if (decision === 'accept') return { statements: accepted(branch, firstReceivedAt, settings) };
    return decision === 'decline' ? { statements: declined(branch, firstReceivedAt) } : nothing;
  },
};
