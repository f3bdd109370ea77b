import { parseJson } from '../../domain/records/json.ts';

/** A decoded body: text, or branches by name. Where a path is both, its text stands under the empty name. */
export type Branch = string | Tree;
export type Tree = ReadonlyMap<string, Branch>;

type Growing = Map<string, string | Growing>;

/** Deeper than anything Kommo sends; what lies below is not read. */
const deepest = 16;
const brackets = /^(?:\[[^[\]]+\])+$/;

/** `leads[add][0][id]` as its names; `undefined` where the brackets do not close or hold nothing. */
const pathOf = (key: string): string[] | undefined => {
  const open = key.indexOf('[');
  if (open === -1) return [key];
  const rest = key.slice(open);
  return open > 0 && brackets.test(rest) ? [key.slice(0, open), ...rest.slice(1, -1).split('][')] : undefined;
};

const plant = (tree: Growing, path: readonly string[], text: string): void => {
  let branch = tree;
  path.forEach((name, depth) => {
    const below = branch.get(name);
    if (depth < path.length - 1) {
      const grown: Growing = below instanceof Map ? below : new Map(below === undefined ? [] : [['', below]]);
      branch.set(name, grown);
      branch = grown;
    } else if (below instanceof Map) below.set('', text);
    else branch.set(name, text);
  });
};

/**
 * JSON as the same tree that a form makes: every leaf is text, a list is branches by index. Whole numbers beyond 2^53 have lost
 * digits and are passed over.
 */
const branchOf = (value: unknown, depth = 0): string | Growing | undefined => {
  if (value === null || value === undefined || depth > deepest) return undefined;
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return undefined;
  if (typeof value !== 'object') return String(value);
  const tree: Growing = new Map();
  for (const [name, below] of Object.entries(value)) {
    const branch = branchOf(below, depth + 1);
    if (branch !== undefined) tree.set(name, branch);
  }
  return tree;
};

const looksLikeJson = (text: string): boolean => /^\s*[{[]/.test(text);

/** A form whose end was lost: its last pair has no value, half a key or half an escape. */
const breaksOff = (body: string): boolean => {
  const last = body.slice(body.lastIndexOf('&') + 1);
  const [key = ''] = new URLSearchParams(last).keys();
  return /%[0-9a-f]?$/i.test(last) || !last.includes('=') || pathOf(key) === undefined;
};

const parseForm = (body: string): Growing => {
  const tree: Growing = new Map();
  for (const [key, text] of new URLSearchParams(body)) {
    const path = pathOf(key);
    if (path && path.length <= deepest) plant(tree, path, text);
  }
  // Some of its integrations send each entity as one JSON text.
  for (const [name, text] of tree) {
    const json = typeof text === 'string' && looksLikeJson(text) ? parseJson(text) : undefined;
    const branch = json && 'value' in json ? branchOf(json.value) : undefined;
    if (branch !== undefined) tree.set(name, branch);
  }
  return tree;
};

/**
 * Reads a body: a form with keys in brackets, as PHP writes them, or the JSON that such a form decodes to. Linear in
 * the length of the body. Names are keys of maps, so that none of them can reach a prototype.
 */
export const parseBody = (body: string): { readonly tree: Tree } | { readonly problem: string } => {
  if (body.trim() === '') return { problem: 'is empty' };
  if (!looksLikeJson(body))
    return breaksOff(body) ? { problem: 'is not a form, or breaks off' } : { tree: parseForm(body) };
  const json = parseJson(body);
  if ('problem' in json) return json;
  const branch = branchOf(json.value);
  return branch instanceof Map ? { tree: branch } : { problem: 'is not a JSON object' };
};

/** The branches of a list or of an object, in the order in which they came. */
export const branchesOf = (branch: Branch | undefined): [name: string, branch: Branch][] =>
  typeof branch === 'object' ? [...branch].filter(([name]) => name !== '') : [];

export const branchAt = (branch: Branch | undefined, name: string): Branch | undefined =>
  typeof branch === 'object' ? branch.get(name) : undefined;

/** A branch's own text. */
export const ownText = (branch: Branch | undefined): string | undefined => {
  const own = typeof branch === 'object' ? branch.get('') : branch;
  return typeof own === 'string' ? own : undefined;
};

/** The text at a name; `undefined` where there is none or it is empty. */
export const textAt = (branch: Branch | undefined, name: string): string | undefined =>
  ownText(branchAt(branch, name)) || undefined;

/** What can be an id of Kommo's own; its ids are digits, of whatever they are. */
export const idOf = (text: string | undefined): string | undefined =>
  text !== undefined && /^\d{1,20}$/.test(text) ? text : undefined;

/** The id at a name. */
export const idAt = (branch: Branch | undefined, name: string): string | undefined => idOf(textAt(branch, name));
