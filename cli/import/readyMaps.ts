import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../failure.ts';
import { suggestion } from '../nearest.ts';

/** The maps that come with the project, by their names: `hubspot/deals` is `docs/imports/hubspot/deals.yaml`. */

const folder = fileURLToPath(new URL('../../docs/imports/', import.meta.url));
const ending = '.yaml';

export interface ReadyMap {
  readonly name: string;
  readonly path: string;
  /** What it is for: the first line of its first comment. */
  readonly about: string;
}

const namesIn = (system: string): string[] =>
  readdirSync(join(folder, system))
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => `${system}/${file.slice(0, -ending.length)}`);

const systems = (): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const pathOf = (name: string): string => join(folder, `${name}${ending}`);

const names = (): string[] => systems().flatMap(namesIn);

/** All of them, ordered by name. */
export const readyMaps = async (): Promise<ReadyMap[]> =>
  Promise.all(
    names().map(async (name) => {
      const path = pathOf(name);
      const [first = ''] = (await readFile(path, 'utf8')).split('\n', 1);
      return { name, path, about: first.replace(/^#\s*/, '') };
    }),
  );

/** The text of a map that comes with the project. @throws Failure when there is none of that name */
export const readyMapText = async (name: string): Promise<string> => {
  if (names().includes(name)) return readFile(pathOf(name), 'utf8');
  throw new Failure(`There is no ready map "${name}"${suggestion(name, names())}`, {
    hint: 'quarterdeck import --maps lists them.',
  });
};

/**
 * The file of a map: a file of one's own, or a ready map by its name.
 *
 * @throws Failure when it is neither
 */
export const mapPath = (map: string, directory: string): string => {
  const own = resolve(directory, map);
  if (existsSync(own)) return own;
  if (names().includes(map)) return pathOf(map);
  throw new Failure(`There is no file ${own}, and no ready map "${map}"${suggestion(map, names())}`, {
    hint: 'quarterdeck import --maps lists the ready maps.',
  });
};
