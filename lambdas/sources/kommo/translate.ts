import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { ofWrongAccount } from '../account.ts';
import type { Received, Translation } from '../source.ts';
import { observationsOf } from '../statement.ts';
import { textOf } from '../text.ts';
import { companies, contacts } from './contacts.ts';
import { parseBody, type Tree } from './form.ts';
import { accountOf, type Entity, hooksOf, isKommo } from './hooks.ts';
import { leads } from './leads.ts';
import { messages, outgoingMessages } from './messages.ts';
import { tasks } from './tasks.ts';
import { unsorted } from './unsorted.ts';

const parse = (body: Uint8Array): ReturnType<typeof parseBody> => {
  const text = textOf(body);
  return text === undefined ? { problem: 'is not UTF-8 text' } : parseBody(text);
};

/** Whatever else Kommo sends is taken, and says nothing of our records. */
const entities: Readonly<Record<string, Entity>> = {
  leads,
  contacts,
  companies,
  unsorted,
  task: tasks,
  message: messages,
  outgoing_message: outgoingMessages,
};

const readsOf = (tree: Tree): (readonly [Entity, ReturnType<typeof hooksOf>[number]])[] =>
  Object.entries(entities).flatMap(([name, entity]) => hooksOf(tree, name).map((hook) => [entity, hook] as const));

/** @see Source.timeless */
export const timeless = ({ body }: Pick<Received, 'body'>): boolean => {
  const parsed = parse(body);
  return 'tree' in parsed && readsOf(parsed.tree).some(([entity, hook]) => entity.isTimeless(hook));
};

/** @see Source.translate */
export const translate = (received: Received, settings: SourceSettings): Translation => {
  const parsed = parse(received.body);
  if ('problem' in parsed) return { failed: `The body ${parsed.problem}.` };
  const { tree } = parsed;
  if (!isKommo(tree))
    return { failed: 'The body names nothing that Kommo sends: leads, contacts, task, unsorted, message, talk.' };
  const account = accountOf(tree);
  if (settings.account !== undefined && account !== undefined && account !== settings.account)
    return ofWrongAccount('the body is of account[id]', account, settings);
  return observationsOf(
    readsOf(tree).map(([entity, hook]) => ({ path: hook.path, ...entity.told(hook, received, settings) })),
    received.receivedAt,
  );
};
