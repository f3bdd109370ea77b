import type { Context } from '../context.ts';
import { type ExitCode, exitCodes, type Failure } from '../failure.ts';
import type { Deliveries, Delivery, SourceHealth } from '../http/answers.ts';
import { type Api, path } from '../http/api.ts';
import { isPassing, Refused } from '../http/refused.ts';
import { Unreachable } from '../http/unreachable.ts';
import type { Printer } from '../terminal/printer.ts';
import { plain } from '../terminal/text.ts';
import { printDelivery } from './delivery.ts';

const pauseInMilliseconds = 1_500;
/** What was stamped earlier may be seen later by so much. */
const overlapInMilliseconds = 10_000;
/** Whoever starts it after a change in the CRM is shown that change. */
const beforeInMilliseconds = 60_000;
/** What is translated at all usually is by then. */
const patienceInMilliseconds = 5_000;

interface Watched {
  readonly source: string;
  readonly delivery: Delivery;
  /** When the very same body came before; undefined of what is new. */
  readonly sameAs: string | undefined;
}

const laterBy = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

/** When each body was first seen, by what of the id is made of it. */
const firstSeen = () => {
  const seen = new Map<string, string>();
  const bodyOf = ({ id }: Delivery): string => id.slice(id.indexOf('-') + 1);
  return {
    add(deliveries: readonly Delivery[]): void {
      for (const delivery of deliveries) {
        const before = seen.get(bodyOf(delivery));
        if (before === undefined || delivery.receivedAt < before) seen.set(bodyOf(delivery), delivery.receivedAt);
      }
    },
    before(delivery: Delivery): string | undefined {
      const first = seen.get(bodyOf(delivery));
      return first === delivery.receivedAt ? undefined : first;
    },
  };
};

/** Looks at one source again and again: each look answers what is new since the one before, the oldest first. */
const watching = (api: Api, workspace: string, source: string, note: Printer['note']) => {
  const seen = new Set<string>();
  const bodies = firstSeen();
  let started: string | null = null;
  let from: string | null = null;

  const isReady = ({ status, receivedAt }: Delivery, at: string): boolean =>
    status !== 'pending' || laterBy(receivedAt, patienceInMilliseconds) <= at;

  return async (): Promise<Watched[]> => {
    const query = from === null ? '' : `?${new URLSearchParams({ after: from })}`;
    const { at, deliveries, more } = await api.ask<Deliveries>({
      method: 'GET',
      path: path`/v1/workspaces/${workspace}/sources/${source}/deliveries` + query,
    });
    bodies.add(deliveries);
    const isFirst = started === null;
    started ??= at;
    const since = laterBy(started, -beforeInMilliseconds);
    const news = deliveries.filter(({ id, receivedAt }) => receivedAt >= since && !seen.has(id)).reverse();
    const ready = news.filter((delivery) => isReady(delivery, at));
    for (const { id } of ready) seen.add(id);
    const waiting = news.find((delivery) => !ready.includes(delivery));
    from = laterBy(waiting?.receivedAt ?? at, -overlapInMilliseconds);
    if (more && !isFirst) note(`More came from ${source} at once than is shown here.`);
    return ready.map((delivery) => ({ source, delivery, sameAs: bodies.before(delivery) }));
  };
};

const printStart = (workspace: string, sources: readonly SourceHealth[], { line }: Printer): void => {
  line(`Waiting for what comes in to ${workspace}. Times are UTC. Ctrl-C ends it.`);
  for (const { id, systemName, url } of sources) line(`  ${plain(id)} (${plain(systemName)})  POST ${plain(url)}`);
  if (sources.some(({ url }) => url.endsWith('{token}')))
    line('In the place of {token} stands the token itself: it is secret, so it is not printed.');
  line();
};

const passes = (error: unknown): error is Failure =>
  error instanceof Unreachable || (error instanceof Refused && isPassing(error.status));

/**
 * Prints what comes in, as it comes, until it is told to stop. An outage of the server is told once, and waited for.
 *
 * @throws Failure when the first look fails already, or one for a reason that does not pass
 */
export const watch = async (
  { context, api, printer }: { readonly context: Context; readonly api: Api; readonly printer: Printer },
  workspace: string,
  sources: readonly SourceHealth[],
): Promise<ExitCode> => {
  const looks = sources.map(({ id }) => watching(api, workspace, id, printer.note));
  let isOut = false;
  const news = async (): Promise<Watched[]> => {
    const found = (await Promise.all(looks.map((one) => one()))).flat();
    return found.sort((one, other) => (one.delivery.receivedAt < other.delivery.receivedAt ? -1 : 1));
  };
  const print = ({ source, delivery, sameAs }: Watched): void => {
    printer.item({ source, ...delivery });
    printDelivery(source, delivery, printer, sameAs);
  };
  const look = async (): Promise<void> => {
    (await news()).forEach(print);
    if (isOut) printer.note('It answers again.');
    isOut = false;
  };
  try {
    const before = await news();
    printStart(workspace, sources, printer);
    if (before.length > 0) {
      printer.line('Before this:');
      before.forEach(print);
      printer.line('From now on:');
    }
    for (;;) {
      await context.sleep(pauseInMilliseconds);
      await look().catch((error: unknown) => {
        if (context.signal.aborted || !passes(error)) throw error;
        if (!isOut) printer.note(`${error.message} Trying again until it answers.`);
        isOut = true;
      });
    }
  } catch (error) {
    if (!context.signal.aborted) throw error;
    printer.note('Stopped watching.');
    return exitCodes.interrupted;
  }
};
