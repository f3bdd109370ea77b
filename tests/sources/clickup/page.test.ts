import { describe, expect, it } from 'vitest';
import { describeExample, exampleOf, validated } from '../page.ts';
import { fixture } from './fixture.ts';

describe('the page of ClickUp', () => {
  describeExample(fixture);

  it('names all that a list may be', () => {
    const example = exampleOf(fixture);
    const [source] = example.sources as [object];
    const listing = (lists: object) => validated(fixture, { ...example, sources: [{ ...source, lists }] });
    expect(listing({ '1': 'deal', '2': 'ticket', '3': 'lead', '4': 'onboarding' })).toMatchObject({ warnings: [] });
    expect(listing({ '1': 'bug' })).toMatchObject({
      errors: [{ path: expect.stringContaining('sources[0].lists') }],
    });
  });
});
