import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import type { Received } from '../source.ts';
import type { Told } from '../statement.ts';
import { type Branch, branchesOf, type Tree, textAt } from './form.ts';

/** What one hook tells of one lead, contact, task or the like. */
export interface Hook {
  readonly action: string;
  readonly branch: Branch;
}

/** How what a body says of one kind of thing is read. */
export interface Entity {
  /** Whether the hook has no time of its own. */
  isTimeless(hook: Hook): boolean;
  told(hook: Hook, received: Received, settings: SourceSettings): Omit<Told, 'path'>;
}

/** A hook that says nothing of our records. */
export const nothing: Omit<Told, 'path'> = { statements: [] };

/** A hook of which nothing can be made. */
export const refused = (path: string, message: string): Omit<Told, 'path'> => ({
  statements: [],
  problems: [{ path, message }],
});

/** The names that Kommo gives entities in a body, in the singular or the plural as it happens to. */
const names = [
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

/** Whether a body speaks of anything that Kommo sends. */
export const isKommo = (tree: Tree): boolean => names.some((name) => branchesOf(tree.get(name)).length > 0);

/** What Kommo does to things, in its own words. */
const actions = ['add', 'update', 'delete', 'restore', 'status', 'responsible', 'note'];

/** `leads.add.0`; of names that Kommo would not give nothing is repeated, as they may be anything. */
const placeOf = (name: string, action: string, index: string): string =>
  `${name}.${actions.includes(action) ? action : '?'}.${/^\d{1,6}$/.test(index) ? index : '?'}`;

/** What a body says of one kind of thing, in its order; `path` is `leads.add.0`. */
export const hooksOf = (tree: Tree, name: string): (Hook & { readonly path: string })[] =>
  branchesOf(tree.get(name)).flatMap(([action, things]) =>
    branchesOf(things).map(([index, branch]) => ({ action, branch, path: placeOf(name, action, index) })),
  );

/** A hook of what has no id, or none that Kommo would give. */
export const nameless = (member: string): Omit<Told, 'path'> => refused(member, 'is missing, or no number');

/** The id of the account that a body is of: of the whole of it, else of the first thing that it is about. */
export const accountOf = (tree: Tree): string | undefined =>
  textAt(tree.get('account'), 'id') ??
  names.flatMap((name) => hooksOf(tree, name)).flatMap(({ branch }) => textAt(branch, 'account_id') ?? [])[0];
