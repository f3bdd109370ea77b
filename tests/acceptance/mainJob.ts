import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { type ParsedMail, simpleParser } from 'mailparser';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { tables } from '../../infra/local/environment.ts';
import { createClient } from '../../lambdas/adapters/dynamodb/client.ts';
import { createDeliveries } from '../../lambdas/adapters/dynamodb/deliveries.ts';
import { createRecords } from '../../lambdas/adapters/dynamodb/records.ts';
import type { KpiResult, ReviewDocument } from '../../lambdas/domain/reviews/document.ts';
import { until } from '../local/harness.ts';
import { formOf } from '../sources/kommo/form.ts';
import { describePayloads, payload, payloads } from '../sources/shared.ts';
import type { RunningDatabase } from '../support/dynalite.ts';
import { bytes } from '../support/posted.ts';
import { kpiOf } from '../support/review.ts';
import { databaseUser, type RunningSystem, startSystem } from '../support/system.ts';
import { configuration, deals, observations } from './company.ts';

const tokens = {
  kommo: randomBytes(24).toString('base64url'),
  standard: `whsec_${randomBytes(24).toString('base64')}`,
};
const publicUrl = 'https://kpis.acme.example';
const w = '/v1/workspaces/acme';

interface Tick {
  readonly sent: { readonly recipient: string; readonly subject: string; readonly period: string }[];
  readonly reviews: string[];
}
interface Health {
  readonly id: string;
  readonly pending: number;
  readonly totals: { readonly observations: number };
}
interface Mail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** Every sample of Kommo's hooks, as bytes that Kommo would send. */
const kommoSamples = (): { readonly name: string; readonly body: Uint8Array | string }[] =>
  readdirSync(payloads('kommo')).map((name) => {
    const bytes = payload(`kommo/${name}`);
    return { name, body: name.endsWith('.json') ? formOf(JSON.parse(bytes.toString())) : bytes };
  });

const pages = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, page) => items.slice(page * size, (page + 1) * size));

/**
 * What the product is for, from webhooks to mails.
 *
 * @param startDatabase a database to use in place of the embedded one; with streams of its own
 */
export const describeMainJob = (name: string, startDatabase?: () => Promise<RunningDatabase>): void => {
  describe(`the main job on ${name}`, () => {
    let system: RunningSystem;
    let database: RunningDatabase | undefined;
    const tick = (now: string): Promise<Tick> => system.json<Tick>('POST', '/local/schedule', { now });

    const hook = (
      source: string,
      body: string | Uint8Array,
      headers: Record<string, string>,
      token = '',
    ): Promise<Response> =>
      fetch(`${system.url}/hooks/acme/${source}${token && `/${token}`}`, {
        method: 'POST',
        body: body as string,
        headers,
      });

    const signed = (body: string): Promise<Response> => {
      const id = `msg_${randomBytes(8).toString('hex')}`;
      const now = new Date();
      return hook('standard', body, {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': new Webhook(tokens.standard).sign(id, now, body),
      });
    };

    beforeAll(async () => {
      database = await startDatabase?.();
      system = await startSystem(['--public-url', publicUrl], database?.endpoint);
      await system.json('PUT', w, configuration(tokens));
      const third = Math.ceil(observations.length / 3);
      for (const page of pages(observations.slice(0, third), 50)) {
        const answer = await signed(
          JSON.stringify({ type: 'observations', timestamp: new Date().toISOString(), data: page }),
        );
        expect(answer.status).toBe(200);
      }
      const posted = `${w}/sources/standard/observations`;
      await system.json('POST', posted, observations.slice(third, 2 * third));
      const lines = observations.slice(2 * third).map((observation) => JSON.stringify(observation));
      await system.json('POST', posted, lines.join('\n'), { 'content-type': 'application/x-ndjson' });
    });

    afterAll(async () => {
      await system?.stop();
      await database?.stop();
    });

    describe('the main job, from webhooks to mails', () => {
      it('starts from a thousand observations', () => {
        expect(observations).toHaveLength(1000);
      });

      it('mails nothing before the hour, then each recipient once, then nothing more', async () => {
        expect((await tick('2026-11-03T10:45:00Z')).sent).toEqual([]);
        const due = await tick('2026-11-03T11:00:00Z');
        expect(due.sent.map(({ recipient }) => recipient).sort()).toEqual([
          'cris@acme.example',
          'sam@acme.example',
          'sol@acme.example',
        ]);
        expect(new Set(due.sent.map(({ period }) => period))).toEqual(new Set(['2026-10']));
        expect((await tick('2026-11-03T11:00:00Z')).sent).toEqual([]);
        expect((await tick('2026-11-03T11:15:00Z')).sent).toEqual([]);
        expect(await system.json<Mail[]>('GET', '/local/mailbox')).toHaveLength(3);
      });

      it('computes October from what was said', async () => {
        const review = await system.json<ReviewDocument>('GET', `${w}/reviews/2026-10`);
        const october = deals.filter(({ month }) => month === 10);
        const won = october.filter((deal) => deal.won);
        const revenue = won.reduce((sum, { amount }) => sum + amount, 0);
        expect(review).toMatchObject({
          status: 'closed',
          start: '2026-10-01T00:00:00-03:00',
          end: '2026-11-01T00:00:00-03:00',
        });
        expect(kpiOf(review, 'wonDeals').value).toBe(won.length);
        expect(kpiOf(review, 'wonRevenue').value).toBe(revenue);
        expect(kpiOf(review, 'winRate')).toMatchObject({ value: won.length / october.length, n: october.length });
        expect(kpiOf(review, 'winRate').target).toMatchObject({ atLeast: 0.45, status: 'missed' });
        // Answered after 1, 2, …, 100 minutes.
        expect(kpiOf(review, 'firstResponseTime').value).toBe(50.5 * 60);
        expect(kpiOf(review, 'csat').value).toBe(0.75);
        expect(kpiOf(review, 'churnRate')).toMatchObject({ numerator: 3, denominator: 37 });
        expect(kpiOf(review, 'nps').missing?.code).toBe('noData');
        const ana = kpiOf(review, 'wonDeals').segments.find(({ by, key }) => by === 'owner' && key === 'ana');
        expect(ana).toMatchObject({ label: 'Ana Souza', value: won.filter(({ owner }) => owner === 'ana').length });
      });

      it('answers the same review as a page, as CSV and as text', async () => {
        const read = async (accept: string): Promise<string> =>
          (await system.request('GET', `${w}/reviews/2026-10`, undefined, { accept })).text();
        const revenue = String(
          kpiOf(await system.json<ReviewDocument>('GET', `${w}/reviews/2026-10`), 'wonRevenue').value,
        );
        expect(await read('text/html')).toContain('Won revenue');
        const csv = await read('text/csv');
        expect(csv.split(/\r?\n/).find((line) => line.includes('wonRevenue'))).toContain(revenue);
        expect(await read('text/plain')).toContain('October 2026');
      });

      it('computes a quarter, a year, a range, a month that is not over and one before all data', async () => {
        const ask = (period: string): Promise<ReviewDocument> => system.json('POST', `${w}/reviews`, { period });
        const value = (review: ReviewDocument, id: string): KpiResult['value'] => kpiOf(review, id).value;
        const wonIn = (...months: number[]): number =>
          deals.filter(({ won, month }) => won && months.includes(month)).length;
        expect(value(await ask('2026-Q3'), 'wonDeals')).toBe(wonIn(8, 9));
        const year = await ask('2026');
        expect(year.status).toBe(Date.now() < Date.parse(year.end) ? 'running' : 'closed');
        expect(value(year, 'wonDeals')).toBe(wonIn(8, 9, 10));
        const early = deals.filter(
          ({ won, closed }) => won && closed >= '2026-10-01T03' && closed < '2026-10-11T03',
        ).length;
        expect(value(await ask('2026-10-01..2026-10-10'), 'wonDeals')).toBe(early);
        const before = await ask('2019-05');
        expect(before.kpis.every(({ value: none, missing }) => none === null && missing !== null)).toBe(true);
        const { reviews } = await system.json<{ reviews: { period: string }[] }>('GET', `${w}/reviews`);
        expect(reviews.map(({ period }) => period)).toEqual(
          expect.arrayContaining(['2026-10', '2026-Q3', '2026', '2019-05']),
        );
      });

      it('keeps a ledger of what was sent and delivered', async () => {
        const { sends } = await system.json<{
          sends: { recipient: string; state: string; feedback: string; messageId: string }[];
        }>('GET', `${w}/sends?period=2026-10`);
        expect(sends).toHaveLength(3);
        for (const send of sends)
          expect(send).toMatchObject({ state: 'sent', feedback: 'delivered', messageId: expect.any(String) });
      });

      it('tells the health of its sources', async () => {
        const { sources } = await system.json<{
          sources: { id: string; pending: number; totals: { observations: number; failed: number } }[];
        }>('GET', `${w}/sources`);
        expect(sources.find(({ id }) => id === 'standard')).toMatchObject({
          pending: 0,
          totals: { observations: 1000, failed: 0 },
        });
      });

      it('mails a review by hand once', async () => {
        const send = (): Promise<{ sends: { recipient: string }[] }> =>
          system.json('POST', `${w}/reviews/2026-09/sends`, { to: ['sam@acme.example'] });
        await send();
        await system.json('POST', '/local/schedule', { now: '2026-11-03T11:30:00Z' });
        await send();
        await system.json('POST', '/local/schedule', { now: '2026-11-03T11:45:00Z' });
        const mails = await system.json<Mail[]>('GET', '/local/mailbox');
        expect(mails.filter(({ subject }) => subject.startsWith('September 2026'))).toHaveLength(1);
      });
    });

    describe('the mails themselves', () => {
      const raw = async (to: string): Promise<Buffer> => {
        const mails = await system.json<Mail[]>('GET', '/local/mailbox');
        const mail = mails.find((one) => one.to.includes(to) && one.subject.startsWith('October'));
        return Buffer.from(await (await fetch(`${system.url}/local/mailbox/${mail?.id}.eml`)).arrayBuffer());
      };
      const parsed = async (to: string): Promise<ParsedMail> => simpleParser(await raw(to), { skipImageLinks: true });

      it('carry the numbers of the review, each role its own', async () => {
        const review = await system.json<ReviewDocument>('GET', `${w}/reviews/2026-10`);
        const share = (id: string): string => `${(100 * (kpiOf(review, id).value ?? 0)).toPrecision(3)}`;
        const sales = await parsed('sam@acme.example');
        expect(sales.html).toContain(share('winRate'));
        expect(sales.html).not.toContain('Customer satisfaction');
        const service = await parsed('sol@acme.example');
        expect(service.html).toContain('75');
        expect(service.html).toContain('Customer satisfaction');
        expect(service.html).not.toContain('Won revenue');
        const crm = await parsed('cris@acme.example');
        for (const name of ['Customer satisfaction', 'Won revenue', 'Win rate']) expect(crm.html).toContain(name);
        expect(sales.text).toContain('Win rate');
      });

      it('can be unsubscribed from in one click, and only by POST', async () => {
        const mail = await parsed('sol@acme.example');
        const header = String(
          mail.headers.get('list') &&
            (await raw('sol@acme.example'))
              .toString()
              .replace(/\r\n[ \t]/g, ' ')
              .match(/^List-Unsubscribe: <(\S+)>/m)?.[1],
        );
        expect(header).toMatch(/^https:\/\/kpis\.acme\.example\/u\//);
        const local = header.replace(publicUrl, system.url);
        await fetch(local);
        expect(await (await fetch(local)).text()).not.toContain('Subscribe again');
        const posted = await fetch(local, {
          method: 'POST',
          body: 'List-Unsubscribe=One-Click',
          headers: form,
          redirect: 'manual',
        });
        expect(posted.status).toBe(200);
        const due = await tick('2026-12-01T11:00:00Z');
        expect(due.sent.map(({ recipient }) => recipient).sort()).toEqual(['cris@acme.example', 'sam@acme.example']);
      });

      it('link to a page that needs no account', async () => {
        const link =
          /https:\/\/kpis\.acme\.example\/r\/[^"\s]+/.exec(String((await parsed('sam@acme.example')).html))?.[0] ?? '';
        const page = await fetch(link.replace(publicUrl, system.url));
        expect(page.status).toBe(200);
        expect(page.headers.get('referrer-policy')).toBe('no-referrer');
        expect(await page.text()).toContain('Win rate');
        expect((await fetch(`${link.replace(publicUrl, system.url).slice(0, -2)}zz`)).status).toBe(404);
      });

      it.each(['sam@acme.example', 'cris@acme.example', 'sol@acme.example'])(
        'stay within what mail systems take: %s',
        async (to) => {
          const bytes = await raw(to);
          const text = bytes.toString('latin1');
          expect(bytes.length).toBeLessThan(300_000);
          expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
          const [head = ''] = text.split('\r\n\r\n');
          for (const header of head.replace(/\r\n[ \t]/g, ' ').split('\r\n')) {
            expect(header.slice(header.indexOf(':') + 1).length).toBeLessThanOrEqual(995);
            expect(header).toMatch(/^[\x20-\x7e]*$/);
          }
          expect(head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m);
          expect(head).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
          expect(head.match(/^To:/gm)).toHaveLength(1);
          const plain = text.indexOf('Content-Type: text/plain');
          const html = text.indexOf('Content-Type: text/html');
          expect(plain).toBeGreaterThan(0);
          expect(html).toBeGreaterThan(plain);
          expect(text.length - html).toBeLessThan(100_000);
          const body = String((await parsed(to)).html);
          expect(body).not.toMatch(/data:|<svg|javascript:|(?:href|src)="http:/);
          expect(body).toMatch(/<html[^>]* lang="en"/);
          expect(body).toMatch(/<th[^>]* scope="/);
          expect(body).toContain('role="presentation"');
        },
      );
    });

    describePayloads('every sample of Kommo, posted as Kommo does', () => {
      it('is acknowledged, and those that speak of leads become deals', async () => {
        const samples = kommoSamples();
        expect(samples.length).toBeGreaterThan(15);
        for (const { name, body } of samples) {
          const answer = await hook('kommo', body, form, tokens.kommo);
          expect([name, answer.status]).toEqual([name, 200]);
        }
        const review = await system.json<ReviewDocument>('POST', `${w}/reviews`, { period: '2018' });
        expect(kpiOf(review, 'wonDeals').value).toBe(1);
        expect(kpiOf(review, 'wonRevenue').value).toBe(22_500);
        const { sources } = await system.json<{
          sources: { id: string; totals: { deliveries: number; failed: number } }[];
        }>('GET', `${w}/sources`);
        expect(sources.find(({ id }) => id === 'kommo')?.totals).toMatchObject({
          deliveries: samples.length,
          failed: 0,
        });
      });

      it('is refused with a wrong secret, without a word on why', async () => {
        const body = formOf({ leads: { add: [{ id: '1', status_id: '2' }] } });
        const wrong = await hook('kommo', body, form, 'not-the-token');
        const unknown = await fetch(`${system.url}/hooks/nobody/kommo/${tokens.kommo}`, {
          method: 'POST',
          body,
          headers: form,
        });
        expect([wrong.status, unknown.status]).toEqual([400, 400]);
        expect(await wrong.text()).toBe(await unknown.text());
        expect((await hook('kommo', 'a'.repeat(1_100_000), form, tokens.kommo)).status).toBe(413);
      });

      it('is kept and marked failed with its reason when it is not what Kommo sends', async () => {
        expect((await hook('kommo', 'hello', form, tokens.kommo)).status).toBe(200);
        await system.json('POST', `${w}/reviews`, { period: '2018' });
        const { sources } = await system.json<{
          sources: { id: string; failures: { reason: string }[]; totals: { failed: number } }[];
        }>('GET', `${w}/sources`);
        const kommo = sources.find(({ id }) => id === 'kommo');
        expect(kommo?.totals.failed).toBe(1);
        expect(kommo?.failures[0]?.reason).toEqual(expect.any(String));
      });
    });

    describe('a webhook, without a tick and without a review', () => {
      const standardHealth = async (): Promise<Health | undefined> => {
        const { sources } = await system.json<{ sources: Health[] }>('GET', `${w}/sources`);
        return sources.find(({ id }) => id === 'standard');
      };

      it('is in the records within seconds', async () => {
        const before = (await standardHealth())?.totals.observations ?? 0;
        const data = [{ record: 'deal', id: 'arrived', at: '2026-11-20T12:00:00Z', set: { stage: 'offer' } }];
        const timestamp = new Date().toISOString();
        expect((await signed(JSON.stringify({ type: 'observations', timestamp, data }))).status).toBe(200);
        await until('nothing is pending', async () => (await standardHealth())?.pending === 0, 10_000);
        expect((await standardHealth())?.totals.observations).toBe(before + 1);
      });

      // A test of its own kind: where there is no such stream there is nothing to skip.
      if (startDatabase) {
        it('comes by the stream of the database: what another process stores is in the records, too', async () => {
          const client = createClient({ ...databaseUser, endpoint: database?.endpoint ?? '' });
          onTestFinished(() => client.destroy());
          const deal = { record: 'deal', id: 'by another', at: '2026-11-20T12:00:00Z', set: { name: 'By another' } };
          await createDeliveries(client, tables.deliveries).put({
            workspace: 'acme',
            source: 'standard',
            kind: 'webhook',
            receivedAt: Date.now(),
            body: bytes({ type: 'observations', timestamp: new Date().toISOString(), data: [deal] }),
            headers: {},
          });
          const records = createRecords(client, tables.records);
          const key = { workspace: 'acme', source: 'standard', generation: 1, type: 'deal', id: 'by another' } as const;
          const stored = async (): Promise<string | undefined> => (await records.get([key]))[0]?.state;
          await until('it is in the records', async () => (await stored()) !== undefined, 10_000);
          expect(await stored()).toContain('By another');
        });
      }
    });
  });
};
