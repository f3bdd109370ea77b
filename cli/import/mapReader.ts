import type { Detail } from '../failure.ts';
import { suggestion } from '../nearest.ts';
import type { Path, YamlFile } from '../yaml/file.ts';

export const pathName = (path: Path): string =>
  path.reduce<string>(
    (name, part) => (typeof part === 'number' ? `${name}[${part}]` : name === '' ? part : `${name}.${part}`),
    '',
  );

/** Reads a map's YAML part by part, keeping every complaint rather than stopping at the first. */
export interface MapReader {
  readonly file: YamlFile;
  readonly complaints: readonly Detail[];
  complain(path: Path, message: string): void;
  /** A mapping; with `names`, complains of any other name in it. `undefined` when it is none. */
  object(value: unknown, path: Path, names?: readonly string[]): Readonly<Record<string, unknown>> | undefined;
  text(value: unknown, path: Path): string | undefined;
}

export const createMapReader = (file: YamlFile): MapReader => {
  const complaints: Detail[] = [];
  const complain = (path: Path, message: string): void => {
    complaints.push({ place: file.place(path), path: pathName(path), message });
  };
  return {
    file,
    complaints,
    complain,
    object: (value, path, names) => {
      if (value === undefined) return undefined;
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        complain(path, 'must be a mapping of names to values');
        return undefined;
      }
      for (const name of names ? Object.keys(value) : []) {
        if (!names?.includes(name)) complain([...path, name], `unknown name "${name}"${suggestion(name, names ?? [])}`);
      }
      return value as Record<string, unknown>;
    },
    text: (value, path) => {
      if (typeof value === 'string' && value !== '') return value;
      complain(path, value === undefined ? 'is required' : 'must be text');
      return undefined;
    },
  };
};
