import type { Observation, Rejection } from '../../domain/records/observation.ts';
import { parseObservation } from '../../domain/records/parse.ts';
import { parseValue } from '../../domain/records/value.ts';
import { fieldOf } from '../../domain/records/vocabulary.ts';
import type { SourceConfiguration } from '../../domain/workspaces/schema.ts';
import type { Received, Translation } from '../source.ts';
import { textOf } from '../text.ts';
import { parseBody } from './form.ts';
import { accountOf, isKommo, isLeadAction, type LeadHook, leadHooksOf } from './hooks.ts';
import { leadOf } from './lead.ts';
import { type Statement, statementsOf } from './statements.ts';

const parse = (body: Uint8Array): ReturnType<typeof parseBody> => {
  const text = textOf(body);
  return text === undefined ? { problem: 'is not UTF-8 text' } : parseBody(text);
};

type Legible = { readonly set: Record<string, string | null>; readonly problems: { path: string; message: string }[] };

/** What of a statement its fields can hold, so that one illegible value does not lose the others. */
const legible = ({ record, set = {} }: Statement): Legible => {
  const result: Legible = { set: {}, problems: [] };
  for (const [name, value] of Object.entries(set)) {
    const field = fieldOf(record, name);
    if (!field || value === undefined) continue;
    const parsed = parseValue(field, value);
    if ('value' in parsed) result.set[name] = value;
    else result.problems.push({ path: name, message: parsed.expected });
  }
  return result;
};

interface Read {
  readonly observations: Observation[];
  readonly rejected: Rejection[];
}

const read = (hook: LeadHook, index: number, received: Received, configuration: SourceConfiguration): Read => {
  const result: Read = { observations: [], rejected: [] };
  const reject = (path: string, message: string): void => {
    const whole = path === '' ? hook.path : `${hook.path}.${path}`;
    if (!result.rejected.some((rejection) => rejection.path === whole))
      result.rejected.push({ index, path: whole, message });
  };
  if (!isLeadAction(hook.action)) {
    reject('', 'is not an action that Kommo is known to send for leads');
    return result;
  }
  const lead = leadOf(hook.lead);
  if (lead.id === undefined && hook.action !== 'note') {
    reject('id', 'is missing');
    return result;
  }
  for (const statement of statementsOf(hook.action, lead, received.firstReceivedAt, configuration)) {
    const { record, at, seq, deleted } = statement;
    const { set, problems } = legible(statement);
    for (const { path, message } of problems) reject(path, message);
    if (deleted === undefined && Object.keys(set).length === 0) continue;
    const parsed = parseObservation(
      { record, id: lead.id, at: new Date(at).toISOString(), seq, set, deleted },
      index,
      received.receivedAt,
    );
    if ('observation' in parsed) result.observations.push(parsed.observation);
    else reject(parsed.rejection.path, parsed.rejection.message);
  }
  return result;
};

const isTimeless = ({ action, lead }: LeadHook): boolean =>
  action === 'delete' || action === 'restore' || (action !== 'note' && leadOf(lead).changedAt === undefined);

/** @see Source.timeless */
export const timeless = ({ body }: Pick<Received, 'body'>): boolean => {
  const parsed = parse(body);
  return 'tree' in parsed && leadHooksOf(parsed.tree).some(isTimeless);
};

/** @see Source.translate */
export const translate = (received: Received, configuration: SourceConfiguration): Translation => {
  const parsed = parse(received.body);
  if ('problem' in parsed) return { failed: `The body ${parsed.problem}.` };
  const { tree } = parsed;
  if (!isKommo(tree))
    return { failed: 'The body names nothing that Kommo sends: leads, contacts, task, unsorted, message, talk.' };
  const account = accountOf(tree);
  if (configuration.account !== undefined && account !== undefined && account !== configuration.account)
    return { failed: "wrongAccount: the body is of another account[id] than the source's `account`." };
  const reads = leadHooksOf(tree).map((hook, index) => read(hook, index, received, configuration));
  return {
    observations: reads.flatMap(({ observations }) => observations),
    rejected: reads.flatMap(({ rejected }) => rejected),
  };
};
