import { describe, expect, it } from 'vitest';
import type { Send } from '../../lambdas/domain/reviews/send.ts';
import type { SendReason } from '../../lambdas/domain/reviews/sendReason.ts';
import { renderWorkspacePage, type WorkspaceContent } from '../../lambdas/rendering/workspacePage.ts';
import { document, links, rendered } from '../fixtures/review.ts';
import { hostileNames, hostileRendered } from '../fixtures/reviewVariants.ts';
import { mailed, tags, visible } from './support/mailed.ts';

const at = Date.UTC(2026, 10, 2, 11);

const send: Send = {
  workspace: 'acme',
  cadence: 'monthly',
  start: '2026-10-01',
  scope: null,
  recipient: 'ana@acme.example',
  id: 'one',
  period: '2026-10',
  state: 'sent',
  reason: null,
  version: 1,
  messageId: null,
  subject: 'October 2026: won revenue 1.24 M',
  attempts: 1,
  queuedAt: at,
  changedAt: at,
  feedback: 'delivered',
};

const content = (change: Partial<WorkspaceContent> = {}): WorkspaceContent => ({
  reviews: [
    { period: '2026-10', cadence: 'monthly', status: 'closed', mailedAt: at, href: '/r/token' },
    { period: '2026', cadence: 'annual', status: 'running', mailedAt: null, href: '/w/token?review=2026' },
  ],
  latest: document,
  sources: [{ name: 'Kommo', lastAt: at, silent: false, failed: 0, refused: 0, pending: 0 }],
  sends: null,
  preferences: '/u/token',
  ...change,
});
const page = (change: Partial<WorkspaceContent> = {}, of = rendered('executive')): string =>
  renderWorkspacePage(of, content(change));
const told = (html: string): string => visible(html.replace(/<script>[\s\S]*?<\/script>/, '')).replace(/\s+/g, ' ');

describe('the page of a workspace', () => {
  it('lists reviews by cadence, and says which were mailed and which are not over', () => {
    const html = told(page());
    expect(html).toContain('Monthly review October 2026 mailed to you on November 2, 2026');
    expect(html).toContain('Annual review 2026 not mailed to you · not over yet');
  });

  it('draws the KPIs of the role over time, with their targets, and tells the same as a table', () => {
    const html = page();
    expect(told(html)).toContain('Target ≥ 30 % · missed');
    expect(told(html)).toContain('targets met');
    expect(told(html)).not.toContain('Tickets');
    const rows = html.match(/<div class="wide"[\s\S]*?<\/table>/)?.[0] ?? '';
    expect(tags(rows, 'tr').length - 1).toBe((html.match(/<div class="card">/g) ?? []).length);
    expect(told(rows)).toContain('Win rate 28.1 %');
  });

  it('says in words how each source does, with counts for who may see the whole', () => {
    const sources = [{ name: 'hub', lastAt: null, silent: true, failed: 1, refused: 2, pending: 3 }];
    const html = told(page({ sources }));
    for (const sentence of [
      'Nothing heard in the last 30 days.',
      'Silent for more than three days',
      '1 delivery of the last 30 days could not be read.',
      '2 deliveries of the last 30 days did not carry the right secret',
      '3 deliveries wait to be read.',
    ])
      expect(html).toContain(sentence);
    const of = rendered('executive');
    const scoped = told(page({ sources }, { ...of, reader: { ...of.reader, scope: { owner: 'ana' } } } as typeof of));
    expect(scoped).toContain('Some of what it sent could not be read.');
    expect(scoped).not.toMatch(/\d deliver/);
  });

  it('tells the state, the reason and the feedback of each send in words, period by period', () => {
    const sends: Send[] = [
      send,
      { ...send, id: 'two', scope: { owner: 'ana' }, state: 'skipped', reason: 'paused', feedback: null },
      { ...send, id: 'three', period: '2026-09', state: 'refused', reason: 'noFrom', feedback: null },
    ];
    const html = told(page({ sends }));
    expect(html).toContain('October 2026 ana@acme.example everything sent delivered');
    expect(html).toContain('owner: ana skipped paused by the recipient');
    expect(html).toContain('September 2026 ana@acme.example everything refused no sender is configured');
    expect(html).not.toContain('won revenue 1.24');
  });

  it('has words for every reason of our own', () => {
    const reasons: Record<SendReason, string> = {
      late: 'missed at its time',
      unsubscribed: 'unsubscribed',
      paused: 'paused by the recipient',
      bounced: 'mail to this address came back',
      complained: 'was reported as unwanted',
      noLongerRecipient: 'no longer a recipient',
      noFrom: 'no sender is configured',
      cutOff: 'the sending was cut off',
      refused: 'refused by the mail system',
    };
    for (const [reason, words] of Object.entries(reasons))
      expect(told(page({ sends: [{ ...send, state: 'skipped', reason }] }))).toContain(`skipped ${words}`);
  });

  it('tells what the mail system said in the words of its reader, and never in its own', () => {
    const reason = 'MessageRejected: Address is on a list.';
    const states = {
      refused: 'recusado pelo sistema',
      queued: 'não aceita nada',
      uncertain: 'incerto',
      sent: 'voltou',
    };
    for (const [state, words] of Object.entries(states) as [Send['state'], string][]) {
      const sends = [{ ...send, state, reason, feedback: state === 'sent' ? 'bounced' : null }];
      const html = told(page({ sends }, rendered('crm', { reader: { role: 'crm', locale: 'pt-BR' } })));
      expect(html, state).toContain(words);
      expect(html, state).not.toContain('Address');
    }
  });

  it('says to an admin who came by another link where the ledger is', () => {
    const html = told(page({ sends: 'elsewhere' }));
    expect(html).toContain('Who was sent what Shown only by the link in the mail itself');
    expect(html).not.toContain(send.recipient);
  });

  it('has no more of the ledger than a page holds, and says how much more there is', () => {
    const sends = Array.from({ length: 250 }, (_, index) => ({ ...send, id: String(index) }));
    expect(told(page({ sends }))).toContain('50 older entries are not shown.');
  });

  it('is text, whatever its names', () => {
    for (const name of Object.values(hostileNames)) {
      const html = page(
        {
          latest: hostileRendered.document,
          sources: [{ name, lastAt: at, silent: false, failed: 0, refused: 0, pending: 0 }],
          sends: [{ ...send, recipient: name, reason: name, feedback: name, scope: { [name]: name } }],
        },
        hostileRendered,
      );
      expect(html).not.toMatch(/<img|<script>alert|\u202e/);
      expect(tags(html, 'script')).toEqual(['<script>']);
    }
  });

  it('speaks the language of its reader', () => {
    const html = page({ sends: [send] }, rendered('executive', { reader: { role: 'executive', locale: 'pt-BR' } }));
    expect(tags(html, 'html')[0]).toBe('<html lang="pt-BR" dir="ltr">');
    expect(told(html)).toContain('Números ao longo do tempo');
  });

  it('is where the mail and the letter lead, for who may open it', async () => {
    const workspace = 'https://kpis.acme.example/w/token';
    const mine = await mailed(rendered('crm'), { links: { ...links, workspace } });
    expect(mine.html).toContain(`href="${workspace}"`);
    expect(mine.text.split('\n')).toContain(workspace);
    const others = await mailed(rendered('crm'));
    expect(others.html + others.text).not.toContain('/w/');
    expect(told(others.html)).not.toContain('All reviews and trends');
  });

  it.each(['javascript:alert(1)', '//evil.example'])('refuses the link %s', (href) => {
    expect(() =>
      page({ reviews: [{ period: '2026-10', cadence: 'monthly', status: 'closed', mailedAt: at, href }] }),
    ).toThrow(TypeError);
  });
});
