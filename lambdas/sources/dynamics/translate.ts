import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { ofWrongAccount } from '../account.ts';
import { jsonOf } from '../json.ts';
import type { Received, Translation } from '../source.ts';
import { observationsOf, type Told } from '../statement.ts';
import { type Context, contextOf } from './context.ts';
import { statementsOf } from './statements.ts';
import { tableOf } from './tables.ts';
import { needsReceipt, timeOf } from './time.ts';
import { sizeExceeded } from './verify.ts';

const postOperation = 40;

/** What these wrote is in their target, or in an image; without both a row has changed and nothing tells how. */
const writes: ReadonlySet<string> = new Set(['Create', 'Update']);

/** Dataverse runs the steps of Create, Update and Delete for each of their rows, with images, which these come without. */
const severals: ReadonlySet<string> = new Set(['CreateMultiple', 'UpdateMultiple', 'UpsertMultiple', 'DeleteMultiple']);

/** What keeps a context from being read, and where in it; `undefined` where nothing does. */
const problemOf = (
  { id, stage, message, parameters, after }: Context,
  isCut: boolean,
): { path: string; message: string } | undefined => {
  if (stage < postOperation)
    return { path: 'Stage', message: 'is before the operation: register the step for PostOperation' };
  if (severals.has(message))
    return { path: 'MessageName', message: 'is of several rows at once: register the step for the operation on one' };
  if (id === undefined) return { path: 'PrimaryEntityId', message: 'must be the id of a row' };
  if (message === 'Delete') return undefined;
  const isEmpty = parameters === undefined || (isCut && parameters.size === 0);
  const isUntold = writes.has(message) && after.size === 0 && !parameters?.has('Target');
  if (!isEmpty && !isUntold) return undefined;
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
    return ofWrongAccount('the body is of OrganizationId', organization, settings);
  return observationsOf([told(context, received, settings)], received.receivedAt);
};
