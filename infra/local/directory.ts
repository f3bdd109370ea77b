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
  ENOENT: 'no directory can be made there',
  ENOSPC: 'the disk is full',
};

/** Makes a directory and those above it. `recursive` of Node never ends where the system refuses with ENOENT, as in /proc. */
const makeDirectory = (directory: string): void => {
  if (existsSync(directory)) return;
  makeDirectory(path.dirname(directory));
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it in the meantime.
    if (systemCode(error) !== 'EEXIST' || !existsSync(directory)) throw error;
  }
};

/** What is there but not from us, and would be written over. */
const othersIn = (root: string): string[] => {
  const entries = readdirSync(root);
  return entries.includes(layout.marker) ? [] : entries.filter((entry) => isOurs(entry) && entry !== layout.log);
};

/**
 * Makes the data directory where there is none, readable by its owner only, and makes sure that it can be written.
 * @param reset whether it is to be emptied: then nothing is written into one that will not be
 * @throws {PlainError} when it cannot, or when that would write over files of somebody else's.
 */
export const prepareDirectory = (root: string, reset = false): DataPaths => {
  const paths = {
    root,
    ...Object.fromEntries(Object.entries(layout).map(([use, name]) => [use, path.join(root, name)])),
  } as DataPaths;
  try {
    makeDirectory(root);
    if (reset) assertOurs(paths);
    const [others] = othersIn(root);
    if (others !== undefined) {
      throw new PlainError(
        `${root} holds ${others}, which is not of Quarterdeck's making (there is no ${layout.marker} beside it). Choose another directory with --data.`,
      );
    }
    if (!existsSync(paths.marker)) writeMarker(paths);
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
    `${JSON.stringify({ about: 'Data of a local Quarterdeck. npm start throws it away with --reset and this directory as --data.' })}\n`,
  );

/** @throws {PlainError} unless everything in the directory is recognisably ours. */
const assertOurs = ({ root, lock, marker }: DataPaths): string[] => {
  const entries = readdirSync(root).filter((entry) => entry !== path.basename(lock));
  const strange = entries.filter((entry) => !isOurs(entry));
  if (strange.length > 0) {
    throw new PlainError(
      `${root} also holds ${strange.slice(0, 3).join(', ')}${strange.length > 3 ? ', …' : ''}, so --reset leaves it alone. Move that away, or choose another directory with --data.`,
    );
  }
  if (entries.length > 0 && !existsSync(marker)) {
    throw new PlainError(
      `${root} does not look like a data directory of Quarterdeck (it has no ${layout.marker}), so --reset leaves it alone.`,
    );
  }
  return entries;
};

/**
 * Throws away what the local system has kept, but not the lock that the caller holds.
 * @throws {PlainError} and touches nothing, unless everything in the directory is recognisably ours.
 */
export const resetDirectory = (paths: DataPaths): void => {
  // The marker stays, so that a reset that is broken off can be done again.
  for (const entry of assertOurs(paths).filter((name) => name !== layout.marker))
    rmSync(path.join(paths.root, entry), { recursive: true, force: true });
};
