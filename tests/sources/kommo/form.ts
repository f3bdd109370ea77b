type Nested = { readonly [name: string]: unknown };

const pairsOf = (path: string, value: unknown): [string, string][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value as Nested).flatMap(([name, below]) => pairsOf(`${path}[${name}]`, below))
    : [[path, String(value)]];

/** Writes nested values as PHP does: a form with keys in brackets, everything percent-encoded. */
export const formOf = (body: Nested): string =>
  new URLSearchParams(Object.entries(body).flatMap(([name, value]) => pairsOf(name, value))).toString();
