import {
  GetParameterCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { Secrets } from '../../domain/ports.ts';
import { httpOptions } from '../sdk.ts';
import { type LinkKey, newAdminKey, newLinkKey } from './generate.ts';

const keptMs = 5 * 60_000;
/** Names come from URLs that anyone can call, so the cache is bounded. */
const mostKept = 1000;
const idPattern = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Parameter Store answers 40 requests a second; the SDK waits and repeats when it throttles. */
const createClient = (): SSMClient => new SSMClient({ maxAttempts: 6, requestHandler: httpOptions(3000) });

interface Kept {
  readonly value: Promise<string | undefined>;
  readonly until: number;
}

/**
 * Secrets as SecureString parameters of AWS Systems Manager: `<prefix>/admin`, `<prefix>/links` and
 * `<prefix>/sources/<workspace>/<source>`, the last two as JSON. Each is remembered for five minutes, its absence too:
 * unless it is asked for afresh, a secret changed by another process is known here that much later. Keys that are
 * absent are made when they are first asked for.
 */
export const createSsmSecrets = (prefix: string, clock: () => number = Date.now): Secrets => {
  const client = createClient();
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

  const fetchParameter = async (name: string): Promise<string | undefined> => {
    try {
      const { Parameter } = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
      return Parameter?.Value;
    } catch (error) {
      if (error instanceof ParameterNotFound) return undefined;
      throw error;
    }
  };

  const get = (name: string): Promise<string | undefined> => {
    const known = kept.get(name);
    return known && clock() < known.until ? known.value : keep(name, fetchParameter(name));
  };

  const put = async (name: string, value: string, overwrite: boolean): Promise<void> => {
    await client.send(
      new PutParameterCommand({ Name: name, Value: value, Type: 'SecureString', Overwrite: overwrite }),
    );
    keep(name, Promise.resolve(value));
  };

  /** The parameter, made if it is absent; of several who make it at once the first prevails. */
  const getOrMake = async (name: string, make: () => string): Promise<string> => {
    const known = await get(name);
    if (known !== undefined) return known;
    const made = make();
    try {
      await put(name, made, false);
      return made;
    } catch (error) {
      if (!(error instanceof ParameterAlreadyExists)) throw error;
    }
    const other = await keep(name, fetchParameter(name));
    if (other === undefined) throw new Error(`The parameter ${name} exists but could not be read.`);
    return other;
  };

  return {
    async source(workspace, source, fresh = false) {
      // What is no id has no secrets, and is not asked of Parameter Store, where it might mean another parameter.
      if (!idPattern.test(workspace) || !idPattern.test(source)) return [];
      const name = `${prefix}/sources/${workspace}/${source}`;
      const value = await (fresh ? keep(name, fetchParameter(name)) : get(name));
      return value === undefined ? [] : (JSON.parse(value) as string[]);
    },

    async setSource(workspace, source, secrets) {
      await put(`${prefix}/sources/${workspace}/${source}`, JSON.stringify(secrets), true);
    },

    admin: () => getOrMake(`${prefix}/admin`, newAdminKey),

    async links() {
      return JSON.parse(await getOrMake(`${prefix}/links`, () => JSON.stringify([newLinkKey()]))) as LinkKey[];
    },
  };
};
