import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { demoConfiguration } from '../../infra/local/demo/apply.ts';
import { closedMonths, lastClosedDay, monthsUntil } from '../../infra/local/demo/calendar.ts';
import { companyAt, mostCompanies } from '../../infra/local/demo/company.ts';
import { type DemoRequest, demoRequests } from '../../infra/local/demo/generate.ts';
import { catalogue } from '../../lambdas/domain/kpis/catalogue.ts';
import { encode } from '../../lambdas/domain/records/encode.ts';
import { fold, type RecordState } from '../../lambdas/domain/records/fold.ts';
import type { Observation } from '../../lambdas/domain/records/observation.ts';
import { statesOf } from '../../lambdas/domain/records/states.ts';
import { readRecord } from '../../lambdas/domain/records/view.ts';
import { type RecordType, recordTypes } from '../../lambdas/domain/records/vocabulary.ts';
import { endedCampaign } from '../../lambdas/domain/reviews/campaigns.ts';
import type { ReadRecord } from '../../lambdas/domain/reviews/compute.ts';
import type { ReviewDocument } from '../../lambdas/domain/reviews/document.ts';
import { type Configuration, configurationSchema } from '../../lambdas/domain/workspaces/schema.ts';
import { settingsOf } from '../../lambdas/domain/workspaces/settings.ts';
import { sources } from '../../lambdas/sources/index.ts';
import { kpiOf, reviewRecords } from '../support/review.ts';

const startedAt = Date.UTC(2026, 10, 22, 12, 30);
const secrets = {
  kommoToken: 'token',
  hubSecret: 'whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0',
  acknowledged: 0,
  finished: false,
};

const configurationFor = (start: number): Configuration =>
  configurationSchema.parse(demoConfiguration({ ...secrets, startedAt: start }));

/** What the sources make of the requests; fails on anything that they refuse. */
const observationsOf = (requests: readonly DemoRequest[], start: number): (Observation & { source: string })[] => {
  const configuration = configurationFor(start);
  return requests.flatMap(({ source, body }) => {
    const settings = settingsOf(configuration, source);
    const system = sources.get(settings?.system ?? '');
    if (!settings || !system) throw new Error(`There is no source ${source}.`);
    const translation = system.translate(
      { body: Buffer.from(body), headers: {}, receivedAt: start, firstReceivedAt: start },
      settings,
    );
    if ('failed' in translation) throw new Error(translation.failed);
    expect(translation.rejected).toEqual([]);
    return translation.observations.map((observation) => ({ ...observation, source }));
  });
};

/** The records that they fold into, as a review reads them. */
const foldedOf = (observations: readonly (Observation & { source: string })[]): ReadRecord[] => {
  const folded = new Map<string, { source: string; type: RecordType; id: string; state: RecordState }>();
  for (const observation of observations) {
    for (const { type, id, state } of statesOf(observation)) {
      const name = `${observation.source}:${type}:${id}`;
      const known = folded.get(name);
      folded.set(name, { source: observation.source, type, id, state: known ? fold(known.state, state) : state });
    }
  }
  return [...folded.values()].map((record) => ({ ...record, state: encode(record.state), changedAt: startedAt }));
};

/** The review of the month that was closed when the demonstration was started. */
const reviewOfLastMonth = (start: number): ReviewDocument => {
  const configuration = configurationFor(start);
  const workspace = { configuration, createdAt: start, fingerprint: 'sha256:0', recipientsSince: {}, version: 1 };
  const [review] = reviewRecords(foldedOf(observationsOf(demoRequests(start), start)), {
    period: lastClosedDay(start).slice(0, 7),
    workspace,
    asOf: new Date(start).toISOString(),
  });
  if (!review) throw new Error('There is no review.');
  return review;
};

const recordNames = (observations: readonly (Observation & { source: string })[]): Set<string> =>
  new Set(
    observations.flatMap((observation) =>
      statesOf(observation).map(({ type, id }) => `${observation.source}:${type}:${id}`),
    ),
  );

describe('the demonstration', () => {
  const requests = demoRequests(startedAt);
  const observations = observationsOf(requests, startedAt);

  it('is the same to the byte for the same instant, and another for another', () => {
    expect(demoRequests(startedAt)).toEqual(requests);
    expect(demoRequests(startedAt - 40 * 86_400_000)).not.toEqual(requests);
  });

  it.each(['Asia/Tokyo', 'America/Los_Angeles', 'Pacific/Apia'])(
    'is the same to the byte on a machine whose clock is set to %s',
    async (zone) => {
      vi.stubEnv('TZ', zone);
      onTestFinished(() => {
        vi.unstubAllEnvs();
      });
      expect(new Date(startedAt).getTimezoneOffset()).not.toBe(0);
      vi.resetModules();
      const anew = await import('../../infra/local/demo/generate.ts');
      expect(anew.demoRequests(startedAt)).toEqual(requests);
    },
  );

  it.each([
    ['the first minute of a year', Date.UTC(2026, 0, 1, 3, 1)],
    ['the first day of a month', Date.UTC(2026, 8, 1, 12)],
    ['the middle of a month', startedAt],
    ['the last evening of a month', Date.UTC(2026, 10, 30, 23)],
    ['the day before a leap day', Date.UTC(2028, 1, 28, 12)],
  ])('has about 6,000 records when it is started at %s, and none of them is refused', (_, start) => {
    const records = recordNames(observationsOf(demoRequests(start), start));
    expect(records.size).toBeGreaterThanOrEqual(5500);
    expect(records.size).toBeLessThanOrEqual(6500);
  });

  it('has both sources, with every kind of record that the reviews need', () => {
    const kinds = new Set(observations.map(({ source, record }) => `${source}:${record}`));
    const hub = recordTypes.filter((type) => type !== 'deal' && type !== 'lead');
    expect(kinds).toEqual(new Set(['kommo:deal', 'kommo:lead', ...hub.map((type) => `hub:${type}`)]));
  });

  it('tells nothing of the time after it was started', () => {
    expect(Math.max(...observations.map(({ stamp }) => stamp.at))).toBeLessThanOrEqual(startedAt);
  });

  it('has something of every month', () => {
    for (const { index, start, end } of monthsUntil(startedAt).filter((month) => month.index >= 0)) {
      const said = observations.filter(({ stamp }) => stamp.at >= start && stamp.at < end);
      expect(said.length, `month ${index} of ${closedMonths}`).toBeGreaterThan(100);
    }
  });

  it('sends some requests twice, as systems do, and none over the 1 MB that a hook may have', () => {
    const ids = requests.map(({ id }) => id);
    expect(new Set(ids).size).toBeLessThan(ids.length);
    expect(Math.max(...requests.map(({ body }) => Buffer.byteLength(body)))).toBeLessThan(1024 * 1024);
  });

  it('sends several leads in one body, in the form of Kommo', () => {
    const kommo = requests.find(
      ({ source, body }) => source === 'kommo' && body.includes('leads%5Bstatus%5D%5B1%5D%5Bid%5D='),
    );
    expect(kommo?.body).toMatch(/^leads%5B\w+%5D%5B0%5D%5Bid%5D=\d+&/);
    expect(kommo?.body).toMatch(/account%5Bid%5D=31275501$/);
  });

  it('has a campaign that ended in the last closed month, and whose review is due once that is over', () => {
    const configuration = configurationFor(startedAt);
    const [last] = foldedOf(observations)
      .filter(({ type }) => type === 'campaign')
      .flatMap(({ state }) => endedCampaign(readRecord('campaign', state), configuration) ?? [])
      .sort((a, b) => b.period.end - a.period.end);
    expect(last?.period.lastDay).toBe('2026-10-18');
    expect(last?.dueDay).toBe('2026-11-01');
  });

  it('names no company twice', () => {
    const names = Array.from({ length: mostCompanies }, (_, number) => companyAt(number).name);
    expect(new Set(names).size).toBe(mostCompanies);
  });

  describe.each([
    ['on the 1st of a month', Date.UTC(2026, 11, 1, 3, 30)],
    ['on the 2nd of a month', Date.UTC(2027, 6, 2, 12)],
    ['in the middle of a month', startedAt],
    ['on the 31st of a month', Date.UTC(2027, 7, 31, 12)],
    ['in January, after the quietest month', Date.UTC(2027, 0, 5, 12)],
  ])('started %s', (_, start) => {
    const review = reviewOfLastMonth(start);

    it('has every number that its managers are mailed, in the range of a company that there might be', () => {
      const between = (id: string, low: number, high: number) => {
        const { value } = kpiOf(review, id);
        expect(value, id).toBeGreaterThanOrEqual(low);
        expect(value, id).toBeLessThanOrEqual(high);
      };
      const [hour, day] = [3600, 86_400];
      between('winRate', 0.2, 0.5);
      between('wonRevenue', 150_000, 900_000);
      between('salesCycle', 20 * day, 60 * day);
      between('churnRate', 0.01, 0.035);
      between('nps', 25, 60);
      between('csat', 0.75, 0.95);
      between('firstResponseTime', hour, 8 * hour);
      between('leadResponseTime', hour, 8 * hour);
      between('customerAcquisitionCost', 6_000, 22_000);
      between('lifetimeValueToAcquisitionCost', 1.5, 5.5);
      between('netRevenueRetention', 0.97, 1.06);
      between('grossRevenueRetention', 0.93, 1);
      between('renewalRate', 0.7, 1);
      between('retentionCostRatio', 0.03, 0.25);
      between('upsellRate', 0.001, 0.1);
      between('crossSellRate', 0.001, 0.1);
      between('profitMarginPerCustomer', 0.25, 0.5);
      between('referralRate', 0, 0.6);
      between('ces', 0.6, 0.9);
      between('surveyResponseRate', 0.5, 0.85);
      between('firstContactResolution', 0.3, 0.7);
      between('engagementRate', 0.5, 0.95);
      between('productAdoption', 0.25, 0.7);
      between('crmAdoption', 0.6, 1);
      between('onboardingTime', 8 * day, 40 * day);
      expect(review.kpis.map(({ id }) => id)).toEqual(catalogue.map(({ id }) => id));
      expect(review.kpis.filter(({ missing }) => missing !== null)).toEqual([]);
    });

    it('has a trend of thirteen months without a gap, and the year before to compare with', () => {
      for (const { id, trend, lastYear } of review.kpis) {
        expect(
          trend.filter(({ value }) => value !== null),
          id,
        ).toHaveLength(13);
        expect(lastYear?.value, id).not.toBeNull();
      }
    });

    it('has every kind of change of monthly revenue, and customers of every health', () => {
      for (const id of ['netNewMrr', 'customerHealthScore'])
        for (const { id: part, value } of kpiOf(review, id).companions)
          expect(value, `${id}.${part}`).toBeGreaterThan(0);
    });

    it('tells what a customer is worth from the first month on, by those too who had left before', () => {
      const worth = kpiOf(review, 'customerLifetimeValue').trend.map(({ value }) => value ?? 0);
      expect(Math.max(...worth) / Math.min(...worth)).toBeLessThan(1.6);
    });

    it('meets some of its targets and misses others', () => {
      expect(new Set(review.kpis.map(({ target }) => target?.status))).toEqual(new Set(['met', 'missed', undefined]));
    });

    it('names people and stages, and finds the stage that is slow', () => {
      expect(kpiOf(review, 'stageLength').of?.label).toBe('Credit check');
      const owners = kpiOf(review, 'leadResponseTime').segments.filter(({ by }) => by === 'owner');
      expect(owners.map(({ label }) => label)).toContain('Ana Beatriz Souza');
    });

    it('tells of a few records that could not be counted, and why', () => {
      for (const id of ['leadResponseTime', 'firstResponseTime']) {
        const [leftOut] = kpiOf(review, id).leftOut;
        expect(leftOut, id).toMatchObject({ code: 'respondedBeforeCreated' });
        expect(leftOut?.records, id).toBeLessThanOrEqual(3);
      }
    });
  });
});
