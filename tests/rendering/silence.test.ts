import { beforeAll, describe, expect, it } from 'vitest';
import { catalogue, headlines } from '../../lambdas/domain/kpis/catalogue.ts';
import type { Role } from '../../lambdas/domain/reviews/document.ts';
import { renderPage } from '../../lambdas/rendering/page.ts';
import type { Rendered } from '../../lambdas/rendering/render.ts';
import { renderText } from '../../lambdas/rendering/text.ts';
import { viewOf } from '../../lambdas/rendering/view.ts';
import { customer, deal, type Posted, reviewOf, ticket } from '../support/review.ts';
import { workspaceOf } from '../support/workspace.ts';
import { type Mailed, mailed, visible } from './support/mailed.ts';

const workspace = workspaceOf({
  admins: ['ops@acme.example'],
  sources: ['kommo', 'hub'].map((id) => ({ id, system: 'standard' })),
  targets: {
    wonRevenue: { monthly: { atLeast: 100 } },
    churnRate: { monthly: { atMost: 0.03 } },
    tickets: { monthly: { atMost: 5 } },
  },
});

const from = (source: string, said: readonly Posted[]): Posted[] => said.map((one) => ({ ...one, source }));

const month = (of: string) => {
  const at = `${of}-10T00:00:00Z`;
  const ten = Array.from({ length: 10 }, (_, index) => `${of} ${index}`);
  return {
    deals: from(
      'kommo',
      ten.map((id) => deal(id, { outcome: 'won', createdAt: at, closedAt: at, amount: 10 }, at)),
    ),
    tickets: from(
      'hub',
      ten.map((id) => ticket(id, { createdAt: at }, at)),
    ),
    members: from(
      'hub',
      ten.map((id) => customer(id, { since: at }, at)),
    ),
  };
};
const past = ['2026-01', '2026-02']
  .map(month)
  .flatMap(({ deals, tickets, members }) => [...deals, ...tickets, ...members]);
const march = month('2026-03');

/** The other goes by its id. */
const names = { kommo: 'Kommo' };

const renderedOf = (observations: readonly Posted[], role: Role): Rendered => ({
  document: reviewOf(observations, { period: '2026-03', workspace, names }),
  configuration: workspace.configuration,
  catalogue,
  headlines,
  reader: { role },
});

const plain = (text: string): string => text.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ');
const claims = /better|worse|▲|▼|−100 %|target met|\bmet\b|missed|below target/;

describe('a review of a month in which no source was heard', () => {
  const all = renderedOf(past, 'crm');
  let mail: Mailed;
  beforeAll(async () => {
    mail = await mailed(all);
  });

  it('says so in its subject, preheader and first sentence, and nothing else', () => {
    expect(mail.parsed.subject).toBe('March 2026: nothing heard from Kommo and hub');
    expect(plain(visible(/<h1[^>]*>([^<]*)/.exec(mail.html)?.[1] ?? ''))).toBe(
      'Nothing was heard from Kommo and hub in March 2026.',
    );
    expect(visible(/<div style="display:none[^>]*>([^<]*)/.exec(mail.html)?.[1] ?? '')).toBe(
      'What rests on it is missing or incomplete, and may say nothing of the business.',
    );
  });

  it('gives notice of it before any number, in the mail, its text and on the page', () => {
    const notice = 'Kommo and hub told nothing of March 2026 and sent nothing in it.';
    for (const told of [visible(mail.html), mail.text, visible(renderPage(all))].map(plain)) {
      expect(told).toContain(notice);
      expect(told.indexOf(notice)).toBeLessThan(told.indexOf('Won revenue'));
      expect(told).toContain('Ask ops@acme.example to check the connection');
    }
  });

  it('shows values with the reason, and without a verdict', () => {
    for (const told of [visible(mail.html), renderText(all), visible(renderPage(all))].map(plain)) {
      const numbers = told.slice(0, told.indexOf('About these numbers'));
      expect(numbers).toMatch(/Customer churn\s+0 %/);
      expect(numbers).toContain('nothing heard from Kommo');
      expect(numbers).not.toMatch(claims);
    }
    const { cards, breakdowns } = viewOf(all).view;
    expect(cards.map(({ flags }) => flags)).toEqual(cards.map(() => expect.stringMatching(/^nothing heard from /)));
    expect(cards.map(({ target }) => target?.word ?? null)).toEqual([null, null, null]);
    expect(breakdowns).toEqual([]);
  });

  it('says what the words mean', () => {
    const { words } = viewOf(all).view.about;
    expect(words.filter((text) => text.startsWith('Nothing heard: '))).toHaveLength(1);
    expect(words.filter((text) => text.startsWith('Part of the period: '))).toEqual([]);
  });
});

describe('a review of a month in which one of two sources was heard', () => {
  const hubOnly = renderedOf([...past, ...march.tickets, ...march.members], 'crm');

  it('leads with the silence, then with what is known', () => {
    const { subject, headline, preheader } = viewOf(hubOnly).view;
    expect(plain(subject)).toBe('March 2026: nothing heard from Kommo; tickets 10, above target');
    expect(plain(headline)).toBe('Nothing was heard from Kommo in March 2026; tickets missed the target of 5 with 10.');
    expect(plain(preheader)).toMatch(/^10 tickets/);
  });

  it('is as usual for whom nothing rests on the silent one alone, but for the notice', () => {
    const { subject, warnings, highlights } = viewOf(
      renderedOf([...past, ...march.tickets, ...march.members], 'service'),
    ).view;
    expect(plain(subject)).toMatch(/^March 2026: tickets 10, above target/);
    expect(warnings[0]).toMatch(/^Kommo told nothing of March 2026/);
    expect(highlights.filter(({ symbol }) => symbol === '!')).toEqual([]);
  });

  it('asks nobody to connect what is connected', () => {
    const { missing, howToSend } = viewOf(hubOnly).view;
    const reasonOf = (id: string) => missing.find(({ kpis }) => kpis.includes(id))?.reason;
    expect(reasonOf('winRate')).toBe('Nothing was heard from Kommo in this period');
    expect(reasonOf('nps')).toMatch(/^Needs /);
    expect(howToSend).toMatch(/^To fill in what is needed, /);
    const { document } = hubOnly;
    const without = document.kpis.filter(({ missing: why }) => why?.code !== 'noData');
    const told = viewOf({ ...hubOnly, document: { ...document, kpis: without } }).view;
    expect(told.missing.map(({ reason }) => reason)).toContain('Nothing was heard from Kommo in this period');
    expect(told.howToSend).toBeNull();
  });
});

it('a source that has long been silent beside others is told below, not above', () => {
  const history = from('kommo', month('2025-06').deals);
  const live = ['2026-01', '2026-02', '2026-03'].flatMap((of) => from('hub', month(of).deals));
  const { subject, warnings, highlights } = viewOf(renderedOf([...history, ...live], 'sales')).view;
  expect(subject).not.toContain('nothing heard');
  expect(warnings).toEqual([]);
  expect(highlights.at(-1)).toMatchObject({
    symbol: '!',
    text: expect.stringContaining('Kommo told nothing of March 2026'),
  });
});

it('a source of which nothing could be read is named with what it sent', () => {
  const day = {
    day: '2026-03-05',
    deliveries: 4,
    failed: 4,
    wrongAccount: 0,
    refused: 0,
    observations: 0,
    rejected: 0,
    firstAt: 0,
    lastAt: 0,
  };
  const document = reviewOf([...past, ...march.tickets], {
    period: '2026-03',
    workspace,
    names,
    received: { kommo: [day] },
  });
  const { warnings } = viewOf({ ...renderedOf([], 'sales'), document }).view;
  expect(warnings[0]).toMatch(/^All 4 deliveries of Kommo could not be read: /);
});
