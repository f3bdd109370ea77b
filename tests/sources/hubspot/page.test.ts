import { describe, expect, it } from 'vitest';
import { readers } from '../../../lambdas/sources/hubspot/readers.ts';
import { describeExample, pageOf } from '../page.ts';
import { fixture } from './fixture.ts';

const page = pageOf('hubspot');

describe('the page of HubSpot', () => {
  describeExample(fixture);

  it('has no property subscribed in vain, and none left out that is read', () => {
    const rows = [...page.matchAll(/^\| (deal|contact|company|ticket) .*\|(.*)\|$/gm)];
    expect(rows).toHaveLength(4);
    const named = new Map(
      rows.map(([, kind, properties = '']) => [kind, [...properties.matchAll(/`(\w+)`/g)].map(([, name]) => name)]),
    );
    const read = { deal: readers.deal, contact: readers.lead, company: readers.customer, ticket: readers.ticket };
    for (const [kind, known] of Object.entries(read)) {
      for (const name of named.get(kind) ?? []) expect([...known.keys(), 'email'], kind).toContain(name);
      for (const name of known.keys()) expect(page).toContain(`\`${name}\``);
    }
  });
});
