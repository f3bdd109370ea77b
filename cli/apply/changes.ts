/** One difference between two configurations; `undefined` where there is nothing. */
export interface Change {
  /** `recipients[ana@acme.example].role` */
  readonly path: string;
  readonly was: unknown;
  readonly is: unknown;
}

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** What tells the items of a list apart: sources and KPIs have an id, recipients an address. */
const identities = ['id', 'email'];

/** A list by what identifies its items, so that one that is gone does not make all after it seem changed. */
const byIdentity = (list: readonly unknown[]): Tree | undefined => {
  for (const identity of identities) {
    const keys = list.map((item) => (isTree(item) ? item[identity] : undefined));
    if (keys.every((key) => typeof key === 'string') && new Set(keys).size === list.length)
      return Object.fromEntries(list.map((item, index) => [String(keys[index]), item]));
  }
  return undefined;
};

/** What differs between two JSON values, leaf by leaf; what is wholly new or gone is one change. */
export const changesBetween = (was: unknown, is: unknown, path = ''): Change[] => {
  if (!isTree(was) || !isTree(is) || Array.isArray(was) !== Array.isArray(is)) {
    return was === is ? [] : [{ path, was, is }];
  }
  const lists = Array.isArray(was) && Array.isArray(is);
  const named = lists ? [byIdentity(was), byIdentity(is)] : [];
  const [before = was, after = is] = named.includes(undefined) ? [] : named;
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const at = lists ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    return changesBetween(before[key], after[key], at);
  });
};

const text = (value: unknown): string => (isTree(value) ? JSON.stringify(value) : String(value));

/** `timeZone: UTC → America/Sao_Paulo` */
export const changeText = ({ path, was, is }: Change): string => {
  if (was === undefined) return `${path}: ${text(is)} (new)`;
  if (is === undefined) return `${path}: removed`;
  return `${path}: ${text(was)} → ${text(is)}`;
};
