import { describe, expect, it } from 'vitest';
import { postObservations } from '../../../lambdas/flow/observations.ts';
import { review } from '../../../lambdas/flow/review.ts';
import { eachOnDatabase } from '../../support/eachOnDatabase.ts';
import { bytes, standardSource, wonDeal } from '../../support/posted.ts';
import { createWorld, start, type World } from '../../support/world.ts';
import { checkOf, examine } from './support.ts';

let world: World;

eachOnDatabase(async (database) => {
  world = await createWorld(database);
});

const reviewed = async (deals: readonly unknown[], configuration: object = {}, period = '2026-10') => {
  await world.apply({ currency: 'BRL', sources: [standardSource], ...configuration });
  await postObservations(world.services, {
    workspace: 'acme',
    source: 'standard',
    body: bytes(deals),
    contentType: 'application/json',
  });
  await review(world.services, {
    workspace: 'acme',
    period,
    asOf: start,
    scopes: [null],
    recipients: [],
    late: [],
    job: null,
  });
};
const rates = async () => (await examine(world)).filter(({ id }) => id === 'configuration.rates');

describe('a currency that only records name', () => {
  const deals = [wonDeal('1', 5, { currency: 'CHF' }), wonDeal('2', 6, { currency: 'CHF' }), wonDeal('3', 7)];

  it('and that has no rate is a warning, with what is to be written', async () => {
    await reviewed(deals);
    expect(await checkOf(world, 'configuration.rates')).toEqual({
      id: 'configuration.rates',
      status: 'warning',
      subject: 'CHF',
      message:
        'Nothing says what one CHF is in BRL. In 2026-10 2 records in a currency without a rate were left out of KPIs of money.',
      mend: 'Write it into workspace.yaml, from the first day on which there are amounts in it: rates: {CHF: {"2026-10-01": "…"}}. Then\nnpx quarterdeck apply workspace.yaml',
    });
  });

  it('is told of the latest review, and no more once it has a rate', async () => {
    await reviewed(deals);
    await world.apply({ currency: 'BRL', sources: [standardSource], rates: { CHF: { '2026-10-01': '6.1' } } });
    expect(await rates()).toEqual([]);
  });

  it.each([
    ['is told where its rates begin too late', deals, {}],
    ['that is the one of a source, too', [wonDeal('1', 5), wonDeal('2', 6)], { currency: 'CHF' }],
  ])('%s', async (_, said, source) => {
    await reviewed(said, { sources: [{ ...standardSource, ...source }], rates: { CHF: { '2026-10-06': '6.1' } } });
    expect(await checkOf(world, 'configuration.rates')).toMatchObject({
      status: 'warning',
      subject: 'CHF',
      message: expect.stringContaining('begin after some of the amounts in it. In 2026-10 1 record'),
    });
  });
});

it('that no amount was left out for want of a rate is well, and before there is a review nothing is said', async () => {
  await world.apply({ sources: [standardSource] });
  expect(await rates()).toEqual([]);
  await reviewed([wonDeal('1', 5)]);
  expect((await checkOf(world, 'configuration.rates')).status).toBe('ok');
});

it('a currency of a source is told by the configuration alone', async () => {
  await reviewed([wonDeal('1', 5)], { sources: [{ ...standardSource, currency: 'CHF' }] });
  expect(await rates()).toEqual([]);
  expect((await checkOf(world, 'configuration.effect')).subject).toBe('sources[0].currency');
});
