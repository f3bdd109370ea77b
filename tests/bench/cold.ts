import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleFunctions } from '../../infra/bundle.ts';
import { functionNames } from '../../infra/constructs/functionNames.ts';
import { type RunningFunction, startFunction } from '../support/cloud/function.ts';
import type { Bench, Figure } from './bench.ts';
import { applied, eventsOn, type NextEvent } from './cold/events.ts';
import { clientAlone } from './cold/sizes.ts';
import { type State, startState } from './cold/state.ts';
import { withFolder } from './support/folder.ts';
import { median } from './support/median.ts';

const kilobyte = 1000;
const limits: Readonly<Record<string, Figure['limit']>> = {
  receive: { atMost: 520 },
  mail: { atMost: 800 },
};
const mostTimesClient = 1.6;

/** A function that does nothing: what a process and its first message cost by themselves. */
const empty = 'empty';

interface Timed {
  /** From starting the process until the first event was answered. */
  readonly first: number;
  /** The events after it, each. */
  readonly later: readonly number[];
}

/** A batch answers with what is to come again; nothing of ours may. */
const assertDone = (name: string, result: unknown): void => {
  const { batchItemFailures = [], statusCode = 200 } = (result ?? {}) as {
    batchItemFailures?: unknown[];
    statusCode?: number;
  };
  if (batchItemFailures.length > 0 || statusCode !== 200)
    throw new Error(`The function "${name}" did not do what it was asked: ${JSON.stringify(result)}`);
};

const call = async (name: string, running: RunningFunction, next: NextEvent): Promise<number> => {
  const event = await next();
  const start = performance.now();
  const result = await running.invoke(event);
  const took = performance.now() - start;
  assertDone(name, result);
  return took;
};

const timed = async (
  name: string,
  folder: string,
  { variables }: State,
  next: NextEvent,
  more: number,
): Promise<Timed> => {
  const event = await next();
  const start = performance.now();
  const running = await startFunction(name, path.join(folder, name), variables);
  try {
    const result = await running.invoke(event);
    const first = performance.now() - start;
    assertDone(name, result);
    const later: number[] = [];
    for (let done = 0; done < more; done += 1) later.push(await call(name, running, next));
    return { first, later };
  } finally {
    await running.stop();
  }
};

/** Everything that events are about, made by the functions themselves. */
const prepare = async (folder: string, state: State, next: ReturnType<typeof eventsOn>): Promise<void> => {
  await timed('api', folder, state, async () => applied(), 0);
  for (const name of ['translate', 'review', 'mail'] as const) await timed(name, folder, state, next[name], 0);
};

const reportSizes = async (report: (figure: Figure) => void, sizes: ReadonlyMap<string, number>): Promise<void> => {
  report({
    figure: 'bundle of receive / the DynamoDB client alone',
    value: (sizes.get('receive') ?? Number.NaN) / (await clientAlone()),
    unit: 'ratio',
    limit: { atMost: mostTimesClient },
  });
  for (const [name, bytes] of sizes) {
    const limit = limits[name];
    report({ figure: `bundle of ${name}`, value: bytes / kilobyte, unit: 'KB', ...(limit && { limit }) });
  }
};

const reportTimes = (
  report: (figure: Figure) => void,
  name: string,
  ours: readonly Timed[],
  nothing: readonly Timed[],
): void => {
  const pairs = ours.map(({ first }, round) => [first, (nothing[round] as Timed).first] as const);
  report({
    figure: `first event of ${name} in a fresh process / of an empty bundle`,
    value: median(pairs.map(([first, none]) => first / none)),
    unit: 'ratio',
  });
  report({
    figure: `first event of ${name} in a fresh process, over an empty bundle`,
    value: median(pairs.map(([first, none]) => first - none)),
    unit: 'ms',
  });
  report({ figure: `a later event of ${name}`, value: median(ours.flatMap(({ later }) => later)), unit: 'ms' });
};

export const cold: Bench = {
  name: 'cold',
  about: "each function's bundle in a fresh process, against an empty one; and the sizes of the bundles",
  run: (report, say, { quick }) =>
    withFolder(async (folder) => {
      const sizes = await bundleFunctions(folder);
      await mkdir(path.join(folder, empty));
      await writeFile(path.join(folder, empty, 'index.mjs'), 'export const handler = async () => ({});\n');
      await reportSizes(report, sizes);
      const state = await startState();
      try {
        const next = eventsOn(state);
        await prepare(folder, state, next);
        const [rounds, more] = quick ? [3, 3] : [15, 20];
        say(`${rounds} rounds of eight fresh processes, one event and ${more} later ones each`);
        const measured = new Map<string, Timed[]>([empty, ...functionNames].map((name) => [name, []]));
        for (let round = 0; round < rounds; round += 1) {
          for (const [name, times] of measured) {
            const nextOf = name === empty ? async () => ({}) : next[name as keyof typeof next];
            times.push(await timed(name, folder, state, nextOf, more));
          }
        }
        const nothing = measured.get(empty) ?? [];
        for (const name of functionNames) reportTimes(report, name, measured.get(name) ?? [], nothing);
      } finally {
        await state.stop();
      }
    }),
};
