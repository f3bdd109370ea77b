import type { Value } from './fields.ts';
import { owned, type Sayer } from './saying.ts';

/** The types of account that Salesforce comes with say "Customer", "Customer - Direct", "Customer - Channel". */
const statusOf = (type: Value): 'active' | null | undefined =>
  type === undefined ? undefined : /^customer\b/i.test(String(type)) ? 'active' : null;

/** An Account is a customer where companies are. */
export const account: Sayer = (change, { customers }) => {
  const { fields } = change;
  if (customers !== 'company') return undefined;
  return {
    record: 'customer',
    set: {
      ...owned(change),
      status: statusOf(fields('Type')),
      source: fields('AccountSource'),
      industry: fields('Industry'),
    },
    email: fields('PersonEmail'),
  };
};

/** A Contact is a customer where persons are. */
export const contact: Sayer = (change, { customers }) => {
  const { fields } = change;
  if (customers !== 'person') return undefined;
  return { record: 'customer', set: { ...owned(change), source: fields('LeadSource') }, email: fields('Email') };
};
