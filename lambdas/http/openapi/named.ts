import * as z from 'zod/mini';

/** Schemas by the name under which the document has them: bodies of requests apart, for what may be left out there is filled in here. */
const requests = z.registry<{ id: string }>();
const answers = z.registry<{ id: string }>();

/** A schema of a request's body, under a name of its own. */
export const asked = <Schema extends z.ZodMiniType>(id: string, schema: Schema): Schema => {
  requests.add(schema, { id });
  return schema;
};

/** A schema of what is answered, under a name of its own. */
export const answered = <Schema extends z.ZodMiniType>(id: string, schema: Schema): Schema => {
  answers.add(schema, { id });
  return schema;
};

const prefix = '#/components/schemas/';

/** @throws Error of a schema that was given no name */
export const reference = (schema: z.ZodMiniType): { $ref: string } => {
  const id = (requests.get(schema) ?? answers.get(schema))?.id;
  if (id === undefined) throw new Error('Give the schema a name, with asked() or answered().');
  return { $ref: `${prefix}${id}` };
};

export type JsonSchema = { readonly [name: string]: unknown };

const uri = (id: string): string => `${prefix}${id}`;

/** What is answered may come to have more members: a program is to pass over those that it does not know. */
const opened = (_: unknown, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !('additionalProperties' in value)) return value;
  const { additionalProperties, ...others } = value;
  return additionalProperties === false ? others : value;
};

const plain = ({ $schema, $id, ...schema }: JsonSchema): JsonSchema => schema;

/** Every schema that has a name, as JSON Schema 2020-12. */
export const namedSchemas = (): Record<string, JsonSchema> => {
  const made = {
    ...z.toJSONSchema(requests, { uri, io: 'input', unrepresentable: 'any' }).schemas,
    ...(JSON.parse(
      JSON.stringify(z.toJSONSchema(answers, { uri, io: 'output', unrepresentable: 'any' }).schemas),
      opened,
    ) as Record<string, JsonSchema>),
  };
  return Object.fromEntries(Object.entries(made).map(([id, schema]) => [id, plain(schema)]));
};

/** One schema by itself, as parameters have them. */
export const inlineSchema = (schema: z.core.$ZodType): JsonSchema =>
  plain(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
