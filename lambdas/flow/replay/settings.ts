import { type SourceSettings, settingsOf } from '../../domain/workspaces/settings.ts';
import { beforeAll } from '../counts.ts';
import { canonicalJson } from '../fingerprint.ts';
import { sha256 } from '../hash.ts';
import type { Services } from '../services.ts';

/** What a replay needs to know of a source. */
export interface Configured {
  readonly settings: SourceSettings;
  /** Tells settings apart by what deliveries are translated with. */
  readonly fingerprint: string;
  readonly createdAt: number;
  /** Before any delivery of the source. */
  readonly earliest: number;
}

const fingerprintOf = ({ secrets: _, ...settings }: SourceSettings): string => sha256(canonicalJson(settings));

/** A source as it is configured now; undefined where the workspace has none of that name. */
export const configuredOf = async (
  { workspaces }: Pick<Services, 'workspaces'>,
  workspace: string,
  source: string,
): Promise<Configured | undefined> => {
  const found = await workspaces.get(workspace);
  const settings = found && settingsOf(found.configuration, source);
  return (
    settings && {
      settings,
      fingerprint: fingerprintOf(settings),
      createdAt: found.createdAt,
      earliest: beforeAll(found),
    }
  );
};
