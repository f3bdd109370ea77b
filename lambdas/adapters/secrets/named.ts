import type { Secrets } from '../../domain/ports.ts';
import { type LinkKey, newAdminKey, newLinkKey } from './generate.ts';

/** Values by name, kept by a service of AWS. */
export interface NamedValues {
  /** Undefined when there is none. */
  get(name: string): Promise<string | undefined>;
  /** False when there is one already, which is left as it is. */
  make(name: string, value: string): Promise<boolean>;
  /** Makes it, or replaces the one that there is. */
  set(name: string, value: string): Promise<void>;
}

const keptMs = 5 * 60_000;
/** Names come from URLs that anyone can call, so the cache is bounded. */
const mostKept = 1000;
const idPattern = /^[a-z0-9][a-z0-9-]{0,62}$/;

interface Kept {
  readonly value: Promise<string | undefined>;
  readonly until: number;
}

/**
 * Secrets as named values: `<prefix>/admin`, `<prefix>/links` and `<prefix>/sources/<workspace>/<source>`, the last two as
 * JSON. Each is remembered for five minutes, its absence too: unless it is asked for afresh, a secret changed by another
 * process is known here that much later. Keys that are absent are made when they are first asked for.
 */
export const createNamedSecrets = (values: NamedValues, prefix: string, clock: () => number): Secrets => {
  const kept = new Map<string, Kept>();

  const keep = (name: string, value: Promise<string | undefined>): Promise<string | undefined> => {
    kept.delete(name);
    kept.set(name, { value, until: clock() + keptMs });
    // A failure is not remembered.
    value.catch(() => kept.delete(name));
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return value;
  };

  const get = (name: string): Promise<string | undefined> => {
    const known = kept.get(name);
    return known && clock() < known.until ? known.value : keep(name, values.get(name));
  };

  /** The value, made if it is absent; of several who make it at once the first prevails. */
  const getOrMake = async (name: string, make: () => string): Promise<string> => {
    const known = await get(name);
    if (known !== undefined) return known;
    const made = make();
    if (await values.make(name, made)) {
      keep(name, Promise.resolve(made));
      return made;
    }
    const other = await keep(name, values.get(name));
    if (other === undefined) throw new Error(`The secret ${name} exists but could not be read.`);
    return other;
  };

  return {
    async source(workspace, source, fresh = false) {
      // What is no id has no secrets, and is not asked of the service, where it might mean another value.
      if (!idPattern.test(workspace) || !idPattern.test(source)) return [];
      const name = `${prefix}/sources/${workspace}/${source}`;
      const value = await (fresh ? keep(name, values.get(name)) : get(name));
      return value === undefined ? [] : (JSON.parse(value) as string[]);
    },

    async setSource(workspace, source, secrets) {
      const name = `${prefix}/sources/${workspace}/${source}`;
      const value = JSON.stringify(secrets);
      await values.set(name, value);
      keep(name, Promise.resolve(value));
    },

    admin: () => getOrMake(`${prefix}/admin`, newAdminKey),

    async links() {
      return JSON.parse(await getOrMake(`${prefix}/links`, () => JSON.stringify([newLinkKey()]))) as LinkKey[];
    },
  };
};
