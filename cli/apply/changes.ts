/** One difference between two configurations; `undefined` where there is nothing. */
export interface Change {
  /** `recipients[1].email` */
  readonly path: string;
  readonly was: unknown;
  readonly is: unknown;
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** What differs between two JSON values, leaf by leaf; what is wholly new or gone is one change. */
export const changesBetween = (was: unknown, is: unknown, path = ''): Change[] => {
  if (!isTree(was) || !isTree(is) || Array.isArray(was) !== Array.isArray(is)) {
    return was === is ? [] : [{ path, was, is }];
  }
  const keys = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...keys].flatMap((key) => {
    const at = Array.isArray(is) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    return changesBetween(was[key], is[key], at);
  });
};

const text = (value: unknown): string => (isTree(value) ? JSON.stringify(value) : String(value));

/** `timeZone: UTC → America/Sao_Paulo` */
export const changeText = ({ path, was, is }: Change): string => {
  if (was === undefined) return `${path}: ${text(is)} (new)`;
  if (is === undefined) return `${path}: removed`;
  return `${path}: ${text(was)} → ${text(is)}`;
};
