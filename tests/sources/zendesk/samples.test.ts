import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { zendesk } from '../../../lambdas/sources/zendesk/index.ts';
import type { Facts } from '../records.ts';
import { describePayloads, payload, payloads } from '../shared.ts';
import { factsIn, translate } from './records.ts';

const ticket: Facts = {
  createdAt: Date.parse('2025-01-08T10:12:07Z'),
  customer: '8447346622462',
  owner: '8447388090494',
  channel: 'web_service',
  priority: 'low',
};

/** What each published payload says, read off it by hand. */
const samples: Readonly<Record<string, Readonly<Record<string, Facts>>>> = {
  // Of a bot, which is no first answer.
  'messaging_ticket.message_added.json': {},
  // Of a customer, and private.
  'ticket.comment_added.partial.json': {},
  'ticket.created.json': { 'ticket 5158': { ...ticket, status: 'open', solvedAt: null } },
  // It has neither a time nor anything but the account's own name of a status.
  'ticket.custom_status_changed.partial.json': {},
  'ticket.status_changed.COMPOSED.json': {
    'ticket 5158': { ...ticket, status: 'solved', solvedAt: Date.parse('2025-01-09T10:12:07.672Z') },
  },
};

const read = (name: string): Buffer => payload(`zendesk/${name}`);

describePayloads('the published payloads', () => {
  it('are all here', () => {
    expect(readdirSync(payloads('zendesk')).sort()).toEqual(Object.keys(samples).sort());
  });

  it.each(Object.entries(samples))('%s', (name, records) => {
    expect(factsIn([read(name)])).toEqual(records);
    expect(zendesk.timeless({ body: read(name), headers: {} })).toBe(false);
  });

  it('are of one account, or do not say', () => {
    for (const name of Object.keys(samples)) {
      const isOther = JSON.parse(read(name).toString()).account_id !== undefined;
      const translation = translate(read(name), { account: '1' });
      if (isOther)
        expect(translation).toMatchObject({ failed: expect.stringMatching(/^wrongAccount: /), wrongAccount: true });
      else expect(translation).toEqual({ observations: [], rejected: [] });
    }
  });

  it('make one ticket, which persons have where persons are the customers', () => {
    const both = ['ticket.status_changed.COMPOSED.json', 'ticket.created.json'].map(read);
    expect(factsIn(both, { customers: 'person', account: '22129848' })).toEqual({
      'ticket 5158': {
        ...ticket,
        customer: '8447388090494',
        status: 'solved',
        solvedAt: Date.parse('2025-01-09T10:12:07.672Z'),
      },
    });
  });
});
