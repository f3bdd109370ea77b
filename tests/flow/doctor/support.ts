import { expect } from 'vitest';
import type { Check } from '../../../lambdas/flow/doctor/check.ts';
import { doctor } from '../../../lambdas/flow/doctor/doctor.ts';
import type { Services } from '../../../lambdas/flow/services.ts';
import type { World } from '../../support/world.ts';

/** All checks of the workspace `acme`, with some services replaced. */
export const examine = async (world: World, replaced: Partial<Services> = {}): Promise<readonly Check[]> => {
  const workspace = (await world.services.workspaces.get('acme')) ?? expect.fail('no workspace');
  return doctor({ ...world.services, ...replaced }, workspace);
};

/** The one check of an id, and of a subject where it is named. */
export const checkOf = async (
  world: World,
  id: string,
  { subject, ...replaced }: Partial<Services> & { readonly subject?: string } = {},
): Promise<Check> => {
  const found = (await examine(world, replaced)).filter(
    (check) => check.id === id && (subject === undefined || check.subject === subject),
  );
  expect(found).toHaveLength(1);
  return found[0] ?? expect.fail(id);
};
