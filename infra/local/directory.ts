import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PlainError, systemCode } from './plainError.ts';

/** Everything that the local system keeps, by what it is for. Nothing else is ever written into the data directory. */
const layout = {
  /** Tells that the directory is ours. */
  marker: 'quarterdeck.json',
  lock: 'lock',
  database: 'dynamodb',
  mailbox: 'mailbox',
  secrets: 'secrets.json',
  demo: 'demo.json',
  log: 'quarterdeck.log',
} as const;

/** Files that are being written have a name of their own until they are whole; a crash may leave one. */
const isOurs = (entry: string): boolean =>
  (Object.values(layout) as string[]).includes(entry.replace(/\.(new|\d+|stale\.\d+)$/, ''));

export type DataPaths = Readonly<Record<keyof typeof layout | 'root', string>>;

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of that path is a file, not a directory',
  EEXIST: 'there is a file of that name',
  ENOSPC: 'the disk is full',
};

/**
 * Makes the data directory where there is none, readable by its owner only, and makes sure that it can be written.
 * @throws {PlainError} when it cannot.
 */
export const prepareDirectory = (root: string): DataPaths => {
  const paths = {
    root,
    ...Object.fromEntries(Object.entries(layout).map(([use, name]) => [use, path.join(root, name)])),
  } as DataPaths;
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 });
    if (!existsSync(paths.marker) && readdirSync(root).length === 0) writeMarker(paths);
    const probe = path.join(root, `${layout.lock}.${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    throw new PlainError(
      `The data directory ${root} cannot be written: ${reasons[code] ?? code}. Choose another with --data.`,
      { cause: error },
    );
  }
  return paths;
};

const writeMarker = (paths: DataPaths): void =>
  writeFileSync(
    paths.marker,
    `${JSON.stringify({ about: 'Data of a local Quarterdeck. npm start -- --reset throws it away.' })}\n`,
  );

/**
 * Throws away what the local system has kept, but not the lock that the caller holds.
 * @throws {PlainError} and touches nothing, unless everything in the directory is recognisably ours.
 */
export const resetDirectory = (paths: DataPaths): void => {
  const entries = readdirSync(paths.root).filter((entry) => entry !== layout.lock);
  const strange = entries.filter((entry) => !isOurs(entry));
  if (strange.length > 0) {
    throw new PlainError(
      `${paths.root} also holds ${strange.slice(0, 3).join(', ')}${strange.length > 3 ? ', …' : ''}, so --reset leaves it alone. Move that away, or choose another directory with --data.`,
    );
  }
  if (entries.length > 0 && !entries.includes(layout.marker)) {
    throw new PlainError(
      `${paths.root} does not look like a data directory of Quarterdeck (it has no ${layout.marker}), so --reset leaves it alone.`,
    );
  }
  for (const entry of entries) rmSync(path.join(paths.root, entry), { recursive: true, force: true });
  writeMarker(paths);
};
