import { type Branch, branchAt, branchesOf, type Tree } from './form.ts';

/** What Kommo's hooks are about: the names it gives entities, in the singular and the plural that it uses. */
const entities = ['leads', 'contacts', 'companies', 'customers', 'task', 'unsorted', 'message', 'outgoing_message', 'talk', 'catalogs'];

const leadActions = ['add', 'update', 'status', 'responsible', 'restore', 'delete', 'note'] as const;
export type LeadAction = (typeof leadActions)[number];

const isLeadAction = (name: string): name is LeadAction => (leadActions as readonly string[]).includes(name);

/** One lead in one hook. */
export interface LeadHook {
  readonly action: LeadAction;
  readonly lead: Branch;
  /** `leads.add.0` */
  readonly path: string;
}

/** Whether a body speaks of anything that Kommo sends. */
export const isKommo = (tree: Tree): boolean => entities.some((entity) => typeof tree.get(entity) === 'object');

/** What a body says of leads, in its order, and the actions in it that Kommo is not known to send. */
export const leadHooksOf = (tree: Tree): { readonly hooks: LeadHook[]; readonly unknown: string[] } => {
  const actions = branchesOf(tree.get('leads'));
  return {
    hooks: actions.flatMap(([action, leads]) =>
      isLeadAction(action) ? branchesOf(leads).map(([index, lead]) => ({ action, lead, path: `leads.${action}.${index}` })) : [],
    ),
    unknown: actions.map(([action]) => action).filter((action) => !isLeadAction(action)),
  };
};

/** The id of the account that a body is of. */
export const accountOf = (tree: Tree): Branch | undefined => branchAt(tree.get('account'), 'id');
