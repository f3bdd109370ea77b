import { type Mistake, pathName, valueAt } from './mistakes.ts';
import { valuesAt } from './visit.ts';

/** Stands for a secret wherever a configuration is shown; given back, it means *unchanged*. */
export const maskedSecret = '********';

interface KnownSecrets {
  readonly systems: readonly string[];
  secretProblem(system: string, secret: string): string | null;
}

const problemOf = (secret: string, system: unknown, known: KnownSecrets): string | null => {
  if (secret === maskedSecret) return null;
  const [, variable] = /^\$\{(.*)\}$/.exec(secret) ?? [];
  if (variable !== undefined)
    return `${variable} is not filled in; set it in the environment of the command that applies this file`;
  if (secret.trim() === '') return 'must not be empty';
  return typeof system === 'string' && known.systems.includes(system) ? known.secretProblem(system, secret) : null;
};

/** Mistakes in the secrets of the sources. No message holds a secret. */
export const secretMistakes = (input: unknown, known: KnownSecrets): Mistake[] =>
  valuesAt(input, 'sources.*.secrets.*').flatMap(({ path, value }) => {
    const system = valueAt(input, [...path.slice(0, 2), 'system']);
    const message = typeof value === 'string' ? problemOf(value, system, known) : null;
    return message === null ? [] : [{ path: pathName(path), message }];
  });
