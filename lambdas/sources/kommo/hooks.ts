import { type Branch, branchesOf, type Tree, textAt } from './form.ts';

/** The names that Kommo gives entities in a body, in the singular or the plural as it happens to. */
const entities = [
  'leads',
  'contacts',
  'companies',
  'customers',
  'catalogs',
  'task',
  'unsorted',
  'message',
  'outgoing_message',
  'talk',
];

const leadActions = ['add', 'update', 'status', 'responsible', 'restore', 'delete', 'note'] as const;
export type LeadAction = (typeof leadActions)[number];

export const isLeadAction = (name: string): name is LeadAction => (leadActions as readonly string[]).includes(name);

/** One lead in one hook. */
export interface LeadHook {
  readonly action: string;
  readonly lead: Branch;
  /** `leads.add.0` */
  readonly path: string;
}

/** Whether a body speaks of anything that Kommo sends. */
export const isKommo = (tree: Tree): boolean => entities.some((entity) => branchesOf(tree.get(entity)).length > 0);

/** What a body says of leads, in its order. */
export const leadHooksOf = (tree: Tree): LeadHook[] =>
  branchesOf(tree.get('leads')).flatMap(([action, leads]) =>
    branchesOf(leads).map(([index, lead]) => ({ action, lead, path: `leads.${action}.${index}`.slice(0, 80) })),
  );

/** The id of the account that a body is of. */
export const accountOf = (tree: Tree): string | undefined => textAt(tree.get('account'), 'id');
