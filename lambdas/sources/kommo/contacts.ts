import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { aliasesOf } from '../aliases.ts';
import { mappedFields } from '../mapped.ts';
import type { Statement } from '../statement.ts';
import { type Branch, branchAt, branchesOf, idAt, idOf, textAt } from './form.ts';
import { type Entity, nameless, nothing, refused } from './hooks.ts';
import { changedAtOf, customByCode, customOf, epochIn, ownerOf } from './lead.ts';

const actions = ['add', 'update', 'responsible', 'restore', 'delete', 'note'];
/** How Kommo calls those who are customers. */
const typeOf = { company: 'company', person: 'contact' } as const;

/** Under the name of contacts come companies, too, and `type` tells which: both are told by the deletion of either. */
const isCustomer = (type: string | undefined, { customers }: SourceSettings): boolean =>
  type === undefined || type === typeOf[customers];

/** Ids of the leads that it is tied to: they are names here, `linked_leads_id[15319601][ID]`. */
const leadsOf = (branch: Branch): string[] =>
  branchesOf(branchAt(branch, 'linked_leads_id')).flatMap(([name, lead]) => idAt(lead, 'ID') ?? idOf(name) ?? []);

const ties = (customer: string, at: number, branch: Branch): Statement[] =>
  leadsOf(branch).flatMap((id) => (['deal', 'lead'] as const).map((record) => ({ record, id, at, set: { customer } })));

const customer = (id: string, at: number, branch: Branch, settings: SourceSettings): Statement => {
  const custom = customOf(branchAt(branch, 'custom_fields'));
  const valueAt = (path: string): string | undefined =>
    path.startsWith('custom:') ? custom.get(path.slice('custom:'.length)) : textAt(branch, path);
  const email = settings.customers === 'person' ? customByCode(branch, 'EMAIL') : undefined;
  return {
    record: 'customer',
    id,
    at,
    set: {
      name: textAt(branch, 'name'),
      owner: ownerOf(branch),
      ...mappedFields('customer', settings, (field) => custom.get(field), epochIn),
    },
    same: aliasesOf('customer', settings, valueAt, email),
  };
};

const entity = (typeByName?: 'company'): Entity => ({
  isTimeless: ({ action, branch }) =>
    action === 'delete' || action === 'restore' || (action !== 'note' && changedAtOf(branch) === undefined),

  told({ action, branch }, { firstReceivedAt }, settings) {
    if (!actions.includes(action)) return refused('', 'is not an action that Kommo is known to send for contacts');
    if (action === 'note' || !isCustomer(typeByName ?? textAt(branch, 'type'), settings)) return nothing;
    const id = idAt(branch, 'id');
    if (id === undefined) return nameless('id');
    if (action === 'delete') return { statements: [{ record: 'customer', id, at: firstReceivedAt, deleted: true }] };
    const at = changedAtOf(branch) ?? firstReceivedAt;
    const restored: Statement[] =
      action === 'restore' ? [{ record: 'customer', id, at: firstReceivedAt, deleted: false }] : [];
    return { statements: [customer(id, at, branch, settings), ...ties(id, at, branch), ...restored] };
  },
});

/** Contacts and companies: those that the source's `customers` names are customers. */
export const contacts = entity();
/** What comes under the name of companies is one, whether or not it says so. */
export const companies = entity('company');
