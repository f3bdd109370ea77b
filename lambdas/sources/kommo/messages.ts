import { firstTime } from '../first.ts';
import type { Statement } from '../statement.ts';
import { type Branch, branchAt, idAt, textAt } from './form.ts';
import { type Entity, nothing, refused } from './hooks.ts';
import { createdAtOf, isOfLead } from './lead.ts';

type Told = ReturnType<Entity['told']>;

/** A user of the account, whom a robot may pretend to be. Robots have the number zero. */
const isPerson = (author: Branch | undefined): boolean =>
  textAt(author, 'type') !== 'bot' &&
  (textAt(author, 'type') === 'internal' || (textAt(author, 'user_id') ?? '0') !== '0');

/** By its type; where it tells none, by who wrote it, and else by the name under which it came. */
const isOutgoing = (branch: Branch, byName: boolean): boolean => {
  const type = textAt(branch, 'type');
  return type === undefined ? byName || isPerson(branchAt(branch, 'author')) : type === 'outgoing';
};

/** The first one of a person to a lead is the first answer; what a robot writes does not stop the clock. */
const answer = (branch: Branch, at: number): Told => {
  const id = idAt(branch, 'entity_id') ?? idAt(branch, 'element_id');
  const type = textAt(branch, 'entity_type') ?? textAt(branch, 'element_type');
  const author = branchAt(branch, 'author');
  if (type !== undefined && !isOfLead(type)) return nothing;
  if (id === undefined || type === undefined) return refused('entity_id', 'is missing: which lead was answered');
  if (author === undefined || author === '')
    return refused('author', 'is missing: whether it was a person who answered');
  return isPerson(author) ? { statements: [firstTime('lead', id, 'respondedAt', at)] } : nothing;
};

const reply = (branch: Branch, at: number): Told => {
  const customer = idAt(branch, 'contact_id');
  if (customer === undefined) return nothing;
  const id = textAt(branch, 'id');
  if (id === undefined) return refused('id', 'is missing');
  const statement: Statement = { record: 'activity', id, at, set: { at: new Date(at), kind: 'reply', customer } };
  return { statements: [statement] };
};

const entity = (isOutgoingByName: boolean): Entity => ({
  isTimeless: ({ branch }) => createdAtOf(branch) === undefined,

  told({ action, branch }, { firstReceivedAt }, { customers }) {
    if (action !== 'add') return nothing;
    const at = createdAtOf(branch) ?? firstReceivedAt;
    if (isOutgoing(branch, isOutgoingByName)) return answer(branch, at);
    return customers === 'person' ? reply(branch, at) : nothing;
  },
});

/**
 * Messages. What comes in is a reply of the contact, where contacts are the customers; what goes out, which only some accounts
 * send, may be the first answer to a lead. The text is not read.
 */
export const messages = entity(false);
export const outgoingMessages = entity(true);
