import { describe, expect, it } from 'vitest';
import { renderNotice } from '../../lambdas/rendering/noticePage.ts';
import { renderPreferences } from '../../lambdas/rendering/preferencesPage.ts';
import { configuration } from '../fixtures/review.ts';
import { tags, visible } from './support/mailed.ts';

const recipient = {
  email: 'ana@acme.example',
  role: 'sales' as const,
  reviews: ['monthly' as const, 'campaign' as const],
  scope: { region: 'south' },
};
const pageOf = (subscribed: boolean, confirmed: boolean, change = {}): string =>
  renderPreferences({ configuration, recipient: { ...recipient, ...change }, subscribed, confirmed });

describe('the preferences page', () => {
  it('says what the reader gets, and offers to end it', () => {
    const html = pageOf(true, false);
    const told = visible(html);
    for (const fact of [
      'ana@acme.example',
      'Acme Ltda',
      'Sales',
      'Monthly review',
      'Campaign review',
      'Only region: south',
      'ops@acme.example',
    ])
      expect(told).toContain(fact);
    expect(tags(html, 'button')).toEqual([expect.stringContaining('name="subscribe" value="no"')]);
  });

  it('offers to come back to who has left', () => {
    const html = pageOf(false, false);
    expect(visible(html)).not.toContain('Monthly review');
    expect(tags(html, 'button')).toEqual([expect.stringContaining('name="subscribe" value="yes"')]);
  });

  it('changes nothing by being opened: its only control posts to its own address', () => {
    const html = pageOf(true, false);
    expect(tags(html, 'form')).toEqual(['<form method="post">']);
    expect(tags(html, 'a')).toEqual([]);
    expect(html.match(/<(?:script|img|link|meta http-equiv)/gi)).toBeNull();
  });

  it('confirms what was done, and only then', () => {
    expect(visible(pageOf(false, true))).toContain('You will get no more reviews of Acme Ltda.');
    expect(visible(pageOf(true, true))).toContain('You will get the next review when its period has closed.');
    expect(pageOf(true, false)).not.toContain('role="status"');
  });

  it('shows a hostile address as the text that it is', () => {
    const html = pageOf(true, false, { email: '"><script>alert(1)</script>@x.example', scope: { '<b>': '<i>' } });
    expect(html.match(/<script|<b>|<i>/)?.index ?? -1).toBe(html.indexOf('<b>Acme Ltda</b>'));
  });
});

describe('a notice', () => {
  it('says why there is no page, and not whether there ever was one', () => {
    expect(visible(renderNotice('expired'))).toContain('This link no longer works');
    expect(visible(renderNotice('unknown', 'pt-BR'))).toContain('There is nothing here');
    expect(tags(renderNotice('unknown'), 'a')).toEqual([]);
  });
});
