import { type Change, changesBetween, changeText } from '../apply/changes.ts';
import { hookLines, lacksToken, sourceText, tokenNote } from '../apply/hooks.ts';
import { exitCodes, Failure } from '../failure.ts';
import type { Applied } from '../http/answers.ts';
import { type Api, createApi, path } from '../http/api.ts';
import { mistakes, Refused } from '../http/refused.ts';
import { count } from '../terminal/text.ts';
import { filled } from '../yaml/environment.ts';
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
  const lineOf = (place: string): number => Number(place.split(':').at(-1)) || 0;
  const unknown = found.some(({ message }) => message.includes('is not a setting'));
  return new Failure(`${file.name} was not applied: ${count(found.length, 'mistake')}.`, {
    cause: error,
    ...(unknown && { hint: 'docs/workspace.md names every setting.' }),
    details: found
      .map(({ path: at, message }) => ({ place: file.placeOf(at), path: at, message }))
      .sort((a, b) => lineOf(a.place) - lineOf(b.place)),
  });
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

const outcome = ({ changed, secretsChanged }: Applied, isNew: boolean, changes: readonly Change[]): string => {
  if (isNew) return 'applied for the first time';
  if (!changed) return 'nothing has changed';
  if (changes.length === 0) return 'applied; only secrets have changed';
  return `applied; ${count(changes.length, 'change')}${secretsChanged ? ', and secrets' : ''}`;
};

export const apply: CommandDefinition = {
  name: 'apply',
  takes: [['<file>', 'the configuration, a workspace.yaml']],
  summary: 'apply the configuration of a workspace',
  help: `
A workspace is one company: its time zone, currency, sources, recipients and
targets. The file holds all of it, and applying it again changes nothing. What
has changed is listed. A mistake is told with its line and the nearest valid
name, and then nothing is applied. \${NAME} is filled in from the environment, so
that no secret has to stand in the file. docs/workspace.md names every setting.

Examples:
  $ quarterdeck apply workspace.yaml
  $ KOMMO_TOKEN=… quarterdeck apply workspace.yaml

The least that a file holds, and a source and a recipient:
  workspace: acme
  timeZone: America/Sao_Paulo
  currency: BRL
  from: "Acme KPIs <kpis@acme.example>"
  sources:
    - {id: kommo, system: kommo, secrets: ["\${KOMMO_TOKEN}"]}
  recipients:
    - {email: ana@acme.example, role: sales, reviews: [monthly, quarterly]}

Next: paste the address that is printed into the system that sends, or import
history, and look at what arrives:
  $ quarterdeck sources acme`,
  run: async ({ context, printer, args: [name = ''] }) => {
    const file = await readYaml(name, context.directory);
    const configuration = filled(file, context.env);
    const workspace = workspaceOf(file, configuration);
    const api = createApi(context);
    const at = path`/v1/workspaces/${workspace}`;
    const before = await current(api, at);
    const applied = await api.ask<Applied>({ method: 'PUT', path: at, body: configuration }).catch((error: unknown) => {
      throw error instanceof Refused && mistakes(error.problem).length > 0 ? withLines(error, file) : error;
    });
    const changes = before === undefined || !applied.changed ? [] : changesBetween(before, await current(api, at));
    printer.data({ ...applied, changes });
    printer.line(`${printer.colours.bold(workspace)}: ${outcome(applied, before === undefined, changes)}.`);
    for (const change of changes) {
      const told = change.was === undefined ? sourceText(change.path, applied.hooks, file) : undefined;
      printer.line(`  ${changeText(told === undefined ? change : { ...change, is: told })}`);
    }
    for (const { path: where, message } of applied.warnings) {
      printer.note(`warning: ${file.placeOf(where)} ${where}: ${message}`);
    }
    const hooks = hookLines(applied.hooks, file);
    if (hooks.length > 0) {
      printer.line();
      printer.line('Paste these addresses into the systems that send:');
      for (const hook of hooks) printer.line(`  ${hook}`);
      if (hooks.some(lacksToken)) printer.line(tokenNote);
    }
    if (before === undefined) printer.line(`Next: quarterdeck sources ${workspace}, or import history into it.`);
    return exitCodes.ok;
  },
};
