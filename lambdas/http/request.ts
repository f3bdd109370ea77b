import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type * as z from 'zod/mini';
import { PeriodError } from '../domain/periods/errors.ts';
import { parsePeriod } from '../domain/periods/parse.ts';
import type { Period } from '../domain/periods/period.ts';
import type { Workspace } from '../domain/ports.ts';
import { parseJson } from '../domain/records/json.ts';
import type { Scope } from '../domain/reviews/document.ts';
import { namedScope } from '../domain/reviews/scope.ts';
import { mistakesOf } from '../domain/workspaces/mistakes.ts';
import type { Services } from '../flow/services.ts';
import type { Env } from './auth.ts';
import { invalid, noWorkspace, Problem } from './problem.ts';

const megabyte = 1024 * 1024;

/** Refuses bodies over so many megabytes before they are read. */
export const atMost = (megabytes: number): MiddlewareHandler =>
  bodyLimit({
    maxSize: megabytes * megabyte,
    onError: () => {
      throw new Problem(413, `The body may have ${megabytes} MB. Send it in parts.`);
    },
  });

/** The media type of the body, without parameters. */
export const mediaType = (c: Context): string =>
  (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

export const bodyBytes = async (c: Context): Promise<Uint8Array> => new Uint8Array(await c.req.arrayBuffer());

/** Deeper than anything that is asked for, and shallow enough for whatever walks through it. */
const deepest = 100;

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((below) => isDeeper(below, levels - 1)));

/** The body as JSON, whatever it holds. */
export const jsonBody = async (c: Context): Promise<unknown> => {
  if (mediaType(c) !== 'application/json') throw new Problem(415, 'Send JSON, with "Content-Type: application/json".');
  const json = parseJson(await c.req.text());
  if ('problem' in json) throw new Problem(400, `The body ${json.problem}.`);
  if (isDeeper(json.value, deepest)) throw new Problem(400, `The body is nested more than ${deepest} levels deep.`);
  return json.value;
};

/** What a schema makes of an input; every mistake in it is told at once. */
export const checked = <Schema extends z.ZodMiniType>(schema: Schema, input: unknown): z.output<Schema> => {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw invalid(mistakesOf(result.error.issues, schema, input));
};

/** The workspace that the path names. */
export const theWorkspace = async (
  { workspaces }: Pick<Services, 'workspaces'>,
  c: Context<Env>,
): Promise<Workspace> => {
  const name = c.req.param('workspace') ?? '';
  const found = await workspaces.get(name);
  if (!found) throw noWorkspace(name);
  return found;
};

/** A period as it is written at `path`, in the workspace's calendar. */
export const thePeriod = (text: string, { configuration }: Workspace, path = 'period'): Period => {
  try {
    return parsePeriod(text, configuration);
  } catch (error) {
    if (error instanceof PeriodError) throw invalid([{ path, message: error.message }]);
    throw error;
  }
};

/** A scope by its name, `owner=ana`; none is the whole workspace. */
export const theScope = (name: string | undefined): Scope | null => {
  if (name === undefined) return null;
  let scope: Scope | null | undefined;
  try {
    scope = namedScope(name);
  } catch (error) {
    // A percent sign that encodes nothing.
    if (!(error instanceof URIError)) throw error;
  }
  if (scope === undefined)
    throw invalid([{ path: 'scope', message: 'must be written as owner=ana, parts joined by &' }]);
  return scope;
};

export const iso = (instant: number): string => new Date(instant).toISOString();
export const isoOrNull = (instant: number | null): string | null => (instant === null ? null : iso(instant));
