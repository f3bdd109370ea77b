import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import type { Received, Translation } from '../source.ts';
import { observationsOf, type Told } from '../statement.ts';
import { textOf } from '../text.ts';
import { parseBody } from './form.ts';
import { accountOf, isKommo, isLeadAction, type LeadHook, leadHooksOf } from './hooks.ts';
import { leadOf } from './lead.ts';
import { statementsOf } from './statements.ts';

const parse = (body: Uint8Array): ReturnType<typeof parseBody> => {
  const text = textOf(body);
  return text === undefined ? { problem: 'is not UTF-8 text' } : parseBody(text);
};

const told = ({ action, lead: branch, path }: LeadHook, received: Received, settings: SourceSettings): Told => {
  const refused = (at: string, message: string): Told => ({ path, statements: [], problems: [{ path: at, message }] });
  if (!isLeadAction(action)) return refused('', 'is not an action that Kommo is known to send for leads');
  if (action === 'note') return { path, statements: [] };
  const lead = leadOf(branch);
  if (lead.id === undefined) return refused('id', 'is missing');
  return { path, statements: statementsOf(action, lead.id, lead, received.firstReceivedAt, settings) };
};

const isTimeless = ({ action, lead }: LeadHook): boolean =>
  action === 'delete' || action === 'restore' || (action !== 'note' && leadOf(lead).changedAt === undefined);

/** @see Source.timeless */
export const timeless = ({ body }: Pick<Received, 'body'>): boolean => {
  const parsed = parse(body);
  return 'tree' in parsed && leadHooksOf(parsed.tree).some(isTimeless);
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
    return { failed: "wrongAccount: the body is of another account[id] than the source's `account`." };
  return observationsOf(
    leadHooksOf(tree).map((hook) => told(hook, received, settings)),
    received.receivedAt,
  );
};
