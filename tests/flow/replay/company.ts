import { postObservations } from '../../../lambdas/flow/observations.ts';
import { receive } from '../../../lambdas/flow/receive.ts';
import { review } from '../../../lambdas/flow/review.ts';
import { sweepWorkspace } from '../../../lambdas/flow/sweep.ts';
import { hookOf, leadWith } from '../../sources/kommo/fixture.ts';
import { formOf } from '../../sources/kommo/form.ts';
import type { RunningDatabase } from '../../support/dynalite.ts';
import { bytes, kommoHook, kommoSource, said, wonDeal } from '../../support/posted.ts';
import { kpiOf } from '../../support/review.ts';
import { createWorld, start, type World } from '../../support/world.ts';

export const minute = 60_000;
const october = Date.parse('2026-10-10T00:00:00Z') / 1000;

/** Status 88 is how the company wins; whoever does not say so has open deals. */
export const right = { ...kommoSource, stages: { won: ['88'] }, fields: { deal: { source: 'custom:501' } } };
export const wrong = { ...kommoSource, stages: {}, fields: { deal: { source: 'custom:503' } } };

export const lead = (id: number, status: string, at = october + id) =>
  hookOf('status', leadWith({ id: String(id), status_id: status, last_modified: String(at), updated_at: String(at) }));

const hooks = [
  ...Array.from({ length: 6 }, (_, index) => lead(900 + index, index % 2 === 0 ? '88' : '31')),
  // One with no time of its own, twice; one that nobody can read; one that moves a deal back.
  formOf({ leads: { delete: [{ id: '901', status_id: '31' }] }, account: { id: '4400' } }),
  'nothing=1',
  formOf({ leads: { delete: [{ id: '901', status_id: '31' }] }, account: { id: '4400' } }),
  lead(902, '31', october + 5000),
];

/** What comes in, one a second; some of it is posted. */
export const takeIn = async (world: World, from = 0, bodies: readonly string[] = hooks): Promise<void> => {
  for (const [index, form] of bodies.entries()) {
    world.now = start + (from + index) * 1000;
    if (!(await receive(world.services, kommoHook(form)))) throw new Error(`A hook was refused: ${form}`);
  }
  const body = bytes([wonDeal('posted', 6), said('deal', '900', '2026-10-12T00:00:00Z', { owner: 'ana' })]);
  const batch = { workspace: 'acme', source: 'kommo', body, contentType: 'application/json' };
  await postObservations(world.services, batch);
  await sweepWorkspace(world.services, 'acme', world.now + 1);
};

export const configured = async (
  database: RunningDatabase,
  source: object,
  change: Record<string, unknown> = {},
): Promise<World> => {
  const world = await createWorld(database);
  await world.apply({ sources: [source], ...change });
  return world;
};

export const outcomes = async ({ services: { deliveries } }: World, source = 'kommo') => {
  const found: unknown[] = [];
  for await (const { key } of deliveries.received('acme', source, start - 1, start + 86_400_000)) {
    const { outcome, revision } = (await deliveries.get(key)) ?? {};
    found.push({ receivedAt: key.receivedAt, hash: key.hash, outcome, revision });
  }
  return found;
};

export const message = (change: object = {}) => ({
  workspace: 'acme',
  period: '2026-10',
  asOf: start + 86_400_000,
  scopes: [null],
  recipients: [],
  late: [],
  job: null,
  ...change,
});
export const address = { workspace: 'acme', cadence: 'monthly', start: '2026-10-01', scope: null } as const;
const told = async (world: World) => {
  await review(world.services, message({ asOf: world.now }));
  const document = await world.services.reviews.latest(address);
  if (!document) throw new Error('There is no review.');
  return document;
};
export const won = async (world: World) => kpiOf(await told(world), 'wonDeals').value;

/** More than a step takes, half of them won. */
export const many = Array.from({ length: 120 }, (_, index) => lead(1000 + index, index % 2 === 0 ? '88' : '31'));
