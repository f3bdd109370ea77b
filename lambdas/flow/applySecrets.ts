import type { Mistake } from '../domain/workspaces/mistakes.ts';
import type { Configuration } from '../domain/workspaces/schema.ts';
import { maskedSecret } from '../domain/workspaces/secrets.ts';
import { sha256 } from './hash.ts';
import type { Services } from './services.ts';

/** The secrets of one source as they are to be stored, and as they are. */
interface SourceSecrets {
  readonly source: string;
  readonly wanted: readonly string[];
  readonly stored: readonly string[];
}

export interface ResolvedSecrets {
  readonly sources: readonly SourceSecrets[];
}

type Needs = Pick<Services, 'secrets' | 'sources'>;

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index]);

/**
 * Puts the stored secrets in place of masks, each in its position, and hashes in place of tokens. A mask where nothing
 * is stored, or what is stored is of another system, is a mistake.
 */
export const resolveSecrets = async (
  { secrets, sources }: Needs,
  { workspace, sources: configured }: Configuration,
  before: Configuration | undefined,
): Promise<ResolvedSecrets | { readonly errors: readonly Mistake[] }> => {
  const errors: Mistake[] = [];
  const resolved: SourceSecrets[] = [];
  for (const [index, source] of configured.entries()) {
    const stored = await secrets.source(workspace, source.id, true);
    const usable = before?.sources.some(({ id, system }) => id === source.id && system === source.system) ? stored : [];
    const kept = (secret: string): string =>
      sources.get(source.system)?.secretKind === 'token' ? sha256(secret) : secret;
    const wanted = source.secrets.map((secret, place) => {
      if (secret !== maskedSecret) return kept(secret);
      const old = usable[place];
      if (old === undefined)
        errors.push({
          path: `sources[${index}].secrets[${place}]`,
          message: 'is masked, and no secret is stored in this place; give it in full',
        });
      return old ?? '';
    });
    resolved.push({ source: source.id, wanted, stored });
  }
  return errors.length > 0 ? { errors } : { sources: resolved };
};

/** Stores what differs; true when anything did. */
export const keepSecrets = async (
  { secrets }: Pick<Services, 'secrets'>,
  workspace: string,
  { sources }: ResolvedSecrets,
): Promise<boolean> => {
  const changed = sources.filter(({ wanted, stored }) => !same(wanted, stored));
  for (const { source, wanted } of changed) await secrets.setSource(workspace, source, wanted);
  return changed.length > 0;
};

/** Forgets the secrets of the sources that a configuration has no more. */
export const forgetSecrets = async (
  { secrets }: Pick<Services, 'secrets'>,
  { workspace, sources }: Configuration,
  before: Configuration | undefined,
): Promise<void> => {
  for (const { id } of before?.sources ?? [])
    if (!sources.some((source) => source.id === id)) await secrets.setSource(workspace, id, []);
};
