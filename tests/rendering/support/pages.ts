import type { ListedRecord } from '../../../lambdas/domain/reviews/records/listed.ts';
import { renderNotice } from '../../../lambdas/rendering/noticePage.ts';
import { renderPage } from '../../../lambdas/rendering/page.ts';
import { renderPreferences } from '../../../lambdas/rendering/preferencesPage.ts';
import { renderRecords } from '../../../lambdas/rendering/records.ts';
import { renderWorkspacePage } from '../../../lambdas/rendering/workspacePage.ts';
import { configuration, document, rendered } from '../../fixtures/review.ts';

const record: ListedRecord = {
  record: 'deal',
  source: 'kommo',
  id: '42',
  name: 'Lathe for Oficina São João',
  url: 'https://crm.example/42',
  at: '2026-10-05T10:00:00.000Z',
  role: 'both',
  fields: { outcome: 'won', closedAt: '2026-10-05T01:00:00.000Z', amount: '1200.5', currency: 'BRL' },
};

const winRate = document.kpis.find(({ id }) => id === 'winRate');

const records = (): string => {
  if (winRate === undefined) throw new Error('The fixture has no win rate.');
  const list = { asOf: '2026-11-02T12:00:00Z', value: 0.5, n: 2, of: null, segment: [], review: null, more: 1 };
  return renderRecords(rendered('sales'), winRate, { ...list, records: [record] }, '/r/token');
};

const workspacePage = (): string =>
  renderWorkspacePage(rendered('executive'), {
    reviews: [
      {
        period: '2026-10',
        cadence: 'monthly',
        status: 'closed',
        mailedAt: Date.UTC(2026, 10, 3, 11),
        href: '/r/october',
      },
    ],
    latest: document,
    sources: [],
    sends: [],
    preferences: '/u/token',
  });

/** Every page that a link leads to, each from the same review of the fixture. */
export const pages: Readonly<Record<string, () => string>> = {
  page: () =>
    renderPage(rendered('sales'), {
      page: '/r/token',
      csv: '/r/token?format=csv',
      xlsx: '/r/token?format=xlsx',
      records: '/r/token/records',
      preferences: '/u/token',
    }),
  records,
  preferences: () =>
    renderPreferences({
      configuration,
      recipient: { email: 'ana@acme.example', role: 'sales', reviews: ['monthly', 'campaign'] },
      listed: true,
      preferred: undefined,
      today: '2026-11-02',
    }),
  notice: () => renderNotice('expired'),
  workspacePage,
};
