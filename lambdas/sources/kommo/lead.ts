import { type Branch, branchAt, branchesOf, idAt, ownText, textAt } from './form.ts';

/** A lead as a hook tells it: what it does not tell, or not legibly, is `undefined`. Instants are epoch milliseconds. */
export interface Lead {
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly status: string | undefined;
  readonly pipeline: string | undefined;
  readonly price: string | undefined;
  /** `null` where nobody is responsible. */
  readonly owner: string | null | undefined;
  readonly createdAt: number | undefined;
  /** When it came to be as it is told; the hooks of the digital pipeline do not say. */
  readonly changedAt: number | undefined;
  readonly closedAt: number | undefined;
  /** First values of its custom fields by the field's id; empty text where the value is empty. */
  readonly custom: ReadonlyMap<string, string>;
}

/** Whether it is a lead that a task or a message is of, which some hooks say by its number and some by its name. */
export const isOfLead = (type: string | undefined): boolean => type === '2' || type === 'lead';

/** Epoch seconds in milliseconds; `undefined` for anything else, such as the `17265663a90` of Kommo's documentation. */
export const epochOf = (seconds: string | undefined): number | undefined =>
  seconds !== undefined && /^[1-9]\d{0,10}$/.test(seconds) ? Number(seconds) * 1000 : undefined;

/** `values[0][value]`, `values[0]` where it is a date, or `values[value]` where the field takes one value only. */
const firstValue = (values: Branch | undefined): string | undefined => {
  const only = ownText(branchAt(values, 'value'));
  if (only !== undefined) return only;
  const first = branchesOf(values)[0]?.[1];
  return ownText(branchAt(first, 'value')) ?? ownText(first);
};

/** First values of custom fields by the field's id; empty text where the value is empty. */
export const customOf = (fields: Branch | undefined): Map<string, string> => {
  const custom = new Map<string, string>();
  for (const [, field] of branchesOf(fields)) {
    const id = textAt(field, 'id');
    const value = firstValue(branchAt(field, 'values'));
    if (id !== undefined && value !== undefined) custom.set(id, value);
  }
  return custom;
};

/** The first value of the custom field that has a code of Kommo's own, `EMAIL` for example. */
export const customByCode = (branch: Branch, code: string): string | undefined =>
  branchesOf(branchAt(branch, 'custom_fields')).flatMap(([, field]) =>
    textAt(field, 'code') === code ? (firstValue(branchAt(field, 'values')) ?? []) : [],
  )[0];

/** Who is responsible. Zero is Kommo's robot: whatever it did, nobody is. */
export const ownerOf = (branch: Branch): string | null | undefined => {
  const responsible = textAt(branch, 'responsible_user_id');
  return responsible === '0' ? null : responsible;
};

export const createdAtOf = (branch: Branch): number | undefined =>
  epochOf(textAt(branch, 'created_at')) ?? epochOf(textAt(branch, 'date_create'));

export const changedAtOf = (branch: Branch): number | undefined =>
  epochOf(textAt(branch, 'updated_at')) ?? epochOf(textAt(branch, 'last_modified'));

/** An instant in a custom field, which holds epoch seconds, in milliseconds. */
export const epochIn = (value: string | number | boolean): number | undefined => epochOf(String(value));

export const leadOf = (branch: Branch): Lead => ({
  id: idAt(branch, 'id'),
  name: textAt(branch, 'name'),
  status: textAt(branch, 'status_id'),
  pipeline: textAt(branch, 'pipeline_id'),
  price: textAt(branch, 'price'),
  owner: ownerOf(branch),
  createdAt: createdAtOf(branch),
  changedAt: changedAtOf(branch),
  closedAt: epochOf(textAt(branch, 'closed_at')) ?? epochOf(textAt(branch, 'date_close')),
  custom: customOf(branchAt(branch, 'custom_fields')),
});
