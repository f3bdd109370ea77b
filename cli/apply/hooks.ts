import type { Applied } from '../http/answers.ts';
import { variableOf } from '../yaml/environment.ts';
import type { YamlFile } from '../yaml/file.ts';

interface WrittenSource {
  readonly id?: unknown;
  readonly secrets?: unknown;
}

/** The first secret of a source as the file writes it; `undefined` when it has none. */
const secretOf = (file: YamlFile, source: string): unknown => {
  const { sources } = file.value as { readonly sources?: unknown };
  const list = Array.isArray(sources) ? (sources as (WrittenSource | null)[]) : [];
  const secrets = list.find((entry) => entry?.id === source)?.secrets;
  return Array.isArray(secrets) ? secrets[0] : undefined;
};

/**
 * The addresses to paste into the systems that send, with the variable that a token is in: the secret itself stays off
 * the screen. A source without a secret refuses every webhook, so its address serves nobody.
 */
export const hookLines = (hooks: Applied['hooks'], file: YamlFile): string[] =>
  hooks.flatMap(({ source, system, url }) => {
    const secret = secretOf(file, source);
    if (secret === undefined) return [];
    const variable = variableOf(secret);
    return [`${source} (${system})  ${variable === undefined ? url : url.replace('{token}', `\${${variable}}`)}`];
  });

/** Whether a line ends in the place of a token rather than in one. */
export const lacksToken = (line: string): boolean => line.endsWith('}');

export const tokenNote =
  'Put the token itself in the place of what stands in braces: it is secret, so it is not printed.';
