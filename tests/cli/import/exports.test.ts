import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBatcher } from '../../../cli/import/batches.ts';
import { loadMap } from '../../../cli/import/map.ts';
import type { Problem } from '../../../cli/import/observe.ts';
import { mapPath, readyMapText } from '../../../cli/import/readyMaps.ts';
import { runImport } from '../../../cli/import/run.ts';
import { Tally } from '../../../cli/import/tally.ts';
import { type RecordView, readRecord } from '../../../lambdas/domain/records/view.ts';
import type { RecordType } from '../../../lambdas/domain/records/vocabulary.ts';
import type { ReviewDocument } from '../../../lambdas/domain/reviews/document.ts';
import { receive } from '../../../lambdas/flow/receive.ts';
import { sweepWorkspace } from '../../../lambdas/flow/sweep.ts';
import { teller as clickup } from '../../sources/clickup/tell.ts';
import { teller as dynamics } from '../../sources/dynamics/tell.ts';
import { teller as hubspot } from '../../sources/hubspot/tell.ts';
import { teller as kommo } from '../../sources/kommo/tell.ts';
import { teller as salesforce } from '../../sources/salesforce/tell.ts';
import type { Deal, StoryEvent, Teller } from '../../sources/story/events.ts';
import { clientOf } from '../../support/client.ts';
import { type RunningDatabase, startDynalite } from '../../support/dynalite.ts';
import { currentStates, replayed } from '../../support/replays.ts';
import { kpiOf } from '../../support/review.ts';
import { createWorld, type World } from '../../support/world.ts';
import { folderWith } from '../support/files.ts';

/** An export of a system, and how its map is made one's own. */
interface Exported {
  readonly file: string;
  readonly map: string;
  /** What of the ready map is replaced, and with what. */
  readonly own?: readonly (readonly [written: string, instead: string])[];
}

interface Case {
  readonly teller: Teller;
  readonly exports: readonly Exported[];
  /** The ids of the two deals. */
  readonly open: string;
  /** What the hook calls the open one, where it tells a name. */
  readonly renamed?: string;
  readonly lost: string;
  /** The instant that the lost one was closed at, as the export tells it. */
  readonly lostAt: string;
}

const owners = (ana: string, ben: string): readonly [string, string] => [
  'owner: { column: owner, table: {}, else: same }',
  `owner: { column: owner, table: { Ana: "${ana}", Ben: "${ben}" }, else: same }`,
];

const cases: Readonly<Record<string, Case>> = {
  hubspot: {
    teller: hubspot,
    exports: [{ file: 'hubspot-deals.csv', map: 'hubspot/deals' }],
    open: '332500000002',
    lost: '332500000004',
    lostAt: '2026-07-24T15:00:00Z',
  },
  kommo: {
    teller: kommo,
    exports: [
      {
        file: 'kommo-leads.csv',
        map: 'kommo/leads',
        own: [
          ['stage: { column: stage, table: {}, else: same }', 'stage: { column: stage, table: { Negociação: "12" } }'],
          [
            'owner: &owner { column: owner, table: {}',
            'owner: &owner { column: owner, table: { Ana: "71", Ben: "72" }',
          ],
        ],
      },
    ],
    open: '2',
    renamed: 'Deal 2',
    lost: '4',
    lostAt: '2026-07-24T15:00:00Z',
  },
  salesforce: {
    teller: salesforce,
    exports: [
      { file: 'salesforce-opportunities.csv', map: 'salesforce/opportunities' },
      { file: 'salesforce-history.csv', map: 'salesforce/opportunity-history' },
      { file: 'salesforce-field-history.csv', map: 'salesforce/opportunity-field-history' },
    ],
    open: '0067Q00000A1b02QAB',
    renamed: 'Deal 2',
    lost: '0067Q00000A1b04QAB',
    // The change of stage of that same day.
    lostAt: '2026-07-24T15:00:00Z',
  },
  clickup: {
    teller: clickup,
    exports: [
      {
        file: 'clickup-deals.csv',
        map: 'clickup/deals',
        own: [["?$', table: {}, else: same", '?$\', table: { Ana: "7101", Ben: "7102" }, else: same']],
      },
    ],
    open: '8t0002x',
    lost: '8t0004x',
    lostAt: '2026-07-24T15:00:00Z',
  },
  dynamics: {
    teller: dynamics,
    exports: [
      {
        file: 'dynamics-opportunities.csv',
        map: 'dynamics/opportunities',
        own: [owners(dynamics.owners.ana, dynamics.owners.ben)],
      },
    ],
    open: '5f0e1d2c-3b4a-4c5d-8e6f-000000000002',
    lost: '5f0e1d2c-3b4a-4c5d-8e6f-000000000004',
    // Dynamics keeps the day.
    lostAt: '2026-07-24T00:00:00Z',
  },
};

const at = (instant: string): number => Date.parse(instant);
const created = at('2026-07-06T09:00:00Z');
const moved = at('2026-07-20T09:00:00Z');
const won = at('2026-09-10T12:00:00Z');

const before: Deal = {
  number: 2,
  createdAt: created,
  stage: 'second',
  outcome: 'open',
  closedAt: null,
  owner: 'ana',
  amount: 1000,
};
/** What happens to the open deal after the export. */
const after: readonly StoryEvent[] = [
  { at: won, kind: 'closed', deal: { ...before, outcome: 'won', closedAt: won }, before },
];

const source = 'crm';

let database: RunningDatabase;
beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

const begin = async (system: string, { teller }: Case): Promise<World> => {
  const world = await createWorld(database);
  const of = { id: source, system, currency: 'EUR', secrets: [teller.secret], ...teller.settings };
  await world.apply({ currency: 'EUR', sources: [of] });
  return world;
};

/** A ready map, or the file that it was made into. */
const mapOf = async ({ map, own }: Exported): Promise<string> => {
  if (!own) return mapPath(map, '/');
  const text = own.reduce(
    (whole, [written, instead]) => {
      expect(whole).toContain(written);
      return whole.replace(written, () => instead);
    },
    await readyMapText(map),
  );
  return join(await folderWith({ 'map.yaml': text }), 'map.yaml');
};

/** Imports an export as the command does, over the API; answers the problems. */
const importInto = async (world: World, exported: Exported): Promise<Problem[]> => {
  const ask = clientOf(world.services);
  const problems: Problem[] = [];
  const batcher = createBatcher();
  await runImport({
    file: join(import.meta.dirname, 'exports', exported.file),
    map: await loadMap(await mapOf(exported), { directory: '/' }),
    listener: {
      problem: (problem) => problems.push(problem),
      observation: (observation, line) => void batcher.add(line, 0, observation),
    },
    tally: new Tally(),
    signal: new AbortController().signal,
  });
  const answer = await ask('POST', `/v1/workspaces/acme/sources/${source}/observations`, {
    body: batcher.rest()?.body,
    headers: { 'content-type': 'application/x-ndjson' },
  });
  expect(await answer.json()).toMatchObject({ rejected: [] });
  return problems;
};

const deliver = async (world: World, { teller }: Case): Promise<void> => {
  const path = `/hooks/acme/${source}`;
  for (const body of teller.tell(after)) {
    world.now += 1;
    const { token, ...sent } = teller.send(body, `${world.services.publicUrl}${path}`, world.now);
    const target = token === null ? path : `${path}/${token}`;
    expect(
      await receive(world.services, { workspace: 'acme', source, method: 'POST', target, token, ...sent }),
    ).toBeDefined();
  }
  await sweepWorkspace(world.services, 'acme', world.now + 1);
};

const recordsIn = async (world: World): Promise<Record<string, RecordView>> =>
  Object.fromEntries(
    Object.entries(await currentStates(world, source)).map(([name, state]) => [
      name,
      readRecord(name.split(' ')[0] as RecordType, state),
    ]),
  );

describe.each(Object.entries(cases))('exports of %s', (system, told) => {
  it('make records that the hooks of the same source go on with', async () => {
    const world = await begin(system, told);
    for (const exported of told.exports) expect(await importInto(world, exported)).toEqual([]);
    await deliver(world, told);

    const records = await recordsIn(world);
    const deals = Object.keys(records).filter((name) => name.startsWith('deal '));
    expect(deals.sort()).toEqual([`deal ${told.open}`, `deal ${told.lost}`].sort());

    const deal = records[`deal ${told.open}`] as RecordView;
    // The later news prevails, where the system tells it.
    expect(deal.current('name')).toBe(told.renamed ?? 'Three sails, one helm');
    expect(deal.current('createdAt')).toBe(created);
    expect(deal.current('outcome')).toBe('won');
    expect(deal.current('closedAt')).toBe(won);
    expect(deal.before('outcome', won)).toBe('open');
    expect(deal.before('stage', won)).toBe(told.teller.stages.second);
    expect(deal.history('stage').map(({ at: instant }) => instant)).toContain(moved);
    expect(deal.before('owner', won)).toBe(told.teller.owners.ana);
    expect(deal.before('amount', won)).toBe('1000');

    const lost = records[`deal ${told.lost}`] as RecordView;
    expect(lost.current('outcome')).toBe('lost');
    expect(lost.current('closedAt')).toBe(at(told.lostAt));
    expect(lost.current('stage') ?? told.teller.stages.first).toBe(told.teller.stages.first);
    expect(lost.current('owner')).toBe(told.teller.owners.ben);
  });

  it('are in the reviews of what was before the hooks, and of what came after', async () => {
    const world = await begin(system, told);
    for (const exported of told.exports) await importInto(world, exported);
    await deliver(world, told);
    const ask = clientOf(world.services);
    const reviewOf = async (period: string): Promise<ReviewDocument> =>
      (await (await ask('POST', '/v1/workspaces/acme/reviews', { body: { period } })).json()) as ReviewDocument;
    expect(kpiOf(await reviewOf('2026-07'), 'winRate')).toMatchObject({ numerator: 0, denominator: 1 });
    const september = await reviewOf('2026-09');
    expect(kpiOf(september, 'wonRevenue').value).toBe(1000);
    expect(kpiOf(september, 'salesCycle').value).toBe((won - created) / 1000);
  });

  it('are found again by a rebuild, and change nothing when they come again', async () => {
    const world = await begin(system, told);
    for (const exported of told.exports) await importInto(world, exported);
    await deliver(world, told);
    const records = await currentStates(world, source);
    for (const exported of told.exports) {
      world.now += 1000;
      await importInto(world, exported);
    }
    expect(await currentStates(world, source)).toEqual(records);
    expect((await replayed(world, source)).status).toBe('done');
    expect(await currentStates(world, source)).toEqual(records);
  });
});
