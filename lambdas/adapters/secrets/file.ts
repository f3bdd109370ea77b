import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Secrets } from '../../domain/ports.ts';
import { type LinkKey, newAdminKey, newLinkKey } from './generate.ts';

/** What the file holds. */
interface Contents {
  readonly admin?: string;
  readonly links?: readonly LinkKey[];
  /** By workspace, then source. */
  readonly sources?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const ownerOnly = 0o600;
const othersToo = 0o077;

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

const parse = (path: string, json: string): Contents => {
  try {
    return JSON.parse(json) as Contents;
  } catch {
    // The parser's message would quote the file.
    throw new Error(`The secrets file ${path} is not JSON. Mend it, or remove it to begin with new keys.`);
  }
};

const read = async (path: string): Promise<Contents> => {
  try {
    const { mode } = await stat(path);
    if (mode & othersToo)
      throw new Error(`The secrets file ${path} can be read by others. Make it yours alone: chmod 600 ${path}`);
    return parse(path, await readFile(path, 'utf8'));
  } catch (error) {
    if (isMissing(error)) return {};
    throw error;
  }
};

/** Replaces the file as a whole: a crash leaves the old one or the new one. */
const write = async (path: string, contents: Contents): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.new`;
  const file = await open(beside, 'w', ownerOnly);
  try {
    await file.chmod(ownerOnly);
    await file.writeFile(`${JSON.stringify(contents, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
};

const own = <Value>(of: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined =>
  of && Object.hasOwn(of, name) ? of[name] : undefined;

/**
 * Secrets in one JSON file that its owner alone can read: for one process on one machine. Keys that are absent are
 * made when they are first asked for.
 *
 * @param adminKey is used instead of the file's
 */
export const createFileSecrets = (path: string, adminKey?: string): Secrets => {
  let turn: Promise<unknown> = Promise.resolve();

  /** Changes the file, one change after another. */
  const change = <Result>(make: (contents: Contents) => { contents: Contents; result: Result }): Promise<Result> => {
    const done = turn.then(async () => {
      const before = await read(path);
      const { contents, result } = make(before);
      if (contents !== before) await write(path, contents);
      return result;
    });
    turn = done.catch(() => undefined);
    return done;
  };

  return {
    async source(workspace, source) {
      const { sources } = await read(path);
      return [...(own(own(sources, workspace), source) ?? [])];
    },

    setSource: (workspace, source, secrets) =>
      change((contents) => {
        const ofWorkspace = { ...own(contents.sources, workspace), [source]: [...secrets] };
        return {
          contents: { ...contents, sources: { ...contents.sources, [workspace]: ofWorkspace } },
          result: undefined,
        };
      }),

    async admin() {
      if (adminKey !== undefined) return adminKey;
      return change((contents) => {
        if (contents.admin !== undefined) return { contents, result: contents.admin };
        const admin = newAdminKey();
        return { contents: { ...contents, admin }, result: admin };
      });
    },

    links: () =>
      change((contents) => {
        if (contents.links?.length) return { contents, result: [...contents.links] };
        const links = [newLinkKey()];
        return { contents: { ...contents, links }, result: links };
      }),
  };
};
