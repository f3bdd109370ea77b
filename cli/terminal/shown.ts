import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';

/** Writes a file where the user wants it; answers its whole path. */
export const writeAt = async (
  { directory }: Pick<Context, 'directory'>,
  file: string,
  content: Uint8Array | string,
): Promise<string> => {
  const target = resolve(directory, file);
  await writeFile(target, content).catch((cause: Error) => {
    throw new Failure(`${target} cannot be written: ${cause.message}`, { cause });
  });
  return target;
};

/** Writes a file that is to be looked at, for its user alone, in a folder of its own; answers its whole path. */
export const writeAside = async (name: string, content: Uint8Array | string): Promise<string> => {
  const file = join(await mkdtemp(join(tmpdir(), 'quarterdeck-')), name);
  await writeFile(file, content, { mode: 0o600 });
  return file;
};

/** Shows a file; answers what came of that. */
export const shown = async (context: Pick<Context, 'open'>, file: string): Promise<string> =>
  (await context.open(file)) ? `Opened ${file}` : `There is no program here to open it with: ${file}`;
