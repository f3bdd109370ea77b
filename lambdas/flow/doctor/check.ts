import type { Workspace } from '../../domain/ports.ts';
import type { Services } from '../services.ts';

/** One thing that was looked at, and how it is. */
export interface Check {
  /** `group.name`; what it is about is never another thing under the same id. */
  readonly id: string;
  /** `problem`: something is not done that should be. `warning`: it may come to that, or could not be looked at. */
  readonly status: 'ok' | 'warning' | 'problem';
  /** What of the workspace it is about: a source, a period, an address. */
  readonly subject: string;
  /** In English, for people. */
  readonly message: string;
  /**
   * What mends it, a step a line: a command alone on its line, in lower case, or a sentence that says where to click.
   * `null` where there is nothing to mend.
   */
  readonly mend: string | null;
}

/** What is looked at, and when, in epoch milliseconds. */
export interface Asked {
  readonly workspace: Workspace;
  readonly now: number;
}

type About = readonly [id: string, subject: string];

export const ok = ([id, subject]: About, message: string): Check => ({
  id,
  status: 'ok',
  subject,
  message,
  mend: null,
});

export const warning = ([id, subject]: About, message: string, mend: string): Check => ({
  id,
  status: 'warning',
  subject,
  message,
  mend,
});

export const problem = ([id, subject]: About, message: string, mend: string): Check => ({
  id,
  status: 'problem',
  subject,
  message,
  mend,
});

const longestReason = 300;

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}`.slice(0, longestReason) : 'no reason was given';

/** What could not be looked at is a warning that says so, and keeps nothing else from being looked at. */
export const attempt = async (
  { logger }: Pick<Services, 'logger'>,
  about: About,
  look: () => Promise<readonly Check[]>,
): Promise<readonly Check[]> => {
  try {
    return await look();
  } catch (error) {
    logger.warn('A check could not be made.', { id: about[0], error });
    return [
      warning(
        about,
        `This could not be looked at. ${reasonOf(error)}`,
        'Ask again. If it says AccessDenied, deploy again. Else the log of the function "api" says more.',
      ),
    ];
  }
};

/** `2026-11-03 11:00 UTC` */
export const minute = (instant: number): string =>
  `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** `1 send`, `2 sends`, `1,204 deliveries`. */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

const mostListed = 5;

/** `a, b, c and 4 more` */
export const listed = (items: readonly string[]): string =>
  items.length <= mostListed
    ? items.join(', ')
    : `${items.slice(0, mostListed).join(', ')} and ${items.length - mostListed} more`;

export const applyIt = 'npx quarterdeck apply workspace.yaml';
