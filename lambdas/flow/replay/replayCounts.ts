import type { ReplayCounts } from '../../domain/ports.ts';
import { beforeAll, countsOf } from '../counts.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'deliveries' | 'workspaces' | 'clock'>;

/** What came of all that was ever received of a source. */
export const replayCounts = async (
  services: Needs,
  { workspace, source }: { readonly workspace: string; readonly source: string },
): Promise<ReplayCounts> => {
  const found = await services.workspaces.get(workspace);
  const of = { workspace, source, createdAt: found?.createdAt ?? services.clock() };
  const days = await countsOf(services, of, beforeAll(of), services.clock() + 1);
  const sum = (name: keyof ReplayCounts): number => days.reduce((total, day) => total + day[name], 0);
  return {
    deliveries: sum('deliveries'),
    observations: sum('observations'),
    failed: sum('failed'),
    wrongAccount: sum('wrongAccount'),
  };
};
