import { STATUS_CODES } from 'node:http';
import { inlineSchema, type JsonSchema, namedSchemas, reference } from './named.ts';
import { formTypes, type Operation, type Route } from './operation.ts';
import { pathParameters, problemSchema } from './shared.ts';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
  readonly example?: string;
}

interface Content {
  readonly schema: JsonSchema;
  readonly example?: unknown;
}

export interface DocumentedOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: Readonly<Record<string, unknown>>;
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, unknown>>;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
  };
}

const json = 'application/json';

const pathParametersOf = (path: string): Parameter[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const [description = '', example = ''] = pathParameters[name] ?? [];
    return {
      name,
      in: 'path',
      required: true,
      description,
      schema: { type: 'string' },
      ...(example !== '' && { example }),
    };
  });

const queryParametersOf = ({ query, queries = {} }: Operation): Parameter[] => {
  const said = Object.entries(queries).map(
    ([name, description]): Parameter => ({
      name,
      in: 'query',
      required: false,
      description,
      schema: { type: 'string' },
    }),
  );
  const { properties = {} } = (query ? inlineSchema(query) : {}) as { properties?: Record<string, JsonSchema> };
  const checked = Object.entries(properties).map(([name, { description, ...schema }]): Parameter => {
    const told = typeof description === 'string' ? { description } : {};
    return { name, in: 'query', required: false, ...told, schema };
  });
  return [...checked, ...said];
};

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: reference(problemSchema) } },
});

/** The problems that any request of its kind can have. */
const problemsOf = ({ path, scope, operation }: Route): Record<number, string> => ({
  ...(operation.body && {
    400: 'The body cannot be read',
    413: 'The body is too large',
    ...(operation.body.types !== formTypes && { 415: 'The body is of a type that this does not take' }),
  }),
  ...(scope !== null && {
    401: 'No key, or one that is not valid',
    403: `The key does not hold the scope "${scope}" here`,
  }),
  ...(path.includes('{') && { 404: 'There is no such thing' }),
  ...((operation.body || operation.query || path.includes('{period}')) && {
    422: 'Something in it is not as it must be; `errors` lists every mistake with its path',
  }),
  ...operation.problems,
});

const answersOf = ({ operation: { answers } }: Route) =>
  Object.entries(answers).map(([status, { description, schema, example, others = {}, headers }]) => {
    const content = {
      ...(schema && { [json]: { schema: reference(schema), ...(example !== undefined && { example }) } }),
      ...Object.fromEntries(
        Object.entries(others).map(([type, told]) => [type, { schema: { type: 'string', description: told } }]),
      ),
    };
    const told = Object.entries(headers ?? {}).map(([name, text]) => [
      name,
      { description: text, schema: { type: 'string' } },
    ]);
    return [
      status,
      {
        description,
        ...(Object.keys(content).length > 0 && { content }),
        ...(told.length > 0 && { headers: Object.fromEntries(told) }),
      },
    ] as const;
  });

const bodyOf = ({ body }: Operation) => {
  if (!body) return {};
  const { schema, example, types = [json], required = true } = body;
  const content = types.map((type): [string, Content] => [
    type,
    type === json || formTypes.includes(type) ? { schema: reference(schema), example } : { schema: { type: 'string' } },
  ]);
  return { requestBody: { required, content: Object.fromEntries(content) } };
};

/** `get /v1/jobs/{id}`, in letters. */
const idOf = (method: string, path: string): string =>
  [method.toLowerCase(), ...path.split(/[^A-Za-z0-9]+/).filter((part) => part !== '' && part !== 'v1')].join('_');

const documented = (route: Route): DocumentedOperation => {
  const { method, path, scope, operation } = route;
  const { tag, summary, description } = operation;
  const answers = Object.fromEntries(answersOf(route));
  const problems = Object.entries(problemsOf(route)).filter(([status]) => !(status in answers));
  return {
    operationId: idOf(method, path),
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    security: scope === null ? [] : [{ key: [scope] }],
    parameters: [...pathParametersOf(path), ...queryParametersOf(operation)],
    ...bodyOf(operation),
    responses: {
      ...answers,
      ...Object.fromEntries(problems.map(([status, told]) => [status, problem(told)])),
      default: problem(`${STATUS_CODES[500]}, or what else went wrong`),
    },
  };
};

/** OpenAPI 3.1 of some routes, from the schemas that validate. */
export const openApiOf = (routes: readonly Route[], url: string): OpenApiDocument => {
  const paths: Record<string, Record<string, DocumentedOperation>> = {};
  for (const route of routes) {
    const operations = paths[route.path] ?? {};
    operations[route.method.toLowerCase()] = documented(route);
    paths[route.path] = operations;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Quarterdeck',
      version: '1',
      description:
        'Reviews of KPIs, computed from the webhooks of a CRM. `/v1` wants `Authorization: Bearer <key>`: the key of the deployment may do everything, a key of a workspace what its scopes say. Errors are `application/problem+json` and say what to do.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    tags: [...new Set(routes.map(({ operation }) => operation.tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'The key of the deployment, or of a workspace' },
      },
      schemas: namedSchemas(),
    },
  };
};
