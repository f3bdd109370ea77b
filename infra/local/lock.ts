import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { PlainError, systemCode } from './plainError.ts';

/** Who holds a data directory. */
interface Holder {
  readonly pid: number;
  /** When the operating system started that process, in its own terms; `null` where it does not tell. */
  readonly born: string | null;
  /** ISO 8601. */
  readonly since: string;
}

/** The start time of a process in clock ticks since boot, as Linux tells it (proc(5), field 22 of `stat`). */
const birthOf = (pid: number): string | null => {
  try {
    // The second field is the program's name in brackets, which may itself hold spaces and brackets.
    return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[19] ?? null;
  } catch {
    return null;
  }
};

/** A process id is used again in time, and at once in a container: the same id with another start time is another process. */
const isAlive = ({ pid, born }: Holder): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
  return birthOf(pid) === born;
};

const readHolder = (file: string): Holder | undefined => {
  try {
    const held: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof held !== 'object' || held === null || !('pid' in held) || typeof held.pid !== 'number') return undefined;
    return held as Holder;
  } catch (error) {
    // Gone, or not ours to understand: a lock file appears whole (see `link` below), so neither is a living holder's.
    if (systemCode(error) === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const tryLink = (from: string, to: string): boolean => {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
};

/**
 * Takes the data directory for this process; the lock of a process that no longer runs is taken over. Answers the
 * function that gives it back.
 * @throws {PlainError} naming the process that holds it.
 */
export const takeLock = (file: string, now: number): (() => void) => {
  const mine: Holder = { pid: process.pid, born: birthOf(process.pid), since: new Date(now).toISOString() };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(mine)}\n`);
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      // Made elsewhere and linked into place, so that nobody ever reads half a lock.
      if (tryLink(draft, file)) return () => release(file, mine);
      const holder = readHolder(file);
      if (holder && isAlive(holder)) throw heldBy(holder);
      const stale = `${file}.stale.${process.pid}`;
      try {
        renameSync(file, stale);
      } catch (error) {
        if (systemCode(error) !== 'ENOENT') throw error;
        continue;
      }
      // Between reading and renaming another process may have taken it over: then it gets its lock back.
      const taken = readHolder(stale);
      if (taken && isAlive(taken)) tryLink(stale, file);
      rmSync(stale, { force: true });
    }
    throw new PlainError(`${file} cannot be taken: several processes want it at once. Try again.`);
  } finally {
    rmSync(draft, { force: true });
  }
};

const heldBy = ({ pid, since }: Holder): PlainError =>
  new PlainError(
    `This data directory is in use by process ${pid}, since ${since}. Stop that one first, or choose another directory with --data.`,
  );

const release = (file: string, mine: Holder): void => {
  const holder = readHolder(file);
  if (holder?.pid === mine.pid && holder.born === mine.born) rmSync(file, { force: true });
};
