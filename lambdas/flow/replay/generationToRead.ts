import type { Configuration } from '../../domain/workspaces/schema.ts';
import { settingsOf } from '../../domain/workspaces/settings.ts';
import type { Services } from '../services.ts';
import { firstGeneration } from '../translate.ts';
import { translateInto } from './translateInto.ts';

type Needs = Pick<Services, 'deliveries' | 'records' | 'workspaces' | 'sources' | 'clock' | 'pause' | 'logger'>;

/**
 * The generation of a source that is current, with all in it that had been received before it became so: a reader that
 * comes right after that does what is left to be caught up with by itself.
 */
export const generationToRead = async (
  services: Needs,
  configuration: Configuration,
  source: string,
): Promise<number> => {
  const { workspace } = configuration;
  const state = await services.workspaces.sourceState(workspace, source);
  if (!state) return firstGeneration;
  const { generation, replay } = state;
  const settings = settingsOf(configuration, source);
  if (replay?.catchUp && settings) {
    const reach = { ...replay.catchUp, deadline: Number.POSITIVE_INFINITY };
    await translateInto(services, { workspace, source, generation, settings }, reach);
  }
  return generation;
};
