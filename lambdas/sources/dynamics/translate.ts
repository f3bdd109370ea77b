import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { jsonOf } from '../json.ts';
import type { Received, Translation } from '../source.ts';
import { observationsOf, type Told } from '../statement.ts';
import { type Context, contextOf } from './context.ts';
import { statementsOf } from './statements.ts';
import { tableOf } from './tables.ts';
import { needsReceipt, timeOf } from './time.ts';
import { sizeExceeded } from './verify.ts';

const postOperation = 40;

/** What keeps a context from being read, and where in it; `undefined` where nothing does. */
const problemOf = (
  { id, stage, message, parameters }: Context,
  isCut: boolean,
): { path: string; message: string } | undefined => {
  if (stage < postOperation)
    return { path: 'Stage', message: 'is before the operation: register the step for PostOperation' };
  if (id === undefined) return { path: 'PrimaryEntityId', message: 'must be the id of a row' };
  if (message === 'Delete' || (parameters && !(isCut && parameters.size === 0))) return undefined;
  return {
    path: 'InputParameters',
    message: isCut
      ? 'were taken out by Dataverse, for the message was larger than 256 KB: the row must be fetched'
      : 'are missing: the row must be fetched',
  };
};

const told = (context: Context, received: Received, settings: SourceSettings): Told => {
  const table = tableOf(context);
  if (!table) return { path: '', statements: [] };
  const problem = problemOf(context, received.headers[sizeExceeded] !== undefined);
  if (problem) return { path: '', statements: [], problems: [problem] };
  const at = timeOf(context, received.firstReceivedAt);
  return { path: '', statements: statementsOf(table, context, context.id ?? '', at, settings) };
};

/** @see Source.timeless */
export const timeless = (received: Pick<Received, 'body'>): boolean => {
  const json = jsonOf(received);
  const context = 'value' in json ? contextOf(json.value) : undefined;
  return context !== undefined && tableOf(context) !== undefined && needsReceipt(context);
};

/** @see Source.translate */
export const translate = (received: Received, settings: SourceSettings): Translation => {
  const json = jsonOf(received);
  if ('problem' in json) return { failed: `The body ${json.problem}.` };
  const context = contextOf(json.value);
  if (!context)
    return { failed: 'The body is no RemoteExecutionContext: it has no MessageName, or no PrimaryEntityName.' };
  const { organization } = context;
  if (settings.account !== undefined && organization !== undefined && organization !== settings.account.toLowerCase())
    return { failed: "wrongAccount: the body is of another OrganizationId than the source's `account`." };
  return observationsOf([told(context, received, settings)], received.receivedAt);
};
