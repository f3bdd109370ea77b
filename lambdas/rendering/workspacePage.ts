import workspacePageTemplate from '../../templates/compiled/workspacePage.js';
import type { Cadence, ReviewDocument } from '../domain/reviews/document.ts';
import type { Send } from '../domain/reviews/send.ts';
import type { Recipient } from '../domain/workspaces/schema.ts';
import { paletteOf } from './colour.ts';
import { clean } from './language/clean.ts';
import { languageOf } from './language/language.ts';
import { formatDay, periodNamesOf } from './language/periods.ts';
import type { Rendered } from './render.ts';
import { fill } from './templates.ts';
import { safeReference } from './url.ts';
import { ledgerOf } from './workspaceLedger.ts';
import { type SourceState, sourcesOf } from './workspaceSources.ts';
import { trendsOf } from './workspaceTrends.ts';

export type { SourceState } from './workspaceSources.ts';

/** What the page of a workspace tells; instants are epoch milliseconds. */
export interface WorkspaceContent {
  /** Those that the reader may open, the newest first. */
  readonly reviews: readonly {
    readonly period: string;
    readonly cadence: Cadence;
    readonly status: ReviewDocument['status'];
    /** When it was mailed to the reader, `null` where it was not. */
    readonly mailedAt: number | null;
    readonly href: string;
  }[];
  /** The latest closed month, of the reader's scope. */
  readonly latest: ReviewDocument | undefined;
  readonly sources: readonly SourceState[];
  /** The ledger, for admins alone; `elsewhere` where it opens by another link of theirs. */
  readonly sends: readonly Send[] | 'elsewhere' | null;
  /** Where the reader's preferences are. */
  readonly preferences: string;
}

const cadences = ['monthly', 'quarterly', 'annual', 'range'] as const;

/** All of a review's rendering but the review, and the scope of who reads. */
export type WorkspaceRendered = Omit<Rendered, 'document' | 'reader'> & {
  readonly reader: Rendered['reader'] & Pick<Recipient, 'scope'>;
};

const contextOf = (of: WorkspaceRendered, content: WorkspaceContent) => {
  const { configuration, reader } = of;
  const language = languageOf(reader.locale ?? configuration.locale);
  const { say, locale, direction } = language;
  const periods = periodNamesOf(language, configuration.fiscalYearStart);
  const workspace = clean(configuration.name ?? configuration.workspace);
  const dayOf = (instant: number): string =>
    formatDay(language, new Date(instant).toISOString(), configuration.timeZone);
  const { latest, sends } = content;
  return {
    ...paletteOf(configuration.brand?.colour),
    lang: locale,
    direction,
    title: say('workspacePage.title', { workspace }),
    workspace,
    meta: say(`roles.${reader.role}`),
    groups: cadences.flatMap((cadence) => {
      const members = content.reviews.filter((one) => one.cadence === cadence);
      return members.length === 0
        ? []
        : [
            {
              title: say(`cadences.${cadence === 'range' ? 'campaign' : cadence}`),
              reviews: members.map(({ period, status, mailedAt, href }) => ({
                name: periods.heading(period),
                href: safeReference(href),
                note: [
                  mailedAt === null
                    ? say('workspacePage.notMailed')
                    : say('workspacePage.mailed', { day: dayOf(mailedAt) }),
                  ...(status === 'running' ? [say('workspacePage.running')] : []),
                ].join(' · '),
              })),
            },
          ];
    }),
    trends: latest ? trendsOf({ ...of, document: latest }) : null,
    sources: sourcesOf(language, content.sources, reader.scope === undefined, configuration.timeZone),
    ledger: sends === null || sends === 'elsewhere' ? null : ledgerOf(language, periods, sends, configuration.timeZone),
    ledgerElsewhere: sends === 'elsewhere' ? say('workspacePage.ledgerElsewhere') : null,
    preferences: safeReference(content.preferences),
    labels: {
      skip: say('page.skip'),
      reviews: say('workspacePage.reviews'),
      noReviews: say('workspacePage.noReviews'),
      trends: say('workspacePage.trends'),
      noTrends: say('workspacePage.noTrends'),
      table: say('workspacePage.table'),
      name: say('table.name'),
      sources: say('workspacePage.sources'),
      noSources: say('workspacePage.noSources'),
      ledger: say('workspacePage.ledger'),
      noLedger: say('workspacePage.noLedger'),
      recipient: say('workspacePage.recipient'),
      scope: say('workspacePage.scope'),
      state: say('workspacePage.state'),
      feedback: say('workspacePage.feedback'),
      changed: say('workspacePage.changed'),
      preferences: say('links.preferences'),
    },
  };
};

const template = fill<ReturnType<typeof contextOf>>(workspacePageTemplate);

/**
 * The page of a workspace: its reviews, its numbers over time, its sources, and for admins who was sent what.
 *
 * @throws TypeError for a link that is neither https nor on this machine
 */
export const renderWorkspacePage = (of: WorkspaceRendered, content: WorkspaceContent): string =>
  template(contextOf(of, content));
