import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { postObservations } from '../../lambdas/flow/observations.ts';
import { tableOf } from '../rendering/support/mailTables.ts';
import { sheetsIn } from '../rendering/support/workbook.ts';
import { clientOf } from '../support/client.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { bytes, standardSource, wonDeal } from '../support/posted.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;

const ana = { email: 'ana@acme.example', name: 'Ana', role: 'sales', locale: 'en' };

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  await world.apply({ sources: [standardSource], recipients: [ana] });
  await postObservations(world.services, {
    workspace: 'acme',
    source: 'standard',
    body: bytes([wonDeal('1', 5), wonDeal('2', 15, { amount: '150' })]),
    contentType: 'application/json',
  });
});

/** October's review as the mail system takes it, sent by hand to Ana, of whom the configuration says `wants` besides. */
const mailedTo = async (wants: Readonly<Record<string, unknown>>) => {
  await world.apply({ sources: [standardSource], recipients: [{ ...ana, ...wants }] });
  await clientOf(world.services)('POST', '/v1/workspaces/acme/reviews/2026-10/sends', { body: {} });
  await world.work();
  const [message, ...others] = world.mailer.messages;
  expect(others).toEqual([]);
  const parsed = await simpleParser(Buffer.from(message ?? expect.fail('nothing was handed over')));
  return { attachments: parsed.attachments, html: String(parsed.html), text: parsed.text ?? '' };
};

/** The first of each kind, in their order. */
const distinct = (cells: readonly unknown[]): unknown[] => [...new Set(cells)];

describe('a mail that is handed over', () => {
  it('has the files that its recipient wants, of the numbers that it tells', async () => {
    const { attachments, text } = await mailedTo({ attachments: ['csv', 'xlsx'] });
    expect(attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ['acme-2026-10.csv', 'text/csv'],
      ['acme-2026-10.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ]);
    const [csv, xlsx] = attachments.map(({ content }) => content);
    expect(csv?.toString()).toContain('\r\nKPI,wonRevenue,Won revenue,2026-10,,,,money,250,,,2,EUR\r\n');
    const [kpis] = await sheetsIn(xlsx ?? new Uint8Array());
    expect(kpis?.data.find(([name]) => name === 'Won revenue')?.slice(0, 3)).toEqual(['Won revenue', 250, 'EUR']);
    expect(text).toMatch(/^Won revenue +€\u00a0250 /m);
  });

  it('has the files that its recipient chose themselves, in place of those of the configuration', async () => {
    await world.services.preferences.change('acme', ana.email, { attachments: ['xlsx'] });
    const { attachments } = await mailedTo({ attachments: ['csv'] });
    expect(attachments.map(({ filename }) => filename)).toEqual(['acme-2026-10.xlsx']);
  });

  it('tells the KPIs that its recipient wants and no other, in the order wanted, and its files do the same', async () => {
    const wanted = ['salesCycle', 'wonDeals', 'wonRevenue', 'winRate'];
    const names = ['Sales cycle', 'Won deals', 'Won revenue', 'Win rate'];
    const { attachments, html, text } = await mailedTo({
      attachments: ['csv', 'xlsx'],
      kpis: { only: [...wanted].reverse(), first: ['salesCycle', 'wonDeals'] },
    });
    expect(tableOf(html, 'All your numbers').map(({ name }) => name)).toEqual(names);
    const [head = ''] = text.split('\nAll your numbers\n');
    // Three lead: the two that were asked to, then the first of the role's own.
    expect(head.match(/^[A-Z][a-z ]+(?= {2,}\S)/gm)?.map((name) => name.trim())).toEqual([...names.slice(0, 3)]);
    expect(html).not.toContain('Pipeline value');
    expect(text).not.toContain('Pipeline value');
    const [csv, xlsx] = attachments.map(({ content }) => content);
    const [, ...rows] = (csv?.toString() ?? '').trim().split('\r\n');
    expect(distinct(rows.map((row) => row.split(',')[1]))).toEqual(wanted);
    const sheets = await sheetsIn(xlsx ?? new Uint8Array());
    for (const sheet of ['KPIs', 'Trend', 'Definitions']) {
      const [, ...told] = sheets.find((one) => one.sheet === sheet)?.data ?? [];
      expect(distinct(told.map((cells) => String(cells.at(-1)).split('.')[0]))).toEqual(wanted);
    }
  });
});
