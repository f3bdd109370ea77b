import { describe, expect, it } from 'vitest';
import { languages } from '../../lambdas/rendering/language/messages.ts';
import { renderNotice } from '../../lambdas/rendering/noticePage.ts';
import { type PreferencesShown, renderPreferences } from '../../lambdas/rendering/preferencesPage.ts';
import { configuration } from '../fixtures/review.ts';
import { tags, visible } from './support/mailed.ts';

const recipient = {
  email: 'ana@acme.example',
  role: 'sales' as const,
  reviews: ['monthly' as const, 'campaign' as const],
  scope: { region: 'south' },
};
const pageOf = (change: Partial<PreferencesShown> = {}): string =>
  renderPreferences({ configuration, recipient, listed: true, preferred: undefined, today: '2026-11-02', ...change });
const left = { unsubscribedAt: 5 };

describe('the preferences page', () => {
  it('says what the reader gets, and offers to change or end it', () => {
    const html = pageOf();
    const told = visible(html);
    for (const fact of [
      'ana@acme.example',
      'Reviews of Acme Ltda for the Sales role',
      'Acme Ltda has set: monthly review and campaign review.',
      'Only region: south',
      'ops@acme.example',
    ])
      expect(told).toContain(fact);
    expect(tags(html, 'button')).toEqual([
      expect.stringContaining('name="save" value="yes"'),
      expect.stringContaining('name="subscribe" value="no"'),
    ]);
  });

  it('offers every language that there is, each by its own name', () => {
    const offered = tags(pageOf(), 'input').filter((tag) => tag.includes('name="locale"'));
    expect(offered).toHaveLength(Object.keys(languages).length);
    for (const name of ['English', 'Português (Brasil)', 'Español', 'Bahasa Melayu'])
      for (const locale of Object.keys(languages))
        expect(visible(pageOf({ preferred: { unsubscribedAt: null, locale } }))).toContain(name);
  });

  it('names every field, and each group of them', () => {
    const html = pageOf();
    expect(tags(html, 'legend')).toHaveLength(tags(html, 'fieldset').length);
    const unnamed = tags(html.replace(/<label class="option">.*?<\/label>/g, ''), 'input');
    expect(unnamed).toEqual([expect.stringContaining('id="until"')]);
    expect(html).toContain('<label for="until">');
    for (const [, id = ''] of html.matchAll(/aria-describedby="([^"]+)"/g)) expect(html).toContain(`id="${id}"`);
  });

  it('offers to come back to who has left, and nothing to choose', () => {
    const html = pageOf({ preferred: left });
    expect(visible(html)).not.toContain('Monthly review');
    expect(tags(html, 'button')).toEqual([expect.stringContaining('name="subscribe" value="yes"')]);
  });

  it('says why nothing is mailed where the mail system ended it', () => {
    expect(visible(pageOf({ preferred: { ...left, stoppedBy: 'bounced' } }))).toContain('came back');
    expect(visible(pageOf({ preferred: { ...left, stoppedBy: 'complained' } }))).toContain('spam');
    expect(visible(pageOf({ preferred: left }))).not.toContain('spam');
  });

  it('changes nothing by being opened: its forms post to its own address', () => {
    const html = pageOf({ preferred: { unsubscribedAt: null, pausedUntil: '2026-12-01' } });
    expect(tags(html, 'form')).toHaveLength(3);
    for (const form of tags(html, 'form'))
      expect(form).toMatch(/^<form method="post"( id="unsubscribe" class="end")?>$/);
    expect(tags(html, 'a')).toEqual([]);
    expect(html.match(/<(?:script|img|link|meta http-equiv)/gi)).toBeNull();
  });

  it('confirms what was done, and only then', () => {
    const told = (one: PreferencesShown['told'], change: Partial<PreferencesShown> = {}) =>
      visible(pageOf({ ...change, ...(one && { told: one }) }));
    expect(told('unsubscribed', { preferred: left })).toContain('You will get no more reviews of Acme Ltda.');
    expect(told('subscribed')).toContain('You will get the next review when its period has closed.');
    expect(told('saved')).toContain('Saved.');
    expect(told('resumed')).toContain('The pause has ended.');
    expect(pageOf()).not.toContain('role="status"');
  });

  it('shows a hostile address as the text that it is', () => {
    const hostile = { ...recipient, email: '"><script>alert(1)</script>@x.example', scope: { '<b>': '<i>' } };
    const html = pageOf({ recipient: hostile });
    expect(html.match(/<script|<b>|<i>/)?.index ?? -1).toBe(html.indexOf('<b>Acme Ltda</b>'));
  });
});

describe('a notice', () => {
  it('says why there is no page, and not whether there ever was one', () => {
    expect(visible(renderNotice('expired'))).toContain('This link no longer works');
    expect(visible(renderNotice('unknown', 'pt-BR'))).toContain('Não há nada aqui');
    expect(tags(renderNotice('unknown'), 'a')).toEqual([]);
  });
});
