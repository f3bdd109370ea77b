import type * as z from 'zod/mini';
import { unknownName } from '../records/suggest.ts';

/** One thing wrong with what was given, and where: `recipients[0].role`, empty for the whole of it. */
export interface Mistake {
  readonly path: string;
  readonly message: string;
}

type Path = readonly PropertyKey[];

/** A path as a reader would write it: `sources[1].system`. */
export const pathName = (path: Path): string =>
  path.reduce<string>((name, part) => {
    if (typeof part === 'number') return `${name}[${part}]`;
    return name === '' ? String(part) : `${name}.${String(part)}`;
  }, '');

/** The value at a path, undefined where the path leads nowhere. */
export const valueAt = (input: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? (value as Record<PropertyKey, unknown>)[part]
        : undefined,
    input,
  );

/** The names that may stand at a path, as far as the schema lists them. */
const namesAt = (schema: z.core.$ZodType | undefined, path: Path): string[] => {
  if (!schema) return [];
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const [first, ...rest] = path;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
      return namesAt(def.innerType, path);
    case 'object':
      return first === undefined ? Object.keys(def.shape) : namesAt(def.shape[String(first)], rest);
    case 'record': {
      if (first !== undefined) return namesAt(def.valueType, rest);
      const key = (def.keyType as z.core.$ZodTypes)._zod.def;
      return key.type === 'enum' ? Object.values(key.entries).map(String) : [];
    }
    case 'array':
      return namesAt(def.element, rest);
    case 'union':
      return def.options.flatMap((option) => namesAt(option, path));
    default:
      return [];
  }
};

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of names to values',
  record: 'a mapping of names to values',
};

const bound = (
  issue: { origin: string; inclusive?: boolean },
  limit: number | bigint,
  side: 'least' | 'most',
): string => {
  if (issue.origin === 'string')
    return side === 'least' && limit === 1 ? 'must not be empty' : `must have at ${side} ${limit} characters`;
  if (issue.origin === 'array') return `must have at ${side} ${limit} entries`;
  if (issue.inclusive === false) return `must be ${side === 'least' ? 'more' : 'less'} than ${limit}`;
  return `must be at ${side} ${limit}`;
};

/** A message of our own has been written into the schema; the library's own is left empty by `zod/mini`. */
const written = (message: string): boolean => message !== 'Invalid input';

const messageOf = (issue: z.core.$ZodIssue, value: unknown): string => {
  if (value === undefined && issue.code !== 'custom') return 'is required';
  if (written(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'invalid_value': {
      const values = issue.values.map(String);
      return typeof value === 'string'
        ? unknownName(value, 'one of the choices', values)
        : `must be one of ${values.join(', ')}`;
    }
    case 'too_small':
      return bound(issue, issue.minimum, 'least');
    case 'too_big':
      return bound(issue, issue.maximum, 'most');
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'is no valid name';
    case 'invalid_union': {
      const branches = issue.errors.flatMap(([first]) => (first ? [first] : []));
      const told = branches.find(({ message }) => written(message));
      return (
        told?.message ??
        `must be ${branches.map((branch) => ('expected' in branch ? (kinds[branch.expected] ?? branch.expected) : 'valid')).join(' or ')}`
      );
    }
    default:
      return 'is not valid';
  }
};

/** What is wrong within the only form of several that a list or a mapping can have been meant for, if there is one. */
const within = (issue: z.core.$ZodIssue): z.core.$ZodIssue[] | null => {
  if (issue.code !== 'invalid_union') return null;
  const isOfForm = (branch: z.core.$ZodIssue[]): boolean =>
    branch.every(({ code, path }) => code === 'unrecognized_keys' || path.length > 0);
  const meant = issue.errors.find(isOfForm);
  return meant?.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })) ?? null;
};

/** What a schema found wrong with `input`, in plain words, each with its path. */
export const mistakesOf = (issues: readonly z.core.$ZodIssue[], schema: z.core.$ZodType, input: unknown): Mistake[] =>
  issues.flatMap((issue) => {
    const inner = within(issue);
    if (inner) return mistakesOf(inner, schema, input);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: pathName([...issue.path, key]),
        message: unknownName(key, 'a setting', namesAt(schema, issue.path)),
      }));
    return [{ path: pathName(issue.path), message: messageOf(issue, valueAt(input, issue.path)) }];
  });
