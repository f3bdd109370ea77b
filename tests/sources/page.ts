import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { validateConfiguration } from '../../lambdas/domain/workspaces/validate.ts';
import { builtIn } from '../../lambdas/flow/builtIn.ts';
import { receive } from '../../lambdas/flow/receive.ts';
import { sweepWorkspace } from '../../lambdas/flow/sweep.ts';
import type { SourceFixture } from '../contract/source/fixture.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { createWorld, type World } from '../support/world.ts';

const publicUrl = 'https://kpis.acme.example';

/** The page of a system, as a user reads it. */
export const pageOf = (system: string): string =>
  readFileSync(path.resolve(import.meta.dirname, `../../docs/sources/${system}.md`), 'utf8');

/** The page's example in a workspace of its currency, its secrets filled in. */
export const exampleOf = (
  { source: { system }, secrets }: SourceFixture,
  page = pageOf(system),
): Record<string, unknown> => {
  const [, example = ''] = /^```yaml\n([\s\S]*?)^```/m.exec(page) ?? [];
  const left: string[] = [...secrets];
  const filled = example.replaceAll(/\$\{\w+\}/g, () => left.shift() ?? '');
  const told = parse(filled);
  return { workspace: 'acme', timeZone: 'Europe/Lisbon', currency: told.sources[0].currency ?? 'EUR', ...told };
};

export const validated = ({ source }: SourceFixture, workspace: object): ReturnType<typeof validateConfiguration> =>
  validateConfiguration(workspace, {
    ...builtIn,
    systems: [source.system],
    secretProblem: (_, secret) => source.secretProblem(secret),
  });

/** A request as a page says to have it sent. */
interface Call {
  /** From the first slash; the token in it as `THE-TOKEN`. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const placeholder = 'THE-TOKEN';

/** The calls to the addresses that a page gives. */
const callsIn = (page: string): Call[] =>
  [...new Set(page.match(/https:\/\/…\/hooks\/acme\/[\w-]+(?:\/THE-TOKEN)?/g))].map((address) => ({
    target: address.slice('https://…'.length),
  }));

/** Sends what the fixture sends to an address of the page, its own proof left out; answers whether it was taken. */
const send = async (world: World, fixture: SourceFixture, call: Call, token: string): Promise<boolean> => {
  const { source } = fixture;
  world.now += 1000;
  const valid = fixture.request(token, world.now);
  const isSigned = source.secretKind === 'signing' && !call.target.includes(placeholder);
  const target = call.target.replace(placeholder, token);
  const hook = {
    workspace: 'acme',
    source: source.system,
    method: 'POST',
    target,
    token: call.target.endsWith(`/${placeholder}`) ? token : null,
    body: valid.body,
    headers: { ...(isSigned ? valid : fixture.unproven(valid)).headers, ...call.headers },
  };
  return (await receive({ ...world.services, publicUrl }, hook)) !== undefined;
};

/** What became of all that came in. */
const outcomesIn = async ({ services: { deliveries }, now }: World, source: string): Promise<unknown[]> => {
  const outcomes: unknown[] = [];
  for await (const { outcome } of deliveries.received('acme', source, now - 3_600_000, now + 1)) outcomes.push(outcome);
  return outcomes;
};

/**
 * The checks of every page: its example is applied as it stands, and what is sent as it says arrives and is read.
 *
 * @param calls those that are not by address alone, of a system that signs nothing
 */
export const describeExample = (fixture: SourceFixture, calls: readonly Call[] = []): void => {
  const { source, settings, secrets } = fixture;
  const { system } = source;
  let database: RunningDatabase;
  beforeAll(async () => {
    database = await startDynalite();
  });
  afterAll(() => database.stop());

  it('has an example that is taken as it stands, once its secrets are filled in', () => {
    expect(validated(fixture, exampleOf(fixture))).toMatchObject({ configuration: {}, warnings: [] });
  });

  it('says how to send what then arrives and is read', async () => {
    const world = await createWorld(database);
    const example = exampleOf(fixture);
    // Which account it is, and which of its lists hold what, is the only thing that the fixture does not take from the page.
    const { account, lists } = settings;
    const [own] = example.sources as [object];
    await world.apply({ ...example, sources: [{ ...own, ...(account && { account }), ...(lists && { lists }) }] });
    const all = [...callsIn(pageOf(system)), ...calls];
    const isProven = ({ target, headers }: Call): boolean =>
      source.secretKind === 'signing' || target.includes(placeholder) || headers !== undefined;
    const proven = all.filter(isProven);
    for (const call of proven)
      expect([call.target, await send(world, fixture, call, secrets[0])]).toEqual([call.target, true]);
    for (const call of proven.filter(({ target }) => target.includes(placeholder)))
      expect([call.target, await send(world, fixture, call, 'another-token-of-the-same')]).toEqual([
        call.target,
        false,
      ]);
    expect(await sweepWorkspace(world.services, 'acme', world.now + 1)).toBe(true);
    const outcomes = await outcomesIn(world, system);
    expect(outcomes).toHaveLength(proven.length);
    expect(proven).not.toEqual([]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'translated', rejected: 0 });
      expect(outcome).not.toMatchObject({ observations: 0 });
    }
  });
};
