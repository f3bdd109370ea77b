import type { JsonSchema } from './named.ts';

/** One member of a body, for a table. */
export interface Member {
  readonly name: string;
  readonly type: string;
  /** The schema that its type leads to, by name. */
  readonly link: string | null;
  readonly required: boolean;
  readonly description: string;
}

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;
const list = (value: unknown): JsonSchema[] => (Array.isArray(value) ? value.filter(isSchema) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `Review` of `#/components/schemas/Review`. */
export const nameOf = (reference: unknown): string => text(reference).split('/').at(-1) ?? '';

/** The schema that a type leads to, through lists and what may be null. */
const linkOf = (schema: JsonSchema): string | null => {
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  const inner = [schema.items, ...list(schema.anyOf), schema.additionalProperties].filter(isSchema);
  return inner.map(linkOf).find((link) => link !== null) ?? null;
};

/** A type in a few words: `text`, `list of Segment`, `one of "met", "missed", or null`. */
export const typeOf = (schema: JsonSchema): string => {
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (Array.isArray(schema.enum)) return schema.enum.map((one) => JSON.stringify(one)).join(', ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const choices = list(schema.anyOf ?? schema.oneOf);
  if (choices.length > 0) return [...new Set(choices.map(typeOf))].join(' or ');
  if (schema.type === 'array') return isSchema(schema.items) ? `list of ${typeOf(schema.items)}` : 'list';
  if (schema.type === 'object') {
    const { additionalProperties: values } = schema;
    return isSchema(values) && Object.keys(values).length > 0 ? `object of ${typeOf(values)}` : 'object';
  }
  const names: Readonly<Record<string, string>> = { string: 'text', integer: 'whole number' };
  return names[text(schema.type)] ?? (text(schema.type) || 'anything');
};

/** Members that stand within another one, `brand.logo`, each a row of its own. */
const within = (name: string, schema: JsonSchema): Member[] => {
  if (schema.type === 'array' && isSchema(schema.items)) return membersIn(`${name}[].`, schema.items);
  const [object] = list(schema.anyOf).filter(({ properties }) => properties !== undefined);
  return membersIn(`${name}.`, object ?? schema);
};

const membersIn = (prefix: string, { properties, required = [] }: JsonSchema): Member[] =>
  Object.entries(isSchema(properties) ? properties : {}).flatMap(([name, member]) => {
    if (!isSchema(member)) return [];
    return [
      {
        name: prefix + name,
        type: typeOf(member),
        link: linkOf(member),
        required: Array.isArray(required) && required.includes(name),
        description: text(member.description),
      },
      ...within(prefix + name, member),
    ];
  });

/** The members of a schema, those of objects without a name among them. */
export const membersOf = (schema: JsonSchema): Member[] =>
  membersIn('', schema.type === 'array' && isSchema(schema.items) ? schema.items : schema);
