import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postObservations } from '../../lambdas/flow/observations.ts';
import { visible } from '../rendering/support/mailed.ts';
import { tableOf } from '../rendering/support/mailTables.ts';
import { sheetsIn } from '../rendering/support/workbook.ts';
import { clientOf } from '../support/client.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { bytes, said, standardSource, wonDeal } from '../support/posted.ts';
import { createWorld, type World } from '../support/world.ts';

let database: RunningDatabase;
beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

/** What somebody has sold, to whom, and how it went on: all of October. */
interface Book {
  readonly owner: string;
  readonly name: string;
  readonly won: number;
  /** Of each deal. */
  readonly amount: number;
  readonly names: { readonly region: string; readonly channel: string; readonly plan: string };
}

const hers: Book = {
  owner: 'ana',
  name: 'Ana Lima',
  won: 4,
  amount: 250,
  names: { region: 'south', channel: 'web', plan: 'gold' },
};
const his: Book = {
  owner: 'rui',
  name: 'Rui Zuzarte',
  won: 83,
  amount: 719,
  names: { region: 'nordeste', channel: 'telephone', plan: 'platinum' },
};

const at = '2026-10-01T08:00:00Z';

const observationsOf = ({ owner, name, won, amount, names: { region, channel, plan } }: Book) => {
  const whose = `${owner}-1`;
  const deal = { owner, amount: String(amount), customer: whose, source: channel, 'custom.tier': plan };
  return [
    said('user', owner, at, { name, region, team: `team ${owner}` }),
    said('customer', whose, at, { name: `Customer of ${name}`, owner, region, since: at, status: 'active' }),
    ...Array.from({ length: won }, (_, index) => wonDeal(`${owner} ${index}`, 1 + (index % 28), deal)),
    wonDeal(`${owner} lost`, 28, { ...deal, outcome: 'lost' }),
    said('lead', `${owner} lead`, at, { createdAt: at, owner, source: channel, qualifiedAt: '2026-10-02T08:00:00Z' }),
    said('ticket', `${owner} ticket`, at, {
      createdAt: at,
      respondedAt: '2026-10-01T09:00:00Z',
      owner,
      channel,
      customer: whose,
    }),
    said('order', `${owner} order`, at, { at, customer: whose, amount: String(amount * 3) }),
  ];
};

/** A deal of which nobody says whose it is. */
const nobodys = wonDeal('nobody 1', 9, { amount: '719' });

const recipient = { role: 'crm', locale: 'en', attachments: ['csv', 'xlsx'] };
const ana = { ...recipient, email: 'ana@acme.example', scope: { owner: hers.owner } };
const eva = { ...recipient, email: 'eva@acme.example' };

/** A world in which all this was said, and October's review was mailed. */
const mailedOf = async (observations: readonly unknown[]): Promise<World> => {
  const world = await createWorld(database);
  await world.apply({ sources: [standardSource], recipients: [ana, eva] });
  const body = bytes(observations);
  const posted = { workspace: 'acme', source: 'standard', body, contentType: 'application/json' };
  expect(await postObservations(world.services, posted)).toMatchObject({ rejected: [] });
  await clientOf(world.services)('POST', '/v1/workspaces/acme/reviews/2026-10/sends', { body: {} });
  await world.work();
  return world;
};

/** All that a recipient gets: the mail as it was taken, its files, and what its links lead to. */
const gotBy = async ({ services, mailer: { messages, taken } }: World, { email }: { readonly email: string }) => {
  const message = messages[taken.findIndex(({ to }) => to === email)] ?? expect.fail('nothing was handed over');
  const { html, text = '', attachments } = await simpleParser(Buffer.from(message), { skipImageLinks: true });
  const open = async (letter: 'r' | 'w', then = ''): Promise<Buffer> => {
    const [path = expect.fail('no such link')] = text.match(new RegExp(`/${letter}/[^?\\s]+`)) ?? [];
    const answer = await clientOf(services)('GET', `${path}${then}`, { key: null });
    expect(answer.status).toBe(200);
    return Buffer.from(await answer.arrayBuffer());
  };
  return {
    message: Buffer.from(message),
    html: String(html),
    text,
    attachments,
    page: await open('r'),
    csv: await open('r', '?format=csv'),
    xlsx: await open('r', '?format=xlsx'),
    records: await open('r', '/records?kpi=wonDeals'),
    trends: await open('w'),
  };
};

type Got = Awaited<ReturnType<typeof gotBy>>;

const shown = (page: Buffer): string => visible(page.toString().replace(/<(script|svg)[\s\S]*?<\/\1>/g, ''));

/** What can be read in it, by where. */
const wordsOf = async ({
  html,
  text,
  page,
  csv,
  xlsx,
  records,
  trends,
}: Got): Promise<Readonly<Record<string, string>>> => ({
  mail: visible(html),
  text: text.replace(/https:\S+/g, ''),
  page: shown(page),
  csv: csv.toString(),
  xlsx: JSON.stringify(await sheetsIn(xlsx)),
  records: shown(records),
  trends: shown(trends),
});

/** What tells of him: his names; how many deals he won and closed, and what one and all came to; the same of the whole. */
const ofHis = (): string[] => {
  const won = his.won + hers.won + 1;
  const worth = his.won * his.amount;
  const numbers = [his.won, his.won + 1, won, won + 2, his.amount, worth, worth + hers.won * hers.amount + 719];
  return [his.name, ...Object.values(his.names), `team ${his.owner}`, ...numbers.map(String)];
};

/** Those of some words or numbers that stand in a text, each by itself. */
const found = (words: readonly string[], text: string): string[] =>
  words.filter((word) => new RegExp(`(?<!\\w)${word}(?!\\w)`).test(text));

describe('a recipient who sees what one owner has', () => {
  let hersOfAll: Got;
  let all: Got;
  let hersAlone: Got;
  beforeAll(async () => {
    const [both, alone] = [
      await mailedOf([...observationsOf(hers), ...observationsOf(his), nobodys]),
      await mailedOf(observationsOf(hers)),
    ];
    [hersOfAll, all, hersAlone] = [await gotBy(both, ana), await gotBy(both, eva), await gotBy(alone, ana)];
  });

  it('is told nothing of another in mail, text, files and pages, where the whole tells it', async () => {
    const [words, whole] = [await wordsOf(hersOfAll), await wordsOf(all)];
    const told = Object.entries(whole).map(([where, text]) => [where, found(ofHis(), text)]);
    expect(told).toEqual([
      ['mail', expect.arrayContaining(['Rui Zuzarte', 'nordeste', 'team rui', '83', '84', '88'])],
      ['text', expect.arrayContaining(['Rui Zuzarte', 'nordeste', 'team rui', '83', '84', '88'])],
      ['page', expect.arrayContaining(['telephone', 'platinum', '83', '84', '88', '90', '719'])],
      ['csv', ofHis()],
      ['xlsx', ofHis()],
      ['records', expect.arrayContaining(['Rui Zuzarte', 'nordeste', 'platinum', '83', '88'])],
      ['trends', expect.arrayContaining(['88'])],
    ]);
    for (const [where, text] of Object.entries(words)) expect([where, found(ofHis(), text)]).toEqual([where, []]);
  });

  it('gets, to the byte, what she would if there were no other deals', async () => {
    expect(hersOfAll.message.toString('latin1')).toBe(hersAlone.message.toString('latin1'));
    for (const part of ['page', 'csv', 'xlsx', 'records', 'trends'] as const)
      expect(hersOfAll[part].equals(hersAlone[part]), part).toBe(true);
  });

  it('has her own numbers in each of them, and the files of the page with the mail', async () => {
    const { html, text, csv, xlsx, attachments } = hersOfAll;
    const [, row = ''] = text.match(/^Won deals +(\d+) /m) ?? [];
    const table = tableOf(html, 'All your numbers').find(({ name }) => name === 'Won deals');
    expect([row, table?.cells[0]?.[0]]).toEqual(['4', '4']);
    expect(shown(hersOfAll.page)).toContain('Only owner: Ana Lima');
    expect(csv.toString()).toContain('\r\nKPI,wonRevenue,Won revenue,2026-10,,,,money,1000,,,4,EUR\r\n');
    const [kpis] = await sheetsIn(xlsx);
    expect(kpis?.data.find(([name]) => name === 'Win rate')?.slice(0, 3)).toEqual(['Win rate', 0.8, '%']);
    expect(attachments.map(({ filename }) => filename)).toEqual([
      'acme-2026-10-owner=ana.csv',
      'acme-2026-10-owner=ana.xlsx',
    ]);
    expect(attachments.map(({ content }, index) => content.equals(index === 0 ? csv : xlsx))).toEqual([true, true]);
  });
});
