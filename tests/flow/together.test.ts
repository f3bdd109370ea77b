import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KpiResult, ReviewDocument } from '../../lambdas/domain/reviews/document.ts';
import { months } from '../sources/together/company/months.ts';
import { quarter } from '../sources/together/company/quarter.ts';
import * as company from '../sources/together/company/story.ts';
import { untied } from '../sources/together/company/untied.ts';
import { deliver, type Names, orders } from '../sources/together/deliver.ts';
import { months as ofPersons, untied as untiedPersons } from '../sources/together/persons/expected.ts';
import * as persons from '../sources/together/persons/story.ts';
import type { Expected } from '../sources/together/rows.ts';
import type { Sending } from '../sources/together/sending.ts';
import { clientOf } from '../support/client.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { companionOf, kpiOf, segmentsBy } from '../support/review.ts';
import { createWorld, type World } from '../support/world.ts';

let database: RunningDatabase;
beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

type Configuration = Readonly<Record<string, unknown>>;
/** By source, `source:customer:id`. */
type Ties = Readonly<Record<string, readonly string[]>>;

/** A world in which the parts of a story came one after the other. */
const worldOf = async (settings: Configuration, parts: readonly (readonly Sending[])[], as: Names): Promise<World> => {
  const world = await createWorld(database);
  await world.apply(settings);
  await deliver(world, parts, as, 'together 1');
  return world;
};

const reviewOf = async ({ services }: World, period: string, segment?: object): Promise<ReviewDocument> => {
  const answer = await clientOf(services)('POST', '/v1/workspaces/acme/reviews', { body: { period, segment } });
  expect(answer.status).toBe(200);
  return (await answer.json()) as ReviewDocument;
};

/** @param alone by source, whom nothing ties to a customer of another; @param nowhere whom references name that nobody told of */
const expectTies = (review: ReviewDocument, alone: Ties, nowhere: Ties = {}): void => {
  for (const { source, untied = 0, untiedExamples = [], unresolved, unresolvedExamples = [] } of review.coverage) {
    expect([untied, untiedExamples], `untied of ${source}`).toEqual([alone[source]?.length ?? 0, alone[source] ?? []]);
    const named = unresolvedExamples.map(({ names }) => names);
    expect([unresolved, named], `unresolved of ${source}`).toEqual([
      nowhere[source]?.length ?? 0,
      nowhere[source] ?? [],
    ]);
  }
};

const rowOf = ({ value, numerator, denominator, n }: Pick<KpiResult, 'value' | 'numerator' | 'denominator' | 'n'>) => ({
  value,
  numerator,
  denominator,
  n,
});

const expectReview = (review: ReviewDocument, { kpis, companions = {}, segments = {} }: Expected): void => {
  const told = Object.fromEntries(Object.keys(kpis).map((id) => [id, rowOf(kpiOf(review, id))]));
  expect(told, review.period).toEqual(kpis);
  for (const [id, of] of Object.entries(companions))
    for (const [companion, value] of Object.entries(of))
      expect(companionOf(kpiOf(review, id), companion), `${companion} of ${id} of ${review.period}`).toBe(value);
  for (const [id, dimensions] of Object.entries(segments))
    for (const [by, rows] of Object.entries(dimensions)) {
      const found = [...segmentsBy(kpiOf(review, id), by)].map(([key, row]) => [String(key), rowOf(row)]);
      expect(Object.fromEntries(found), `${id} by ${by} of ${review.period}`).toEqual(rows);
    }
};

const companyNames: Names = { crm: 'crm', billing: 'billing', desk: 'desk' };
const companyWith = (ties: Configuration): Configuration => ({
  timeZone: 'Europe/Lisbon',
  rates: { USD: { '2026-01-01': '0.90' } },
  sources: company.sources,
  ...ties,
});

/** What is told of the quarter by region, of the one that only the CRM knows. */
const north = Object.fromEntries(
  Object.entries(quarter.segments ?? {}).flatMap(([id, { region }]) => (region?.north ? [[id, region.north]] : [])),
);

describe('a company told by HubSpot, Stripe and Zendesk at once', () => {
  const all = [...company.told, ...company.ties];

  it.each(Object.entries(orders))('counts each customer once, whoever tells of it: %s', async (_, inParts) => {
    const world = await worldOf(companyWith(company.tied), inParts(all), companyNames);
    for (const expected of [...months, quarter]) {
      const review = await reviewOf(world, expected.period);
      expectReview(review, expected);
      expectTies(review, company.alone);
    }
    const ofNorth = await reviewOf(world, quarter.period, { region: 'north' });
    expectReview(ofNorth, { period: quarter.period, kpis: north });
  });

  it('counts those twice of whom two tell, where nothing ties them', async () => {
    const world = await worldOf(companyWith({}), [company.told], companyNames);
    for (const expected of untied) expectReview(await reviewOf(world, expected.period), expected);
  });
});

describe('a company that sells to persons, told by the same three', () => {
  const names: Names = { crm: 'hubspot', billing: 'stripe', desk: 'zendesk' };
  const configuration = { timeZone: 'Europe/Lisbon', sources: persons.sources };

  it.each(Object.entries(orders))('counts each of one address once: %s', async (_, inParts) => {
    const world = await worldOf({ ...configuration, ...persons.tied }, inParts(persons.told), names);
    for (const expected of ofPersons) expectReview(await reviewOf(world, expected.period), expected);
    expectTies(await reviewOf(world, '2026-08'), persons.alone, { zendesk: ['zendesk:customer:8099'] });
  });

  it('counts those twice of whom two tell, where addresses say nothing', async () => {
    const world = await worldOf(configuration, [persons.told], names);
    for (const expected of untiedPersons) expectReview(await reviewOf(world, expected.period), expected);
  });
});
