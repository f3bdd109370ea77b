import type { HookAddress } from '../http/answers.ts';
import { variableOf } from '../yaml/environment.ts';
import type { YamlFile } from '../yaml/file.ts';

interface WrittenSource {
  readonly id?: unknown;
  readonly secrets?: unknown;
}

/** The secrets of a source as the file writes them. */
const secretsOf = (file: YamlFile, source: string): readonly unknown[] => {
  const { sources } = file.value as { readonly sources?: unknown };
  const list = Array.isArray(sources) ? (sources as (WrittenSource | null)[]) : [];
  const secrets = list.find((entry) => entry?.id === source)?.secrets;
  return Array.isArray(secrets) ? secrets : [];
};

/** With the variable that the token is in: the secret itself stays off the screen. */
const withVariable = (url: string, secret: unknown): string => {
  const variable = variableOf(secret);
  return variable === undefined ? url : url.replace('{token}', `\${${variable}}`);
};

/**
 * The addresses to paste into a system that sends, the one for what it does not sign last. A source without a secret
 * refuses every webhook, so it has none that would serve.
 */
const addressesOf = ({ source, system, url, tokenUrl }: HookAddress, file: YamlFile): readonly string[] => {
  const [secret, ...others] = secretsOf(file, source);
  if (secret === undefined) return [];
  // Of several secrets some are keys that sign: which of them is a token is not known here.
  const unsigned = tokenUrl === undefined || others.length > 0 ? tokenUrl : withVariable(tokenUrl, secret);
  return [
    withVariable(url, secret),
    ...(unsigned === undefined ? [] : [`${unsigned}  for what ${system} does not sign`]),
  ];
};

/** Every address that serves, a line each, with the source and the system that it is of. */
export const hookLines = (hooks: readonly HookAddress[], file: YamlFile): string[] =>
  hooks.flatMap((hook) => addressesOf(hook, file).map((address) => `${hook.source} (${hook.system})  ${address}`));

/** What there is to know of a source at a glance, `kommo, its webhooks to https://…`; `undefined` for any other path. */
export const sourceText = (at: string, hooks: readonly HookAddress[], file: YamlFile): string | undefined => {
  const hook = hooks.find(({ source }) => at === `sources[${source}]`);
  if (!hook) return undefined;
  const [address] = addressesOf(hook, file);
  return `${hook.system}, ${address === undefined ? 'without a secret for webhooks' : `its webhooks to ${address}`}`;
};

/** Whether a line has the place of a token rather than one. */
export const lacksToken = (line: string): boolean => line.includes('}');

export const tokenNote =
  'Put the token itself in the place of what stands in braces: it is secret, so it is not printed.';
