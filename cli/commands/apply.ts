import { type Change, changesBetween, changeText } from '../apply/changes.ts';
import { exitCodes, Failure } from '../failure.ts';
import type { Applied } from '../http/answers.ts';
import { type Api, createApi, path } from '../http/api.ts';
import { mistakes, Refused } from '../http/refused.ts';
import { count } from '../terminal/text.ts';
import { filled, variableOf } from '../yaml/environment.ts';
import { readYaml, type YamlFile } from '../yaml/file.ts';
import type { CommandDefinition } from './command.ts';

const workspaceOf = (file: YamlFile, configuration: unknown): string => {
  const found =
    typeof configuration === 'object' && configuration !== null && 'workspace' in configuration
      ? configuration.workspace
      : undefined;
  if (typeof found === 'string' && found !== '') return found;
  throw new Failure(`${file.name} names no workspace.`, { hint: 'Begin it with, for example: workspace: acme' });
};

/** The mistakes the API found, each with the line of the file that it is on. */
const withLines = (error: Refused, file: YamlFile): Failure => {
  const found = mistakes(error.problem);
  return new Failure(`${file.name} was not applied: ${count(found.length, 'mistake')}.`, {
    cause: error,
    details: found.map(({ path: at, message }) => ({ place: file.placeOf(at), path: at, message })),
  });
};

interface WrittenSource {
  readonly id?: unknown;
  readonly secrets?: unknown;
}

/** A hook's address with the variable that its token is in: the secret itself stays off the screen. */
const hookUrl = (url: string, source: string, file: YamlFile): string => {
  const { sources } = file.value as { readonly sources?: unknown };
  const written = (Array.isArray(sources) ? (sources as (WrittenSource | null)[]) : []).find(
    (entry) => entry?.id === source,
  );
  const [secret]: unknown[] = Array.isArray(written?.secrets) ? written.secrets : [];
  const variable = variableOf(secret);
  return variable === undefined ? url : url.replace('{token}', `\${${variable}}`);
};

/** The configuration as it is applied now, its secrets masked; `undefined` when the workspace is new. */
const current = async (api: Api, at: string): Promise<unknown> => {
  try {
    return await api.ask<unknown>({ method: 'GET', path: at });
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  }
};

const outcome = (changed: boolean, isNew: boolean, changes: readonly Change[]): string => {
  if (isNew) return 'applied for the first time';
  if (!changed) return 'nothing has changed';
  return changes.length === 0 ? 'applied; only secrets have changed' : `applied; ${count(changes.length, 'change')}`;
};

export const apply: CommandDefinition = {
  usage: 'apply <file>',
  summary: 'apply the configuration of a workspace',
  help: `
\${NAME} in the file is filled from the environment, so that no secret has to be written in it.
What has changed is listed; applying the same file again changes nothing. A mistake is told with its path and line,
and nothing is applied.

Examples:
  $ quarterdeck apply workspace.yaml
  $ KOMMO_TOKEN=… quarterdeck apply workspace.yaml
  $ quarterdeck apply workspace.yaml --json`,
  run: async ({ context, printer, args: [name = ''] }) => {
    const file = await readYaml(name, context.directory);
    const configuration = filled(file, context.env);
    const workspace = workspaceOf(file, configuration);
    const api = createApi(context.env);
    const at = path`/v1/workspaces/${workspace}`;
    const before = await current(api, at);
    const applied = await api.ask<Applied>({ method: 'PUT', path: at, body: configuration }).catch((error: unknown) => {
      throw error instanceof Refused && mistakes(error.problem).length > 0 ? withLines(error, file) : error;
    });
    const changes = before === undefined || !applied.changed ? [] : changesBetween(before, await current(api, at));
    printer.data({ ...applied, changes });
    printer.line(`${printer.colours.bold(workspace)}: ${outcome(applied.changed, before === undefined, changes)}.`);
    for (const change of changes) printer.line(`  ${changeText(change)}`);
    for (const { path: where, message } of applied.warnings) {
      printer.note(`warning: ${file.placeOf(where)} ${where}: ${message}`);
    }
    if (applied.hooks.length > 0) {
      printer.line();
      printer.line('Paste these addresses into the systems that send:');
      for (const { source, system, url } of applied.hooks)
        printer.line(`  ${source} (${system})  ${hookUrl(url, source, file)}`);
    }
    return exitCodes.ok;
  },
};
