import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { ofWrongAccount } from '../account.ts';
import type { Received, Translation } from '../source.ts';
import { observationsOf } from '../statement.ts';
import { textOf } from '../text.ts';
import { declaresEntities, isJson } from './bytes.ts';
import type { Change } from './change.ts';
import { parseEvents } from './events.ts';
import { longId } from './ids.ts';
import { parseMessage } from './message.ts';
import { toldOf } from './statements.ts';

type Parsed =
  | { readonly changes: readonly Change[]; readonly account?: string | undefined; readonly isMessage: boolean }
  | { readonly problem: string };

const parse = (body: Uint8Array): Parsed => {
  if (declaresEntities(body)) return { problem: 'declares a document type or entities, which Salesforce never does' };
  const text = textOf(body);
  if (text === undefined) return { problem: 'is not UTF-8 text' };
  if (isJson(body)) {
    const events = parseEvents(text);
    return 'problem' in events ? events : { ...events, isMessage: false };
  }
  const message = parseMessage(text);
  return message
    ? { ...message, isMessage: true }
    : { problem: 'is neither an outbound message, a SOAP envelope with notifications, nor a change event in JSON' };
};

/** @see Source.timeless */
export const timeless = ({ body }: Pick<Received, 'body'>): boolean => {
  const parsed = parse(body);
  return 'changes' in parsed && parsed.changes.some(({ at, id }) => at === undefined && id !== undefined);
};

/** @see Source.translate */
export const translate = (received: Received, settings: SourceSettings): Translation => {
  const parsed = parse(received.body);
  if ('problem' in parsed) return { failed: `The body ${parsed.problem}.` };
  const { changes, account, isMessage } = parsed;
  // Events do not say whose they are; every message does.
  const isOurs = settings.account === undefined || longId(account ?? '') === longId(settings.account);
  if (isMessage && !isOurs) return ofWrongAccount('the message is of OrganizationId', account ?? '(none)', settings);
  return observationsOf(
    changes.map((change) => toldOf(change, received.firstReceivedAt, settings)),
    received.receivedAt,
  );
};
