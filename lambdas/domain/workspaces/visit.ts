/** A value in an input of unknown shape, and where it stands. */
export interface Found {
  readonly path: readonly PropertyKey[];
  readonly value: unknown;
}

const entriesOf = (value: unknown): [key: PropertyKey, value: unknown][] => {
  if (Array.isArray(value)) return value.map((item: unknown, index) => [index, item]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
};

/** The values at a pattern such as `recipients.*.locale`, where `*` stands for every index or key. Absent ones are none. */
export const valuesAt = (input: unknown, pattern: string): Found[] =>
  pattern.split('.').reduce<Found[]>(
    (found, part) =>
      found.flatMap(({ path, value }) =>
        entriesOf(value)
          .filter(([key, item]) => (part === '*' || key === part) && item !== undefined)
          .map(([key, item]) => ({ path: [...path, key], value: item })),
      ),
    [{ path: [], value: input }],
  );

/** The keys of the mappings at a pattern, each as a value at its own path. */
export const keysAt = (input: unknown, pattern: string): Found[] =>
  valuesAt(input, `${pattern}.*`).map(({ path }) => ({ path, value: path.at(-1) }));
