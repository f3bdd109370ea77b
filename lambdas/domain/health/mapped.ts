import type { Observation } from '../records/observation.ts';
import type { SourceConfiguration } from '../workspaces/schema.ts';

/** A field that the configuration fills from one of the account's own. */
export interface MappedField {
  /** `deal.custom.tier` */
  readonly field: string;
  /** Where the account has it, `custom:1246489`. */
  readonly path: string;
}

type Mapping = Pick<SourceConfiguration, 'fields'>;

const mappedOf = ({ fields }: Mapping): MappedField[] =>
  Object.entries(fields).flatMap(([record, paths = {}]) =>
    Object.entries(paths).map(([name, path]) => ({ field: `${record}.${name}`, path })),
  );

/** What is remembered of one that was seen: filled from elsewhere, it is another. */
const markOf = ({ field, path }: MappedField): string => `${field}=${path}`;

/** That there were observations at all: the mark of no field has it. */
const any = 'any';

/** Marks of the mapped fields to which a webhook's observations give a value, and of that there are some. */
export const seenIn = (observations: readonly Observation[], mapping: Mapping): string[] => {
  const mapped = mappedOf(mapping);
  if (mapped.length === 0 || observations.length === 0) return [];
  const said = new Set<string>();
  for (const { record, set } of observations)
    for (const [name, value] of Object.entries(set)) if (value !== null) said.add(`${record}.${name}`);
  return [any, ...mapped.filter(({ field }) => said.has(field)).map(markOf)];
};

/** The mapped fields that are not among those with these marks; none where there is no mark at all: nothing was read. */
export const neverSeen = (mapping: Mapping, marks: readonly string[]): MappedField[] =>
  marks.length === 0 ? [] : mappedOf(mapping).filter((mapped) => !marks.includes(markOf(mapped)));
