import { describe, expect, it } from 'vitest';
import { template } from '../../lambdas/sources/template/index.ts';
import { exampleOf, pageOf, validated } from './page.ts';
import { readingOf } from './records.ts';
import { fixture } from './template/fixture.ts';

const page = pageOf('your-own');
/** As the page has it, of a system that there is. */
const example = exampleOf(fixture, page.replaceAll('shipshape', 'template'));

describe('the page of a source of your own', () => {
  it('has an example that is taken as it stands, once its secret is filled in', () => {
    expect(validated(fixture, example)).toMatchObject({ configuration: {}, warnings: [] });
  });

  it('has a request that the template reads as the page says', () => {
    const [, body = ''] = /^BODY='(.*)'$/m.exec(page) ?? [];
    const [{ stages }] = example.sources as [{ stages: object }];
    const sent = body.replace("'$(date +%s)'", '1790000000');
    expect(readingOf(template).factsIn([sent], { stages })).toEqual({
      'deal 42': { amount: '1200.5', outcome: 'won', closedAt: 1_790_000_000_000 },
    });
    expect(page).toContain(`-H "${fixture.proof?.header}: $SIGNATURE"`);
  });
});
