import { catalogue, headlines } from '../../lambdas/domain/kpis/catalogue.ts';
import { renderNotice } from '../../lambdas/rendering/noticePage.ts';
import { type PreferencesShown, renderPreferences } from '../../lambdas/rendering/preferencesPage.ts';
import { renderRecords, renderRecordsPending } from '../../lambdas/rendering/records.ts';
import { renderWorkspacePage, type WorkspaceContent } from '../../lambdas/rendering/workspacePage.ts';
import { configuration, document, rendered } from '../../tests/fixtures/review.ts';
import { hostileNames } from '../../tests/fixtures/reviewVariants.ts';

/** The pages that are not of one review, in the situations that each knows. */

const at = Date.UTC(2026, 10, 3, 11);

const recipient = {
  email: 'ana@acme.example',
  role: 'sales' as const,
  reviews: ['monthly' as const, 'campaign' as const],
  scope: { region: 'south' },
};

const preferences = (locale: string, change: Partial<PreferencesShown> = {}): string =>
  renderPreferences({
    configuration,
    recipient: { ...recipient, locale },
    listed: true,
    preferred: undefined,
    today: '2026-11-03',
    ...change,
  });

const records = (locale: string): string => {
  const of = rendered('sales', { catalogue, headlines, reader: { role: 'sales', locale } });
  const kpi = document.kpis.find(({ id }) => id === 'winRate');
  if (!kpi) throw new Error('The fixture has no win rate.');
  const fields = { outcome: 'won', closedAt: '2026-10-05T01:00:00.000Z', amount: '1200.5', currency: 'BRL' };
  const list = ['Oficina São João', hostileNames.html, hostileNames.rightToLeft, hostileNames.long].map(
    (name, index) => ({
      record: 'deal',
      source: 'kommo',
      id: String(index),
      name,
      url: `https://crm.example/${index}`,
      at: '2026-10-05T10:00:00.000Z',
      role: 'both' as const,
      fields,
    }),
  );
  const told = { asOf: '2026-11-02T12:00:00Z', value: 0.5, n: 4, of: null, segment: [], review: null, more: 1 };
  return renderRecords(of, kpi, { ...told, records: list }, '/r/token');
};

const recordsPending = (locale: string): string => {
  const of = rendered('sales', { catalogue, headlines, reader: { role: 'sales', locale } });
  const [kpi] = document.kpis;
  if (!kpi) throw new Error('The fixture has no KPI.');
  return renderRecordsPending(of, kpi, { review: '/r/token', failed: false });
};

const content: WorkspaceContent = {
  reviews: [
    { period: '2026-10', cadence: 'monthly', status: 'closed', mailedAt: at, href: '/r/october' },
    { period: '2026-Q3', cadence: 'quarterly', status: 'closed', mailedAt: null, href: '/w/token?review=2026-Q3' },
    { period: '2026', cadence: 'annual', status: 'running', mailedAt: null, href: '/w/token?review=2026' },
  ],
  latest: document,
  sources: [
    { name: 'Kommo', lastAt: at, silent: false, failed: 0, refused: 0, pending: 0 },
    { name: 'helpdesk', lastAt: Date.UTC(2026, 9, 24), silent: true, failed: 12, refused: 3, pending: 1 },
  ],
  sends: [],
  preferences: '/u/token',
};
const nothing: WorkspaceContent = { ...content, reviews: [], latest: undefined, sources: [], sends: null };

const workspace = (locale: string, told: WorkspaceContent): string =>
  renderWorkspacePage({ configuration, catalogue, headlines, reader: { role: 'executive', locale } }, told);

/** By a name for a file; each in a language. */
export const otherPages: Readonly<Record<string, (locale: string) => string>> = {
  preferences: (locale) => preferences(locale),
  'preferences-paused': (locale) =>
    preferences(locale, { preferred: { unsubscribedAt: null, pausedUntil: '2026-12-01' } }),
  'preferences-unsubscribed': (locale) =>
    preferences(locale, { preferred: { unsubscribedAt: at }, told: 'unsubscribed' }),
  records,
  'records-pending': recordsPending,
  'notice-expired': (locale) => renderNotice('expired', locale),
  'notice-unknown': (locale) => renderNotice('unknown', locale),
  'notice-preview': (locale) => renderNotice('preview', locale),
  workspace: (locale) => workspace(locale, content),
  'workspace-empty': (locale) => workspace(locale, nothing),
};
