import type { Workspace } from '../../domain/ports.ts';
import { healthOf } from '../health.ts';
import { inParallel } from '../parallel.ts';
import type { Services } from '../services.ts';
import { type Asked, attempt, type Check } from './check.ts';
import { configurationChecks } from './configuration.ts';
import { deadLetterChecks } from './deadLetters.ts';
import { keyChecks } from './keys.ts';
import { mailChecks } from './mail.ts';
import { rateChecks } from './rates.ts';
import { recipientChecks } from './recipients.ts';
import { reviewChecks } from './reviews.ts';
import { noSources, sourceChecks } from './sources.ts';
import { tickChecks } from './ticks.ts';

type Needs = Pick<
  Services,
  | 'workspaces'
  | 'deliveries'
  | 'refused'
  | 'reviews'
  | 'records'
  | 'ledger'
  | 'preferences'
  | 'apiKeys'
  | 'secrets'
  | 'sources'
  | 'mailAccount'
  | 'mailDomain'
  | 'deadLetters'
  | 'publicUrl'
  | 'clock'
  | 'logger'
>;

const sourcesAtOnce = 4;

const sourcesAndTicks = async (services: Needs, asked: Asked): Promise<readonly Check[]> => {
  const health = (await healthOf(services, asked.workspace.configuration.workspace)) ?? [];
  if (health.length === 0) return [noSources()];
  const [checks, ticks] = await Promise.all([
    inParallel(health, sourcesAtOnce, (source) =>
      attempt(services, ['sources.health', source.id], () => sourceChecks(services, asked, source)),
    ),
    attempt(services, ['schedule.ticks', 'schedule'], () => tickChecks(services, asked, health)),
  ]);
  return [...checks.flat(), ...ticks];
};

/**
 * Looks at everything that keeps a workspace's reviews from being right and being mailed, and changes nothing. The checks
 * of a group, which is what their ids begin with, stand together.
 */
export const doctor = async (services: Needs, workspace: Workspace): Promise<readonly Check[]> => {
  const asked: Asked = { workspace, now: services.clock() };
  const groups = await Promise.all([
    mailChecks(services, asked),
    attempt(services, ['recipients.any', 'recipients'], () => recipientChecks(services, asked)),
    attempt(services, ['sources.health', 'sources'], () => sourcesAndTicks(services, asked)),
    attempt(services, ['reviews.overdue', 'sends'], () => reviewChecks(services, asked)),
    attempt(services, ['queues.dead', 'dead letters'], () => deadLetterChecks(services)),
    attempt(services, ['keys.expiry', 'keys'], () => keyChecks(services, asked)),
    configurationChecks(asked),
    attempt(services, ['configuration.rates', 'rates'], () => rateChecks(services, asked)),
  ]);
  return groups.flat();
};
