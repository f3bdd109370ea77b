import { type Detail, exitCodes, Failure } from '../failure.ts';
import type { Path, YamlFile } from './file.ts';

const reference = /\$\{([^}]*)\}/g;
const valid = /^[A-Za-z_][A-Za-z0-9_]*$/;

const map = (value: unknown, path: Path, change: (text: string, path: Path) => string): unknown => {
  if (typeof value === 'string') return change(value, path);
  if (Array.isArray(value)) return value.map((item, index) => map(item, [...path, index], change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, map(item, [...path, key], change)]));
};

/**
 * The file's value with each `${NAME}` replaced by the environment's. An empty variable counts as missing: an empty
 * secret would let everything in.
 *
 * @throws Failure naming every variable that is missing, with its line
 */
export const filled = (file: YamlFile, env: Readonly<Record<string, string | undefined>>): unknown => {
  const details: Detail[] = [];
  const value = map(file.value, [], (text, path) =>
    text.replace(reference, (written, name: string) => {
      const found = valid.test(name) ? env[name] : undefined;
      if (found) return found;
      const message = valid.test(name)
        ? `${name} is ${found === '' ? 'empty' : 'not set'}`
        : `${written} is no name of a variable`;
      details.push({ place: file.place(path), message });
      return written;
    }),
  );
  if (details.length === 0) return value;
  throw new Failure(`${file.name} takes values from the environment that are not there.`, {
    exitCode: exitCodes.usage,
    details,
    hint: 'Set them for this command, for example: KOMMO_TOKEN=… quarterdeck apply workspace.yaml',
  });
};

/** The name of the only variable that a text is made of, `KOMMO_TOKEN` of `${KOMMO_TOKEN}`. */
export const variableOf = (text: unknown): string | undefined =>
  typeof text === 'string' ? /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(text)?.[1] : undefined;
