import { at, listAt, memberOf, textAt } from '../json.ts';
import { type Attributes, attributeIn, attributesOf, dateOf, idOf, pairsOf, rowIdOf } from './attribute.ts';
import { changesOf, type Parameters } from './messages.ts';

/** One operation on one row, as a RemoteExecutionContext tells it. */
export interface Context {
  /** `Create`, `Update`, `Delete`, `Win`, … */
  readonly message: string;
  /** The logical name of the table. */
  readonly table: string;
  readonly id: string | undefined;
  readonly organization: string | undefined;
  /** 40 is after the operation; what is smaller may still be undone. */
  readonly stage: number;
  /** `undefined` where they were taken out of a body that had grown too large. */
  readonly parameters: Parameters | undefined;
  /** The columns that the operation wrote, changed or not. */
  readonly written: Attributes;
  /** The row after it and before it, as far as images of it were registered. */
  readonly after: Attributes;
  readonly before: Attributes;
  /** The row that the operation merged into this one. */
  readonly loser: string | undefined;
  /** The version of the row after it, digits. */
  readonly version: string | undefined;
  /** When the operation's job was made, epoch milliseconds, and what its offset from UTC says in minutes. */
  readonly created: ReturnType<typeof dateOf>;
}

const digits = /^\d{1,19}$/;

/** What images of a row hold together, whatever name they were registered under. */
const imagesOf = (input: unknown, name: string, table: string): readonly unknown[] =>
  [...pairsOf(listAt(input, name)).values()].filter((image) => (textAt(image, 'LogicalName') ?? table) === table);

const versionOf = (images: readonly unknown[], after: Attributes): string | undefined => {
  const versions = images.map((image) => textAt(image, 'RowVersion'));
  const column = attributeIn(after, 'versionnumber')?.plain;
  return [...versions, String(column)].find((version) => version !== undefined && digits.test(version));
};

/** Reads a body that is one; `undefined` of anything else. */
export const contextOf = (input: unknown): Context | undefined => {
  const message = textAt(input, 'MessageName');
  const table = textAt(input, 'PrimaryEntityName');
  if (message === undefined || table === undefined) return undefined;
  const given = memberOf(input, 'InputParameters');
  const parameters = Array.isArray(given) ? pairsOf(given) : undefined;
  const images = imagesOf(input, 'PostEntityImages', table);
  const after = attributesOf(...images);
  const stage = at(input, 'Stage');
  const changes = changesOf(message, table, parameters ?? new Map());
  const id = idOf(memberOf(input, 'PrimaryEntityId')) ?? changes.id ?? rowIdOf(images[0]);
  const loser = message === 'Merge' ? idOf(parameters?.get('SubordinateId')) : undefined;
  return {
    message,
    table,
    id,
    organization: textAt(input, 'OrganizationId')?.toLowerCase(),
    stage: typeof stage === 'number' ? stage : 40,
    parameters,
    written: changes.written,
    after,
    before: attributesOf(...imagesOf(input, 'PreEntityImages', table)),
    loser: loser === id ? undefined : loser,
    version: versionOf(images, after),
    created: dateOf(memberOf(input, 'OperationCreatedOn')),
  };
};
