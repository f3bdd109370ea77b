import { firstTime } from '../first.ts';
import { textAt } from './form.ts';
import { type Entity, nothing, refused } from './hooks.ts';
import { createdAtOf } from './lead.ts';

/**
 * Messages that come in: a reply of the contact, where contacts are the customers. The text is not read.
 */
export const messages: Entity = {
  isTimeless: ({ branch }) => createdAtOf(branch) === undefined,

  told({ action, branch }, { firstReceivedAt }, { customers }) {
    const customer = textAt(branch, 'contact_id');
    if (action !== 'add' || customers !== 'person' || customer === undefined) return nothing;
    const id = textAt(branch, 'id');
    if (id === undefined) return refused('id', 'is missing');
    const at = createdAtOf(branch) ?? firstReceivedAt;
    return {
      statements: [{ record: 'activity', id, at, set: { at: new Date(at), kind: 'reply', customer } }],
    };
  },
};

const ofLead = ['lead', '2'];

/** Messages that go out, which some accounts send: the first one to a lead is the first answer. The text is not read. */
export const outgoingMessages: Entity = {
  isTimeless: () => false,

  told({ action, branch }) {
    const id = textAt(branch, 'entity_id') ?? textAt(branch, 'element_id');
    const at = createdAtOf(branch);
    const isOfLead = ofLead.includes(textAt(branch, 'entity_type') ?? textAt(branch, 'element_type') ?? '');
    if (action !== 'add' || !isOfLead || id === undefined || at === undefined) return nothing;
    return { statements: [firstTime('lead', id, 'respondedAt', at)] };
  },
};
