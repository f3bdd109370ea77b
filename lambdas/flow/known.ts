import type { Secrets, Workspaces } from '../domain/ports.ts';
import type { SourceConfiguration } from '../domain/workspaces/schema.ts';
import type { Verifier } from '../sources/source.ts';

/** A source of a workspace, with what is needed to verify what comes in for it. */
export interface KnownSource {
  readonly source: Verifier;
  readonly configuration: SourceConfiguration;
  readonly secrets: readonly string[];
}

/**
 * The sources that hooks may come in for, kept in the process for a short while: a hook then costs one write and no
 * read. What is not known is remembered too, so that guesses cost little.
 */
export interface KnownSources {
  find(workspace: string, source: string): Promise<KnownSource | null>;
  /** Reads anew when what `find` would answer is older than a few seconds; for what did not verify. */
  findAgain(workspace: string, source: string): Promise<KnownSource | null>;
  /** Forgets what is remembered of a workspace. */
  forget(workspace: string): void;
}

const keptMs = 60_000;
const freshMs = 5_000;
const mostKept = 1_000;
const name = /^[a-z0-9][a-z0-9-]{0,62}$/;

interface Entry {
  readonly readAt: number;
  readonly known: Promise<KnownSource | null>;
  keptMs: number;
}

interface Needs {
  readonly workspaces: Workspaces;
  readonly secrets: Secrets;
  /** By system. */
  readonly verifiers: ReadonlyMap<string, Verifier>;
  clock(): number;
}

const read = async (
  { workspaces, secrets, verifiers }: Needs,
  workspace: string,
  id: string,
  fresh: boolean,
): Promise<KnownSource | null> => {
  const configuration = (await workspaces.get(workspace))?.configuration.sources.find((source) => source.id === id);
  const source = configuration && verifiers.get(configuration.system);
  return configuration && source
    ? { source, configuration, secrets: await secrets.source(workspace, id, fresh) }
    : null;
};

export const createKnownSources = (services: Needs): KnownSources => {
  const entries = new Map<string, Entry>();
  const nameOf = (workspace: string, source: string): string => `${workspace}/${source}`;

  const readAnew = (workspace: string, source: string, fresh: boolean): Promise<KnownSource | null> => {
    const at = nameOf(workspace, source);
    const entry: Entry = { readAt: services.clock(), known: read(services, workspace, source, fresh), keptMs };
    entries.delete(at);
    entries.set(at, entry);
    const [oldest] = entries.keys();
    if (entries.size > mostKept && oldest !== undefined) entries.delete(oldest);
    entry.known.then(
      (known) => {
        if (known === null) entry.keptMs = freshMs;
      },
      () => {
        if (entries.get(at) === entry) entries.delete(at);
      },
    );
    return entry.known;
  };

  const kept = (workspace: string, source: string, mostMs: number): Promise<KnownSource | null> => {
    if (!name.test(workspace) || !name.test(source)) return Promise.resolve(null);
    const entry = entries.get(nameOf(workspace, source));
    const age = entry ? services.clock() - entry.readAt : Number.POSITIVE_INFINITY;
    return entry && age >= 0 && age < Math.min(mostMs, entry.keptMs)
      ? entry.known
      : readAnew(workspace, source, mostMs === freshMs);
  };

  return {
    find: (workspace, source) => kept(workspace, source, keptMs),
    findAgain: (workspace, source) => kept(workspace, source, freshMs),
    forget(workspace) {
      for (const at of entries.keys()) if (at.startsWith(`${workspace}/`)) entries.delete(at);
    },
  };
};
