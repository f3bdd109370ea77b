import { dayMs, dayOf } from '../../domain/periods/utcDay.ts';
import { isGuessable } from '../../domain/workspaces/warnings.ts';
import { hooksOf } from '../apply.ts';
import { unsettledFrom } from '../counts.ts';
import type { SourceHealth } from '../health.ts';
import type { Services } from '../services.ts';
import { type Asked, applyIt, type Check, counted, minute, ok, problem, warning } from './check.ts';

type Needs = Pick<Services, 'workspaces' | 'deliveries' | 'secrets' | 'sources' | 'publicUrl'>;

const minuteMs = 60_000;
const lately = 7;
const waitsMs = 5 * minuteMs;
/** A tick sweeps up what waits, and another one has passed. */
const stuckMs = 45 * minuteMs;
const mostWaiting = 1_000;
const mostReasons = 3;

type Week = Readonly<
  Record<'deliveries' | 'failed' | 'wrongAccount' | 'refused' | 'observations' | 'rejected', number>
>;

const listing = ({ configuration }: Asked['workspace'], id: string): string =>
  `npx quarterdeck sources ${configuration.workspace} ${id}`;

/** Counts of the last seven UTC days. */
const weekOf = ({ days }: SourceHealth, now: number): Week => {
  const since = dayOf(now - (lately - 1) * dayMs);
  const recent = days.filter(({ day }) => day >= since);
  const sum = (name: keyof Week): number => recent.reduce((total, day) => total + day[name], 0);
  return {
    deliveries: sum('deliveries'),
    failed: sum('failed'),
    wrongAccount: sum('wrongAccount'),
    refused: sum('refused'),
    observations: sum('observations'),
    rejected: sum('rejected'),
  };
};

const arrival = (services: Needs, { workspace, now }: Asked, { id, silent, lastAt }: SourceHealth): Check => {
  const about = ['sources.arrival', id] as const;
  const hook = hooksOf(services, workspace.configuration).find(({ source }) => source === id);
  const mend = `Have it send its webhooks to ${hook?.url}, and look at what arrives. If it only served an import, nothing is to be done.\nnpx quarterdeck sources ${workspace.configuration.workspace}`;
  if (lastAt === null) {
    if (!silent) return warning(about, 'It is waiting for its first delivery.', mend);
    const isYoung = workspace.createdAt > now - 29 * dayMs;
    return warning(about, isYoung ? 'Nothing has ever come from it.' : 'Nothing has come for 30 days.', mend);
  }
  return silent
    ? warning(about, `It is silent: nothing has come since ${minute(lastAt)}.`, mend)
    : ok(about, `The last delivery came at ${minute(lastAt)}.`);
};

/** Reasons as sentences, one after the other. */
const sentences = (reasons: readonly string[]): string =>
  reasons.map((reason) => (/[.!?…]$/.test(reason) ? reason : `${reason}.`)).join(' ');

const failing = ({ workspace, now }: Asked, { id, failures }: SourceHealth, { deliveries, failed }: Week): Check => {
  const about = ['sources.failures', id] as const;
  if (failed === 0) return ok(about, `None failed in the last ${lately} days.`);
  const since = now - lately * dayMs;
  const unread = failures.filter(({ receivedAt, wrongAccount }) => receivedAt > since && !wrongAccount);
  const reasons = [...new Set(unread.map(({ reason }) => reason))];
  const message =
    `Failed in the last ${lately} days: ${failed} of ${counted(deliveries, 'delivery', 'deliveries')}. ${sentences(
      reasons.slice(0, mostReasons),
    )}`.trimEnd();
  const mend = `Correct what is sent, or of which system the source is. What failed is kept, and listed with all reasons:\n${listing(workspace, id)}`;
  return failed === deliveries ? problem(about, message, mend) : warning(about, message, mend);
};

const belonging = ({ workspace }: Asked, { id, failures }: SourceHealth, { deliveries, wrongAccount }: Week): Check => {
  const about = ['sources.account', id] as const;
  if (wrongAccount === 0) return ok(about, `Nothing came of another account in the last ${lately} days.`);
  const message = `Of another account in the last ${lately} days, and left out: ${wrongAccount} of ${counted(deliveries, 'delivery', 'deliveries')}.`;
  // One address may serve several accounts.
  if (wrongAccount < deliveries) return ok(about, message);
  const reason = failures.find((failure) => failure.wrongAccount)?.reason;
  return warning(
    about,
    sentences([message, ...(reason === undefined ? [] : [reason])]),
    `If it is the right one that is told there, write it into workspace.yaml as the source's "account", then\n${applyIt}\nnpx quarterdeck replay ${workspace.configuration.workspace} ${id} --failed`,
  );
};

const rejecting = ({ workspace }: Asked, { id }: SourceHealth, { observations, rejected }: Week): Check =>
  rejected === 0
    ? ok(['sources.rejected', id], 'No observation was rejected.')
    : warning(
        ['sources.rejected', id],
        `Rejected in the last ${lately} days: ${counted(rejected, 'observation')}; ${counted(observations, 'was', 'were')} taken.`,
        `Correct what is sent, or where "fields" of workspace.yaml take it from. Each reason is listed, with a delivery that it is true of:\n${listing(workspace, id)}`,
      );

const refusing = ({ workspace }: Asked, { id, setAside }: SourceHealth, { deliveries, refused }: Week): Check => {
  const about = ['sources.refused', id] as const;
  if (refused === 0) return ok(about, `No webhook was refused in the last ${lately} days.`);
  const message = `Refused in the last ${lately} days: ${counted(refused, 'webhook')}`;
  // What verifies with the secrets of now has been taken in.
  if (!setAside) return ok(about, `${message}; none of them is set aside any more.`);
  const why = `${message}. ${setAside.reason}`;
  const mend =
    setAside.bare === setAside.deliveries
      ? `Correct in the system where it sends to, or that it signs; then look at what comes in:\n${listing(workspace, id)} --watch`
      : `If it is the secret, write the right one into workspace.yaml, then\n${applyIt}`;
  // Refused by whoever else tries, or since the secret was changed on one side only.
  return deliveries === 0 ? problem(about, why, mend) : warning(about, why, mend);
};

const secretOf = async ({ secrets }: Needs, { workspace: { configuration } }: Asked, id: string): Promise<Check> => {
  const about = ['sources.secret', id] as const;
  const configured = configuration.sources.find((source) => source.id === id)?.secrets.length ?? 0;
  if (configured === 0)
    return warning(
      about,
      'It has no secret, so that every webhook is refused; observations can be posted.',
      `If it is to send webhooks, write a secret into workspace.yaml, then\n${applyIt}`,
    );
  const stored = await secrets.source(configuration.workspace, id, true);
  if (stored.length < configured)
    return problem(
      about,
      `It has ${counted(configured, 'secret')} in the configuration, and ${stored.length} where secrets are kept: webhooks are refused.`,
      `Apply it with its secrets in full, not masked:\n${applyIt}`,
    );
  // Of a token only the hash is kept: whether that is short is told when it is applied.
  return stored.some(isGuessable)
    ? warning(about, 'Its secret is short enough to be guessed.', `Have it make a longer one, then\n${applyIt}`)
    : ok(about, 'It has a secret.');
};

/** When the deliveries that have waited too long were received. */
const waitingOf = async (services: Needs, { workspace, now }: Asked, source: string): Promise<number[]> => {
  const of = { workspace: workspace.configuration.workspace, source, createdAt: workspace.createdAt };
  const since = await unsettledFrom(services, of);
  const waiting: number[] = [];
  for await (const { key, outcome } of services.deliveries.received(of.workspace, source, since, now - waitsMs)) {
    if (outcome === null) waiting.push(key.receivedAt);
    if (waiting.length === mostWaiting) break;
  }
  return waiting;
};

const pendingOf = async (services: Needs, asked: Asked, { id, pending }: SourceHealth): Promise<Check> => {
  const about = ['sources.pending', id] as const;
  const waiting = pending === 0 ? [] : await waitingOf(services, asked, id);
  if (waiting.length === 0) return ok(about, 'None waits to be translated.');
  const oldest = Math.min(...waiting);
  const many = waiting.length === mostWaiting ? ' or more' : '';
  const message = `${waiting.length.toLocaleString('en')}${many} waiting to be translated for over five minutes, the oldest since ${minute(oldest)}.`;
  const mend =
    'The next tick, every quarter of an hour, translates them. If they stay, the logs of the functions "translate" and "schedule" say why.';
  return asked.now - oldest > stuckMs ? problem(about, message, mend) : warning(about, message, mend);
};

/** How one source of the workspace is doing. */
export const sourceChecks = async (services: Needs, asked: Asked, health: SourceHealth): Promise<readonly Check[]> => {
  const week = weekOf(health, asked.now);
  const [secret, pending] = await Promise.all([
    secretOf(services, asked, health.id),
    pendingOf(services, asked, health),
  ]);
  return [
    arrival(services, asked, health),
    failing(asked, health, week),
    belonging(asked, health, week),
    rejecting(asked, health, week),
    refusing(asked, health, week),
    secret,
    pending,
  ];
};

/** Of a workspace without sources. */
export const noSources = (): Check =>
  warning(
    ['sources.any', 'sources'],
    'The workspace has no source, so that there is nothing to review.',
    `List one in workspace.yaml, then\n${applyIt}`,
  );
